/// Whole numbers, decimals and ordinals as English says them: ICU's, and "a hundred", "twelve hundred" and
/// "point" beside.
struct EnglishCardinals: Sendable {
  let rules: NumberRules

  init(_ rules: NumberRules) { self.rules = rules }

  /// A whole number from 0.
  func whole(_ words: [String]) -> Int? {
    guard let first = words.first, words.last != "and" else { return nil }
    if let value = rules.cardinal(of: words.joined(separator: " ")) { return value }
    if first == "a", words.count > 1,
      ["hundred", "thousand", "million", "billion"].contains(words[1])
    {
      return rules.cardinal(of: (["one"] + words.dropFirst()).joined(separator: " "))
    }
    return hundreds(words)
  }

  /// "twelve hundred", "twenty five hundred and ten".
  private func hundreds(_ words: [String]) -> Int? {
    guard let place = words.firstIndex(of: "hundred"),
      let count = rules.cardinal(of: words[..<place].joined(separator: " ")),
      (11...99).contains(count), !count.isMultiple(of: 10)
    else { return nil }
    var rest = words[(place + 1)...]
    if rest.isEmpty { return count * 100 }
    if rest.first == "and" { rest = rest.dropFirst() }
    guard let tail = rules.cardinal(of: rest.joined(separator: " ")), (1...99).contains(tail) else {
      return nil
    }
    return count * 100 + tail
  }

  /// A number with a sign and decimals: "minus three point five", "two point five million".
  func amount(_ words: [String]) -> NumberReading.Amount? {
    guard let first = words.first else { return nil }
    if ["minus", "negative"].contains(first) {
      guard var amount = amount(Array(words.dropFirst())), !amount.isNegative else { return nil }
      amount.isNegative = true
      return amount
    }
    if let whole = whole(words) { return .init(whole) }
    if let scale = words.last, Self.scales[scale] != nil {
      let rest = Array(words.dropLast())
      guard var amount = decimal(rest) ?? withHalf(rest) else { return nil }
      amount.scale = scale
      return amount
    }
    return decimal(words)
  }

  static let scales = [
    "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000,
  ]

  /// "three point five"; without a number before it two digits must follow, since "at this point five people"
  /// has no decimals.
  private func decimal(_ words: [String]) -> NumberReading.Amount? {
    guard let place = words.firstIndex(of: "point") else { return nil }
    let (head, tail) = (Array(words[..<place]), Array(words[(place + 1)...]))
    var digits = ""
    for word in tail {
      if EnglishVocabulary.ohs.contains(word) {
        digits += "0"
      } else if let digit = rules.cardinal(of: word), digit < 10 {
        digits += String(digit)
      } else {
        digits = ""
        break
      }
    }
    // "three point fourteen".
    if digits.isEmpty, let two = whole(tail), (10...99).contains(two) { digits = String(two) }
    guard !digits.isEmpty else { return nil }
    if head.isEmpty { return tail.count > 1 ? .init(0, decimals: digits) : nil }
    if head.count == 1, EnglishVocabulary.ohs.contains(head[0]) {
      return .init(0, decimals: digits)
    }
    return whole(head).map { .init($0, decimals: digits) }
  }

  /// "two and a half" as 2.5.
  func withHalf(_ words: [String]) -> NumberReading.Amount? {
    guard words.suffix(3) == ["and", "a", "half"] else { return nil }
    return whole(Array(words.dropLast(3))).map { .init($0, decimals: "5") }
  }

  /// Parses an ordinal number, such as "twenty first".
  func ordinal(_ words: [String]) -> Int? {
    guard let first = words.first else { return nil }
    let spelled = first == "a" && words.count > 1 ? nil : words.joined(separator: " ")
    if let spelled, let value = rules.ordinal(of: spelled) { return value }
    // ICU says "one hundredth".
    return first == "hundredth" && words.count == 1
      ? 100 : first == "thousandth" && words.count == 1 ? 1000 : nil
  }

  /// "two thirds", "one half", "three quarters"; "a half" only where another number stands before it.
  func properFraction(
    _ words: [String], allowsArticle: Bool = false
  ) -> (numerator: Int, denominator: Int)? {
    guard words.count > 1, let last = words.last else { return nil }
    let head = Array(words.dropLast())
    let numerator = head == ["a"] && allowsArticle ? 1 : whole(head)
    guard let numerator, numerator > 0, head.first != "a" || allowsArticle else { return nil }
    let names = numerator == 1 ? [last] : last.hasSuffix("s") ? [String(last.dropLast())] : []
    for name in names + (last == "halves" && numerator > 1 ? ["half"] : []) {
      if name == "half" { return (numerator, 2) }
      if name == "quarter" { return (numerator, 4) }
      if let denominator = ordinal([name]), denominator > 2, numerator < denominator {
        return (numerator, denominator)
      }
    }
    return nil
  }
}
