/// Cardinals, ordinals, years and decimals of any language that ICU has rules for.
struct PlainNumbers: NumberGrammar {
  let rules: NumberRules
  private let marks: Marks
  private let digits: [String: Int]
  private let glue: Set<String>

  private struct Marks {
    let decimal: Character
    let grouping: Character?
  }

  init(_ rules: NumberRules) {
    self.rules = rules
    marks = Marks(decimal: rules.decimalMark, grouping: rules.groupingMark)
    var digits: [String: Int] = [:]
    for digit in 0...9 {
      for text in rules.cardinals(digit) where digits[text] == nil { digits[text] = digit }
    }
    self.digits = digits
    glue = Set(
      [rules.decimalWords, rules.minusWords].flatMap { $0.split(separator: " ") }.map(String.init))
  }

  var longest: Int { 12 }

  func mayStandInNumber(_ word: String) -> Bool {
    glue.contains(word) || rules.mayStandInNumber(word)
      || (!rules.decimalWords.isEmpty && word.contains(rules.decimalWords))
  }

  /// One alone is an article or a pronoun in most languages, and no ordinal stands for "second" the unit.
  func isNumber(_ range: Range<Int>, of words: [String]) -> Bool {
    rules.cardinal(of: words[range].joined(separator: " ")) != 1
  }

  func meanings(ofSpoken words: [String]) -> [NumberReading] {
    let phrase = words.joined(separator: " ")
    var found: [NumberReading] = []
    func add(_ reading: NumberReading?) {
      if let reading, !found.contains(reading) { found.append(reading) }
    }
    add(rules.year(of: phrase).flatMap { rules.cardinal(of: phrase) == nil ? .year($0) : nil })
    add(rules.cardinal(of: phrase).map { .amount(.init($0)) })
    add(rules.ordinal(of: phrase).map { .ordinal($0) })
    add(decimal(phrase).map { .amount($0) })
    if !rules.minusWords.isEmpty, phrase.hasPrefix(rules.minusWords) {
      let rest = String(phrase.dropFirst(rules.minusWords.count).drop { $0 == " " })
      if var amount = rules.cardinal(of: rest).map({ NumberReading.Amount($0) }) ?? decimal(rest) {
        amount.isNegative = true
        add(.amount(amount))
      }
    }
    return found
  }

  /// Parses a decimal number, such as "three point one four".
  private func decimal(_ phrase: String) -> NumberReading.Amount? {
    guard !rules.decimalWords.isEmpty,
      let place = phrase.firstRange(of: rules.decimalWords)
    else { return nil }
    func trimmed(_ text: Substring) -> String {
      String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    guard let whole = rules.cardinal(of: trimmed(phrase[..<place.lowerBound])),
      let decimals = digitString(trimmed(phrase[place.upperBound...])), !decimals.isEmpty
    else { return nil }
    return .init(whole, decimals: decimals)
  }

  /// The digits that a text says one by one, with or without spaces.
  private func digitString(_ text: String) -> String? {
    var rest = Substring(text)
    var result = ""
    while !rest.isEmpty {
      let names = digits.filter { rest.hasPrefix($0.key) }
      guard let longest = names.max(by: { ($0.key.count, $0.key) < ($1.key.count, $1.key) }) else {
        return nil
      }
      result += String(longest.value)
      rest = rest.dropFirst(longest.key.count).drop { $0 == " " }
    }
    return result
  }

  func meanings(ofWritten words: [String]) -> [NumberReading] {
    guard words.count == 1 else { return [] }
    let word = words[0]
    if let number = ordinal(word) { return [.ordinal(number)] }
    guard
      let written = WrittenNumber(word, decimalMark: marks.decimal, groupingMark: marks.grouping),
      written.currency == nil, written.suffix.isEmpty
    else { return [] }
    if written.hasLeadingZero, written.decimals == nil { return [.digits(written.digits)] }
    let amount = NumberReading.amount(written.amount)
    guard written.decimals == nil, !written.isNegative, !written.isGrouped,
      NumberYears.areSaid.contains(written.whole)
    else { return [amount] }
    return [.year(written.whole), amount]
  }

  /// Parses an ordinal number, such as "21e" in French.
  private func ordinal(_ word: String) -> Int? {
    let digits = word.filter { $0.isASCII && $0.isNumber }
    guard digits.count < word.count, digits.count < 7, let number = Int(digits) else { return nil }
    return rules.ordinalDigits(number).contains { text in
      TextNormalizer.standard.normalize(text) == word || text == word
    } ? number : nil
  }

  func written(_ reading: NumberReading) -> [String] {
    switch reading {
    case .amount(let amount): DigitText(marks.decimal, marks.grouping).texts(of: amount)
    case .year(let year): [String(year)]
    case .ordinal(let number):
      rules.ordinalDigits(number).map { $0.lowercased() }
    case .digits(let digits): [digits]
    default: []
    }
  }

  func spoken(_ reading: NumberReading) -> [String] {
    switch reading {
    case .amount(let amount): spoken(amount)
    case .year(let year): [rules.year(year)].compactMap(\.self)
    case .ordinal(let number): rules.ordinals(number)
    case .digits(let digits):
      [
        digits.compactMap { $0.wholeNumberValue.flatMap { rules.cardinals($0).first } }
          .joined(separator: " ")
      ]
    default: []
    }
  }

  private func spoken(_ amount: NumberReading.Amount) -> [String] {
    rules.cardinals(amount.whole).map { whole in
      var words = amount.isNegative ? [rules.minusWords, whole] : [whole]
      if !amount.decimals.isEmpty {
        words.append(rules.decimalWords)
        words += amount.decimals.compactMap {
          $0.wholeNumberValue.flatMap { rules.cardinals($0).first }
        }
      }
      return words.filter { !$0.isEmpty }.joined(separator: rules.separator)
    }
  }
}

/// The numbers that are taken for years.
enum NumberYears {
  /// The years that are said in two halves in English.
  static let areSaid = [1100...1999, 2010...2099].joinedSet
}

extension [ClosedRange<Int>] {
  fileprivate var joinedSet: Set<Int> { reduce(into: []) { $0.formUnion($1) } }
}

/// Numbers in digits, with a language's marks.
struct DigitText {
  let decimalMark: Character
  let groupingMark: Character?

  init(_ decimalMark: Character, _ groupingMark: Character?) {
    self.decimalMark = decimalMark
    self.groupingMark = groupingMark
  }

  /// "2009" and "2,009"; from ten thousand on the marked form first.
  func texts(of amount: NumberReading.Amount) -> [String] {
    let sign = amount.isNegative ? "-" : ""
    let decimals = amount.decimals.isEmpty ? "" : "\(decimalMark)\(amount.decimals)"
    let scale = amount.scale.map { " \($0)" } ?? ""
    func text(_ whole: String) -> String { sign + whole + decimals + scale }
    let plain = text(String(amount.whole))
    guard let grouped = grouped(amount.whole).map(text) else { return [plain] }
    return amount.whole < 10_000 ? [plain, grouped] : [grouped, plain]
  }

  /// "250,000"; nil below a thousand, and in languages without a mark that stays in a word.
  func grouped(_ number: Int) -> String? {
    guard number >= 1000, let groupingMark, ".,'’".contains(groupingMark) else { return nil }
    var digits = String(number)
    var place = digits.count - 3
    while place > 0 {
      digits.insert(groupingMark, at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return digits
  }
}
