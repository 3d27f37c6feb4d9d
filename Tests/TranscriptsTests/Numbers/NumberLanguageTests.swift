import Artifacts
import Testing
import Transcripts

@Suite struct `Numbers of a language` {
  let english = NumberLanguage.language("en")!
  let german = NumberLanguage.language("de")!

  private func numbers(_ text: String, _ language: NumberLanguage) -> [String] {
    let words = text.split(separator: " ").map(String.init)
    return language.numbers(in: words).map { words[$0].joined(separator: " ") }
  }

  @Test(arguments: EnglishNumberTable.pairs)
  func `English numbers are written as they are said, and said as they are written`(
    spoken: String, written: String
  ) {
    #expect(english.forms(of: spoken).contains(written), "\(english.forms(of: spoken))")
    #expect(english.forms(of: written).contains(spoken), "\(english.forms(of: written))")
  }

  @Test(arguments: GermanNumberTable.pairs)
  func `German numbers are written as they are said, and said as they are written`(
    spoken: String, written: String
  ) {
    #expect(german.forms(of: spoken).contains(written), "\(german.forms(of: spoken))")
    #expect(german.forms(of: written).contains(spoken), "\(german.forms(of: written))")
  }

  @Test func `other ways to say a number are understood`() {
    for (spoken, written) in EnglishNumberTable.onlySpoken {
      #expect(english.forms(of: spoken).contains(written), "\(spoken)")
    }
    for (spoken, written) in GermanNumberTable.onlySpoken {
      #expect(german.forms(of: spoken).contains(written), "\(spoken)")
    }
  }

  @Test func `the tables are as large as was asked for`() {
    #expect(EnglishNumberTable.pairs.count >= 120)
    #expect(GermanNumberTable.pairs.count >= 40)
  }

  @Test(arguments: [
    ("one of us", []), ("no one", []), ("the one", []), ("one another", []),
    ("this one two", ["two"]),
    ("one day", []), ("one by one", []), ("no one thirty years old", ["thirty"]),
    ("that one hundred percent", ["one hundred percent"]), ("page one", ["one"]),
    ("one hour", ["one"]), ("one in five", ["one", "five"]), ("two or one", ["two", "one"]),
    ("wait a second", []), ("at first", []), ("the first time", ["first"]), ("may one ask", []),
    ("march two by two", ["two", "two"]), ("on march two", ["march two"]),
    ("a twenty second delay", ["twenty"]), ("the twenty second", ["twenty second"]),
    ("ten second break", ["ten"]),
    ("between one hundred and two hundred", ["one hundred", "two hundred"]),
    ("several hundred and five", []), ("a few thousand people", []), ("many hundred twenty", []),
    ("ten four", ["ten", "four"]), ("at this point five people", ["five"]), ("oh no", []),
    ("five and six", ["five", "six"]),
    ("the year two thousand and nine ended", ["two thousand and nine"]),
    ("seventy five percent", ["seventy five percent"]), ("a third time", ["third"]), ("", []),
    ("thanks a million", []), ("ten minus five", ["ten", "five"]),
    ("it is minus five", ["minus five"]), ("quarter past", []), ("and a half", []),
  ])
  func `the longest English numbers are found, and no parts of numbers`(
    text: String, found: [String]
  ) {
    #expect(numbers(text, english) == found)
  }

  @Test(arguments: [
    ("ein mann", []), ("eins weiß ich", []), ("nummer eins", ["eins"]), ("gib acht", []),
    ("acht leute", ["acht"]), ("der einundzwanzigste", ["einundzwanzigste"]), ("erste", []),
    ("viele tausend fünf", []), ("drei komma fünf prozent", ["drei komma fünf prozent"]),
  ])
  func `the longest German numbers are found, and no parts of numbers`(
    text: String, found: [String]
  ) {
    #expect(numbers(text, german) == found)
  }

  @Test(arguments: ["en", "de", "fr", "es", "tr", "it", "sv", "ru", "zh", "ja"])
  func `every number comes back from how it is said`(code: String) throws {
    let language = try #require(NumberLanguage.language(code))
    var random = SplitMix64(seed: 3)
    for digits in 1...9 {
      for _ in 0..<6 {
        let most = (0..<digits).reduce(1) { product, _ in product * 10 }
        let number = most / 10 + random.below(most - most / 10)
        for spoken in language.forms(of: String(number)) {
          let back = language.forms(of: spoken)
          let found = back.contains { $0.filter { $0 != "," && $0 != "." } == String(number) }
          #expect(found || back.contains { $0.contains(":") }, "\(number): \(spoken): \(back)")
        }
      }
    }
  }

  @Test(arguments: ["en", "de", "fr", "es", "tr"])
  func `every ordinal and every year comes back from how it is said`(code: String) throws {
    let rules = try #require(NumberRules.rules(for: code))
    var random = SplitMix64(seed: 4)
    for _ in 0..<200 {
      let number = 1 + random.below(1200)
      for spoken in rules.ordinals(number) {
        #expect(rules.ordinal(of: spoken) == number, "\(spoken)")
      }
      let year = 1000 + random.below(1200)
      let spoken = try #require(rules.year(year))
      #expect(rules.year(of: spoken) == year, "\(spoken)")
    }
  }

  @Test(arguments: [
    ("fr", "vingt et un", "21"), ("fr", "trois virgule cinq", "3,5"),
    ("fr", "vingt et unième", "21e"),
    ("fr", "quatre vingts", "80"), ("fr", "quatre vingt", "80"), ("es", "veintiuno", "21"),
    ("es", "mil novecientos ochenta y cuatro", "1984"),
    ("tr", "bin dokuz yüz seksen dört", "1984"), ("tr", "üç virgül beş", "3,5"),
    ("it", "ventuno", "21"), ("zh", "二十一", "21"), ("zh", "三点五", "3.5"), ("fr", "moins deux", "-2"),
  ])
  func `ICU's rules say and write other languages`(code: String, spoken: String, written: String)
    throws
  {
    let language = try #require(NumberLanguage.language(code))
    #expect(language.forms(of: spoken).contains(written), "\(language.forms(of: spoken))")
    #expect(
      spoken == "quatre vingt" || language.forms(of: written).contains(spoken),
      "\(language.forms(of: written))")
  }

  @Test func `languages that ICU has no rules for have no numbers`() {
    for code in ["tlh", "xx", "", "no such"] {
      #expect(NumberLanguage.language(code) == nil, "\(code)")
    }
    #expect(NumberLanguage.language("en-GB") != nil)
    #expect(NumberLanguage.language("pt_BR") != nil)
  }

  @Test(arguments: [
    ("seventy five percent", "75%"), ("75 percent", "75%"), ("nineteen eighty four", "1984"),
    ("one thousand nine hundred and eighty four", "1984"), ("two thousand and nine", "2009"),
    ("quarter to seven", "6:45"), ("the twenty first", "the 21st"), ("five dollars", "$5"),
    ("five dollars fifty", "$5.50"), ("a hundred and five", "105"), ("three and a half", "3½"),
    ("1,000", "1000"), ("double oh seven", "007"), ("5 million", "5,000,000"),
  ])
  func `all ways to say and write a number come out as the same words`(one: String, other: String) {
    func spoken(_ text: String) -> [String] {
      english.spoken(text.split(separator: " ").map(String.init))
    }
    #expect(spoken(one) == spoken(other))
    let hasDigits = spoken(one).joined().contains { $0.isNumber }
    #expect(!hasDigits)
  }
}
