/// Reads the pieces of a requirement from left to right.
struct RequirementReader {
  let text: String
  var rest: Substring

  init(_ text: String) {
    self.text = text
    rest = Self.trimmed(text[...])
  }

  func malformed(_ expected: String, _ found: some StringProtocol) -> RequirementError {
    .malformed(requirement: text, expected: expected, found: String(found))
  }

  /// Parses the model before a colon.
  mutating func model() throws(RequirementError) -> String? {
    guard let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("(") else { return nil }
    let name = Self.trimmed(rest[..<colon])
    if name.isEmpty { throw malformed("a model's name before \":\"", name) }
    rest = Self.trimmed(rest[colon...].dropFirst())
    return String(name)
  }

  /// Steps over `prefix`, if it comes next.
  mutating func takes(prefix: String) -> Bool {
    guard rest.hasPrefix(prefix) else { return false }
    rest = Self.trimmed(rest.dropFirst(prefix.count))
    return true
  }

  /// Parses a bound such as "wer(messaging-test) <= 22%".
  func limit() throws(RequirementError) -> (
    measure: Requirement.Measure, place: [String], bound: Double
  ) {
    let head = rest.prefix { !"<>=≤≥".contains($0) }
    let relation = rest.dropFirst(head.count).prefix { "<>=≤≥".contains($0) }
    let (name, place) = try call(head)
    guard let measure = Requirement.Measure(rawValue: String(name)) else {
      throw .unknown(
        requirement: text, kind: "a measure or \"not worse than\"", name: String(name),
        known: Requirement.Measure.allCases.map(\.rawValue))
    }
    let (expected, sign) = measure.isLowerBetter ? ("<=", "≤") : (">=", "≥")
    guard relation == expected || relation == sign else {
      let better = measure.isLowerBetter ? "lower" : "higher"
      throw malformed("\(expected) (\(better) is better) and a number after \(name)", relation)
    }
    let written = Self.trimmed(rest.dropFirst(head.count + relation.count))
    guard let bound = Self.share(written) else {
      throw malformed("a share from -1 to 1 or percent, such as 0.22 or 22%", written)
    }
    if measure == .wer, bound < 0 { throw malformed("a WER of at least 0", written) }
    if measure == .skill, bound > 1 { throw malformed("a skill of at most 1", written) }
    return (measure, place, bound)
  }

  /// "full by 0.2 points (homophones, n-best, 2)", after "not worse than"
  func comparison() throws(RequirementError) -> (against: String, margin: Double, place: [String]) {
    let (head, place) = try call(rest)
    let words = head.split(whereSeparator: \.isWhitespace)
    guard words.count >= 4, words[words.count - 3] == "by",
      ["point", "points", "pts"].contains(words[words.count - 1])
    else { throw malformed("a model and \"by 0.2 points\" after \"not worse than\"", head) }
    guard let points = Self.number(words[words.count - 2]), points >= 0 else {
      throw malformed("a number of points from 0 on", words[words.count - 2])
    }
    return (words.dropLast(3).joined(separator: " "), points / 100, place)
  }

  /// A name and what stands in parentheses after it, if anything does.
  func call(
    _ piece: Substring
  ) throws(RequirementError) -> (name: Substring, place: [String]) {
    let piece = Self.trimmed(piece)
    guard let opening = piece.firstIndex(of: "(") else { return (piece, []) }
    guard piece.last == ")" else { throw malformed("\")\" at the end", piece) }
    let name = Self.trimmed(piece[..<opening])
    let inside = Self.trimmed(piece[opening...].dropFirst().dropLast())
    if inside.isEmpty { return (name, []) }
    let parts = inside.split(separator: ",", omittingEmptySubsequences: false).map {
      String(Self.trimmed($0))
    }
    if parts.contains("") { throw malformed("a name at each side of a comma", inside) }
    return (name, parts)
  }

  /// A plain share, or percent.
  static func share(_ written: Substring) -> Double? {
    guard written.hasSuffix("%") else {
      // 22 must not pass for a WER that every model meets.
      return number(written).flatMap { abs($0) <= 1 ? $0 : nil }
    }
    return number(trimmed(written.dropLast())).map { $0 / 100 }
  }

  /// A finite decimal number; a true minus sign is one, too.
  static func number(_ written: Substring) -> Double? {
    let digits = written.replacing("−", with: "-")
    guard digits.allSatisfy({ "0123456789.+-e".contains($0) }), let value = Double(digits),
      value.isFinite
    else { return nil }
    return value
  }

  static func trimmed(_ piece: Substring) -> Substring {
    var piece = piece.drop(while: \.isWhitespace)
    while piece.last?.isWhitespace ?? false { piece.removeLast() }
    return piece
  }
}
