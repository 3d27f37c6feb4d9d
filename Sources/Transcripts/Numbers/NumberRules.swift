import Artifacts
import CSystemICU

/// The cardinals, ordinals, years and decimals of one language, spoken and back: what ICU knows.
///
/// Words are as ``TextNormalizer`` writes them ("twenty one"). The way back is a table of spelled
/// numbers, which is made when it is first needed; larger numbers are parted into a count of thousands
/// or millions and a rest that the table holds, and spelled again as proof.
package final class NumberRules: Sendable {
  /// The language, as ICU names locales: "en", "pt_BR".
  package let locale: String
  /// The mark before decimals: "." in English.
  let decimalMark: Character
  /// The mark between thousands: "," in English; nil where there is none.
  let groupingMark: Character?
  /// The words between a number and its decimals: "point".
  package let decimalWords: String
  /// The words before a negative number: "minus".
  package let minusWords: String

  /// What stands between the words of a number: nothing in scripts without spaces.
  let separator: String
  /// What may join thousands to the rest, without spaces: "and".
  private let connectors: [String]
  private let cardinalSets: [String]
  private let ordinalSets: [String]
  private let yearSet: String?
  private let ordinalDigitSets: [String]
  private let speller: Lock<NumberSpeller>
  private let ordinalDigits: Lock<NumberSpeller>
  private let table = KeptValue<Table>()

  private static let known = Lock<[String: NumberRules?]>([:])

  /// The rules of a language ("en", "de-CH"), made once in a process; nil if ICU has none.
  package static func rules(for language: String) -> NumberRules? {
    known.withLock { known in
      if let found = known[language] { return found }
      // ICU takes an empty name for the root of all languages, whose numbers are digits.
      guard language.first?.isLetter == true else { return nil }
      let made = NumberRules(locale: language.replacing("-", with: "_"))
      known[language] = .some(made)
      return made
    }
  }

  private init?(locale: String) {
    guard var words = NumberSpeller(.words, locale: locale),
      let digits = NumberSpeller(.ordinalDigits, locale: locale)
    else { return nil }
    self.locale = locale
    let ruleSets = words.ruleSets
    func sets(_ kind: String) -> [String] {
      let sets = ruleSets.filter { $0.hasPrefix("spellout-\(kind)") && !$0.hasSuffix("-financial") }
      // "vingt et unième" before "vingt et unièmes".
      return sets.filter { !$0.contains("plural") } + sets.filter { $0.contains("plural") }
    }
    // What is counted alone first: "eins", not "ein".
    let numbering = sets("numbering").filter {
      !$0.hasPrefix("spellout-numbering-year") && !$0.hasSuffix("-days")
    }
    let counted = numbering + sets("cardinal")
    guard !counted.isEmpty else { return nil }
    cardinalSets = counted
    ordinalSets = sets("ordinal")
    yearSet = ruleSets.first { $0 == "spellout-numbering-year" }
    let endings = digits.ruleSets.filter { $0.hasPrefix("digits-ordinal") }
    ordinalDigitSets =
      endings.filter { !$0.contains("plural") } + endings.filter { $0.contains("plural") }
    let marks = mdg_number_marks_of(locale)
    func character(_ mark: UInt16) -> Character? {
      mark == 0 ? nil : Unicode.Scalar(mark).map(Character.init)
    }
    decimalMark = character(marks.decimal) ?? "."
    groupingMark = character(marks.grouping)
    // What a local function captures could not be moved into the lock below.
    func spell(_ number: Double, _ words: inout NumberSpeller) -> [String] {
      var spelled: [String] = []
      for set in counted { spelled.append(Self.spaced(words.spell(number, by: set))) }
      return spelled
    }
    let (ones, fives) = (spell(1, &words), spell(5, &words))
    // "one point five" without what 1 and 5 are; some languages say 1 otherwise there.
    decimalWords = Self.middles(of: spell(1.5, &words), between: ones, fives).first ?? ""
    separator = spell(1.5, &words).contains { $0.contains(" ") } ? " " : ""
    minusWords = Self.middles(of: spell(-5, &words), between: [""], fives).first ?? ""
    var connectors: [String] = []
    for (number, head, tail) in [
      (1001, 1000, ones), (1005, 1000, fives), (1100, 1000, spell(100, &words)),
      (1_000_005, 1_000_000, fives),
    ] {
      let middles = Self.middles(
        of: spell(Double(number), &words), between: spell(Double(head), &words), tail)
      for middle in middles.map(Self.compact) where !connectors.contains(middle) {
        connectors.append(middle)
      }
    }
    self.connectors = connectors
    speller = Lock(words)
    ordinalDigits = Lock(digits)
  }

  // MARK: Spoken

  /// The ways to say a whole number, the plainest first.
  package func cardinals(_ number: Int) -> [String] { spell(number, cardinalSets) }

  /// The ways to say which one of a series.
  package func ordinals(_ number: Int) -> [String] { spell(number, ordinalSets) }

  /// A year as it is said, where that differs from the number or not.
  package func year(_ number: Int) -> String? { yearSet.flatMap { spell(number, [$0]).first } }

  /// What stands in some of `texts` between one of `heads` and one of `tails`.
  private static func middles(
    of texts: [String], between heads: [String], _ tails: [String]
  ) -> [String] {
    var found: [String] = []
    for text in texts {
      for head in heads where text.hasPrefix(head) {
        for tail in tails where text.hasSuffix(tail) && text.count > head.count + tail.count {
          let middle = text.dropFirst(head.count).dropLast(tail.count)
          let words = middle.split(separator: " ").joined(separator: " ")
          if !words.isEmpty, !found.contains(words) { found.append(words) }
        }
      }
    }
    return found
  }

  /// The ways to write an ordinal in digits: "21st", "21.".
  package func ordinalDigits(_ number: Int) -> [String] {
    ordinalDigits.withLock { speller in
      var found: [String] = []
      for set in ordinalDigitSets {
        let text = speller.spell(Double(number), by: set)
        if !found.contains(text) { found.append(text) }
      }
      return found
    }
  }

  private func spell(_ number: Int, _ sets: [String]) -> [String] {
    speller.withLock { speller in
      var found: [String] = []
      for set in sets {
        let text = Self.spaced(speller.spell(Double(number), by: set))
        if !text.isEmpty, !found.contains(text) { found.append(text) }
      }
      return found
    }
  }

  /// What ICU spelled as words with single spaces, lower-case: hyphens part words, soft hyphens and zero-width
  /// spaces go.
  private static func spaced(_ text: String) -> String {
    TextNormalizer.standard.normalize(
      String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\u{200B}" })))
  }

  // MARK: Back

  /// The whole number that a phrase says; nil if it says none.
  package func cardinal(of phrase: String) -> Int? { value(of: phrase, \.cardinals, cardinalSets) }

  /// The ordinal that a phrase says.
  package func ordinal(of phrase: String) -> Int? { value(of: phrase, \.ordinals, ordinalSets) }

  /// The year that a phrase says, from 1000 to 2199.
  package func year(of phrase: String) -> Int? { made.years[Self.compact(phrase)] }

  /// Whether a word may stand in a spoken number: it does in one of the table, or begins like one that is
  /// written together.
  func mayStandInNumber(_ word: String) -> Bool {
    made.words.contains(word)
      || word.count > 6 && made.beginnings.contains(String(word.prefix(Table.beginning)))
  }

  private func value(
    of phrase: String, _ numbers: KeyPath<Table, [String: Int]>, _ sets: [String]
  ) -> Int? {
    let text = Self.compact(phrase)
    let table = made
    if let value = table[keyPath: numbers][text] { return value }
    // "two thousand" and "nine": the head counts thousands, the tail is less than one of them.
    var place = text.startIndex
    while place < text.endIndex {
      text.formIndex(after: &place)
      guard let head = table.multiples[String(text[..<place])] else { continue }
      for connector in [""] + connectors where text[place...].hasPrefix(connector) {
        let rest = String(text[place...].dropFirst(connector.count))
        guard !rest.isEmpty,
          let tail = table[keyPath: numbers][rest] ?? value(of: rest, numbers, sets),
          tail > 0, tail < table.scale(of: head)
        else { continue }
        let whole = head + tail
        if spell(whole, sets).contains(where: { Self.compact($0) == text }) { return whole }
      }
    }
    return nil
  }

  private static func compact(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != " " }))
  }

  /// How a number from 10 to 19 is said behind a thousand, which Chinese does otherwise: "一十三".
  private func rest(of number: Int) -> [String] {
    let heads = cardinals(1000)
    return cardinals(1000 + number).flatMap { text in
      heads.filter { text.hasPrefix($0) }.flatMap { head -> [String] in
        let rest = text.dropFirst(head.count).drop { $0 == " " }
        let starts = connectors.filter { rest.hasPrefix($0) }
        return starts.map { String(rest.dropFirst($0.count)) }
      }
    }.filter { !$0.isEmpty }
  }

  /// Languages that count tens of thousands.
  private static let myriads = ["zh", "ja", "ko", "yue"]

  private var made: Table {
    table.value {
      var table = Table(countsMyriads: Self.myriads.contains { locale.hasPrefix($0) })
      for number in 0...999 {
        var texts = cardinals(number)
        // "quatre vingts" and "deux cents" are often written without the last letter.
        if locale.hasPrefix("fr") {
          texts += texts.filter { $0.hasSuffix(" vingts") || $0.hasSuffix(" cents") }
            .map { String($0.dropLast()) }
        }
        table.add(texts, number, to: \.cardinals)
        if (10...19).contains(number) { table.add(rest(of: number), number, to: \.cardinals) }
        if number > 0 { table.add(ordinals(number), number, to: \.ordinals) }
      }
      for (scale, most) in table.scales {
        for count in 1...most {
          let texts = cardinals(count * scale)
          table.add(texts, count * scale, to: \.cardinals)
          for text in texts { table.multiples[Self.compact(text)] = count * scale }
        }
        table.add(ordinals(scale), scale, to: \.ordinals)
      }
      // Some languages say the thousand of an ordinal otherwise.
      for number in 1001...1999 { table.add(ordinals(number), number, to: \.ordinals) }
      for number in 1000...2199 {
        if let text = year(number) { table.add([text], number, to: \.years) }
      }
      return table
    }
  }

  /// Spelled numbers without their spaces, and what they are.
  private struct Table {
    var cardinals: [String: Int] = [:]
    var ordinals: [String: Int] = [:]
    var years: [String: Int] = [:]
    /// Whole counts of thousands, millions and so on.
    var multiples: [String: Int] = [:]
    /// All words of the rules.
    var words: Set<String> = []
    var beginnings: Set<String> = []

    /// How many letters tell whether a long word may be a number.
    static let beginning = 3
    /// What numbers are parted at, and how many of each there may be, ascending.
    let scales: [(scale: Int, most: Int)]

    init(countsMyriads: Bool) {
      scales =
        countsMyriads
        ? [(1000, 9), (10_000, 9999), (100_000_000, 999)]
        : [(1000, 999), (1_000_000, 999), (1_000_000_000, 999)]
    }

    /// The largest scale that `number` is a multiple of.
    func scale(of number: Int) -> Int {
      scales.last { number % $0.scale == 0 }?.scale ?? 1
    }

    mutating func add(
      _ texts: [String], _ number: Int, to numbers: WritableKeyPath<Table, [String: Int]>
    ) {
      for text in texts {
        let key = NumberRules.compact(text)
        // Of two numbers that sound the same the smaller is meant.
        if self[keyPath: numbers][key] == nil { self[keyPath: numbers][key] = number }
        for word in text.split(separator: " ").map(String.init) where words.insert(word).inserted {
          beginnings.insert(String(word.prefix(Self.beginning)))
        }
      }
    }
  }
}

/// A value that is made when it is first asked for.
private final class KeptValue<Value: Sendable>: Sendable {
  private let kept = Lock<Value?>(nil)

  func value(_ make: () -> Value) -> Value {
    kept.withLock { kept in
      if let kept { return kept }
      let made = make()
      kept = made
      return made
    }
  }
}
