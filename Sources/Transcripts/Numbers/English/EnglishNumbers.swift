/// Numbers as English says and writes them: what ICU knows of cardinals, ordinals and years, and on top of it
/// money, times, dates, telephone digits, percentages, fractions, decades, "oh" and "double".
struct EnglishNumbers: NumberGrammar {
  let cardinals: EnglishCardinals
  let speech: EnglishSpeech
  let reader: EnglishReader

  init(_ rules: NumberRules) {
    cardinals = EnglishCardinals(rules)
    speech = EnglishSpeech(cardinals)
    reader = EnglishReader()
  }

  var longest: Int { 14 }

  func mayStandInNumber(_ word: String) -> Bool {
    cardinals.rules.mayStandInNumber(word) || EnglishVocabulary.words.contains(word)
  }

  /// "w" is written, too, and said "double u".
  func isWritten(_ word: String) -> Bool {
    hasDigits(word) || (word.count <= 3 && !word.isEmpty && word.allSatisfy { $0 == "w" })
  }

  func meanings(ofWritten words: [String]) -> [NumberReading] {
    if words.count == 1, !hasDigits(words[0]) {
      let spoken = words[0].map { _ in "double u" }.joined(separator: " ")
      return [.idiom(written: words[0], spoken: spoken)]
    }
    return reader.meanings(words)
  }

  func meanings(ofSpoken words: [String]) -> [NumberReading] {
    var found: [NumberReading] = []
    func add(_ readings: [NumberReading]) {
      for reading in readings where !found.contains(reading) { found.append(reading) }
    }
    if let written = EnglishVocabulary.idioms[words.joined(separator: " ")] {
      return [.idiom(written: written, spoken: words.joined(separator: " "))]
    }
    add(letters(words))
    add(percent(words))
    add(EnglishMoney(cardinals).meanings(words))
    add(EnglishTimes(cardinals).meanings(words))
    add(EnglishDates(cardinals).meanings(words))
    add(year(words))
    // "one hundredth" ranks before it parts.
    add(cardinals.ordinal(words).map { [.ordinal($0)] } ?? [])
    add(fraction(words))
    add(decade(words))
    add(power(words))
    add(cardinals.amount(words).map { [.amount($0)] } ?? [])
    add(digits(words))
    return found
  }

  func written(_ reading: NumberReading) -> [String] { EnglishWriting.texts(of: reading) }

  func spoken(_ reading: NumberReading) -> [String] { speech.texts(of: reading) }

  func isNumber(_ range: Range<Int>, of words: [String]) -> Bool {
    EnglishNeighbors(words, range, cardinals).allow
  }

  // MARK: Kinds

  /// "double u" for w, once or more.
  private func letters(_ words: [String]) -> [NumberReading] {
    let pairs = words.count / 2
    guard words.count.isMultiple(of: 2), pairs > 0,
      (0..<pairs).allSatisfy({ words[2 * $0] == "double" && words[2 * $0 + 1] == "u" })
    else { return [] }
    return [
      .idiom(
        written: String(repeating: "w", count: pairs), spoken: words.joined(separator: " "))
    ]
  }

  private func percent(_ words: [String]) -> [NumberReading] {
    let count = words.last == "percent" ? 1 : words.suffix(2) == ["per", "cent"] ? 2 : 0
    guard count > 0, words.count > count else { return [] }
    let rest = Array(words.dropLast(count))
    return (cardinals.amount(rest) ?? cardinals.withHalf(rest)).map { [.percent($0)] } ?? []
  }

  /// "nineteen eighty four", "nineteen oh five", "twenty oh nine".
  private func year(_ words: [String]) -> [NumberReading] {
    let phrase = words.joined(separator: " ")
    if let year = cardinals.rules.year(of: phrase) {
      // "two thousand nine" is a number like any other, and so is "twelve hundred".
      return cardinals.rules.cardinal(of: phrase) == nil ? [.year(year)] : []
    }
    guard words.count == 3, EnglishVocabulary.ohs.contains(words[1]),
      let century = cardinals.whole([words[0]]), (11...21).contains(century),
      let rest = cardinals.whole([words[2]]), (1...9).contains(rest)
    else { return [] }
    return [.year(century * 100 + rest)]
  }

  /// Parses a decade, such as "nineteen eighties", "eighties" and "nineteen hundreds".
  private func decade(_ words: [String]) -> [NumberReading] {
    guard let last = words.last, last.hasSuffix("s") else { return [] }
    let singular = last.hasSuffix("ies") ? last.dropLast(3) + "y" : last.dropLast(1)
    let before = Array(words.dropLast())
    if singular == "hundred", let century = cardinals.whole(before), (10...20).contains(century) {
      return [.decade(century * 100)]
    }
    if singular == "thousand", before == ["two"] { return [.decade(2000)] }
    guard let ten = cardinals.whole([String(singular)]), ten.isMultiple(of: 10),
      (10...90).contains(ten)
    else { return [] }
    if before.isEmpty { return ten >= 20 ? [.decade(ten)] : [] }
    guard let century = cardinals.whole(before), (10...20).contains(century) else { return [] }
    return [.decade(century * 100 + ten)]
  }

  /// "two thirds", "one half", "three and a quarter".
  private func fraction(_ words: [String]) -> [NumberReading] {
    if let (numerator, denominator) = cardinals.properFraction(words) {
      return [.fraction(whole: nil, numerator: numerator, denominator: denominator)]
    }
    // "a third of" is a fraction, "a third attempt" is none.
    for place in words.indices.dropFirst() where words[place] == "and" {
      let (head, tail) = (Array(words[..<place]), Array(words[(place + 1)...]))
      guard let whole = cardinals.whole(head),
        let (numerator, denominator) = cardinals.properFraction(tail, allowsArticle: true)
      else { continue }
      return [.fraction(whole: whole, numerator: numerator, denominator: denominator)]
    }
    return []
  }

  private func power(_ words: [String]) -> [NumberReading] {
    guard let exponent = ["squared": 2, "cubed": 3][words.last ?? ""],
      let base = cardinals.whole(Array(words.dropLast()))
    else { return [] }
    return [.power(base, exponent: exponent)]
  }

  /// Telephone digits, and numbers said in groups of two: "four oh four", "double seven", "forty two
  /// seventeen", "eight hundred five five five".
  private func digits(_ words: [String]) -> [NumberReading] {
    var result = ""
    var groups: [String] = []
    var place = 0
    var isDoubled = false
    while place < words.count {
      let word = words[place]
      if let times = ["double": 2, "triple": 3][word], place + 1 < words.count,
        let digit = digit(words[place + 1])
      {
        groups.append(String(repeating: digit, count: times))
        isDoubled = true
        place += 2
        continue
      }
      if let digit = digit(word) {
        groups.append(digit)
        place += 1
        continue
      }
      // "eight hundred" begins a number of North America.
      if word == "hundred", groups.count == 1, result.isEmpty, groups[0].count == 1,
        place + 4 < words.count
      {
        groups[0] += "00"
        place += 1
        continue
      }
      let two = place + 1 < words.count ? cardinals.whole([word, words[place + 1]]) : nil
      if let two, (21...99).contains(two), !two.isMultiple(of: 10) {
        groups.append(String(two))
        place += 2
      } else if let one = cardinals.whole([word]), (10...99).contains(one) {
        groups.append(String(one))
        place += 1
      } else {
        return []
      }
    }
    result = groups.joined()
    let singles = groups.count { $0.count == 1 }
    // "one two" may be two numbers, and "ten four" is.
    let isOne =
      isDoubled || groups.count >= 3
      || (groups.count == 2 && groups[1].count == 2)
    guard isOne, groups.count > 1 || isDoubled, singles == groups.count || isOne else { return [] }
    return [.digits(result)]
  }

  private func digit(_ word: String) -> String? {
    if EnglishVocabulary.ohs.contains(word) { return "0" }
    return cardinals.whole([word]).flatMap { $0 < 10 ? String($0) : nil }
  }
}

/// The words of English numbers that ICU's rules do not hold.
enum EnglishVocabulary {
  /// What is said for 0 among digits.
  static let ohs: Set<String> = ["oh", "o"]

  static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october",
    "november", "december",
  ]

  /// Said in one way and written in another, always.
  static let idioms = [
    "twenty four seven": "24/7", "nine eleven": "9/11", "fifty fifty": "50/50",
  ]

  static let words: Set<String> = Set(months).union(ohs).union([
    "a", "an", "half", "quarter", "quarters", "past", "after", "to", "of", "till", "o'clock",
    "oclock", "am", "pm",
    "m", "p", "hours", "percent", "per", "cent", "double", "triple", "u", "squared", "cubed",
    "negative",
    "minus", "point", "and", "the", "hundreds", "thousands", "halves", "minutes", "decimal",
  ]).union(EnglishMoney.words).union(
    [
      "tens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties",
      "nineties",
    ]
  ).union(
    [
      "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
      "twelfth",
      "twentieth", "hundredth", "thousandth",
    ].map { $0 + "s" })
}
