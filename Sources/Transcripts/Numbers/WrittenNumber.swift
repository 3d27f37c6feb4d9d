/// A word that holds digits, taken apart: "$1,000.50", "3rd", "75%".
struct WrittenNumber {
  var isNegative = false
  /// The sign before the digits.
  var currency: NumberReading.Currency?
  /// The digits before the decimal mark, without marks between thousands.
  var digits = ""
  /// Whether thousands are separated.
  var isGrouped = false
  /// The digits behind the decimal mark; nil without a mark.
  var decimals: String?
  /// What follows the digits: "%", "rd", "½".
  var suffix = ""

  /// Nil for a word that is not some digits with something before and behind them.
  init?(_ word: String, decimalMark: Character, groupingMark: Character?) {
    var rest = Substring(word)
    if let sign = rest.first, "-−".contains(sign) {
      isNegative = true
      rest.removeFirst()
    }
    if let sign = rest.first, let currency = NumberReading.Currency(rawValue: String(sign)) {
      self.currency = currency
      rest.removeFirst()
    }
    func takeDigits() -> String {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      return String(digits)
    }
    digits = takeDigits()
    // Groups of three behind one to three.
    while let groupingMark, rest.first == groupingMark, (1...3).contains(digits.count) || isGrouped
    {
      let group = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard group.count == 3 else { break }
      digits += group
      isGrouped = true
      rest = rest.dropFirst(4)
    }
    if rest.first == decimalMark {
      rest.removeFirst()
      let behind = takeDigits()
      guard !behind.isEmpty else { return nil }
      decimals = behind
    }
    suffix = String(rest)
    guard !digits.isEmpty || decimals != nil || Self.vulgar[suffix] != nil,
      !suffix.contains(where: { $0.isASCII && $0.isNumber }), digits.count <= 18
    else { return nil }
  }

  /// The whole number, or 0 before a decimal mark.
  var whole: Int { Int(digits) ?? 0 }

  /// Whether the digits are not how a counted number is written: "007".
  var hasLeadingZero: Bool { digits.count > 1 && digits.hasPrefix("0") }

  var amount: NumberReading.Amount {
    NumberReading.Amount(whole, decimals: decimals ?? "", isNegative: isNegative)
  }

  /// Fractions that are single characters.
  static let vulgar: [String: (numerator: Int, denominator: Int)] = [
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8), "⅐": (1, 7), "⅑": (1, 9), "⅒": (1, 10),
  ]

  /// The two numbers of a word with one mark between them: 10 and 30 of "10:30".
  static func pair(_ word: String, _ mark: Character) -> (String, String)? {
    let parts = word.split(separator: mark, omittingEmptySubsequences: false)
    guard parts.count == 2,
      parts.allSatisfy({
        !$0.isEmpty && $0.count < 6 && $0.allSatisfy { $0.isASCII && $0.isNumber }
      })
    else { return nil }
    return (String(parts[0]), String(parts[1]))
  }
}
