/// Reads Python's syntax of regular expressions.
struct RegularExpressionParser {
  private typealias Node = RegularExpressionProgram.Node
  private typealias PatternError = RegularExpression.PatternError

  private let pattern: [Unicode.Scalar]
  private var position = 0
  private var depth = 0

  /// The deepest nesting that is accepted; nobody writes deeper expressions.
  private static let depthLimit = 100
  /// The largest repetition count, as in Python, as far as it can be expanded.
  private static let countLimit = RegularExpressionProgram.limit

  init(_ pattern: String) { self.pattern = Array(pattern.unicodeScalars) }

  mutating func parse() throws(RegularExpression.PatternError)
    -> RegularExpressionProgram.Node
  {
    let node = try alternatives()
    guard position == pattern.count else { throw error("unbalanced parenthesis") }
    return node
  }

  private func error(_ what: String) -> RegularExpression.PatternError {
    PatternError(
      description: "expected a regular expression, found \(what) at character \(position)")
  }

  private var next: Unicode.Scalar? { position < pattern.count ? pattern[position] : nil }

  private mutating func take() -> Unicode.Scalar? {
    guard let scalar = next else { return nil }
    position += 1
    return scalar
  }

  private mutating func takes(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard pattern[position...].starts(with: scalars) else { return false }
    position += scalars.count
    return true
  }

  private mutating func alternatives() throws(RegularExpression.PatternError)
    -> RegularExpressionProgram.Node
  {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw error("groups in too many groups") }
    var choices = [try sequence()]
    while takes("|") { choices.append(try sequence()) }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func sequence() throws(RegularExpression.PatternError)
    -> RegularExpressionProgram.Node
  {
    var nodes: [Node] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      guard let atom = try atom() else { continue }
      nodes.append(try repeated(atom))
    }
    return .sequence(nodes)
  }

  private mutating func repeated(
    _ atom: RegularExpressionProgram.Node
  ) throws(RegularExpression.PatternError) -> RegularExpressionProgram.Node {
    guard let (least, most) = try quantifier() else { return atom }
    // A lazy repetition matches the same whole texts. A possessive one may match fewer.
    if next == "+" { throw error("a possessive repetition, which is not understood,") }
    _ = takes("?")
    if try quantifier() != nil { throw error("a repetition of a repetition") }
    return .repetition(atom, least: least, most: most)
  }

  private mutating func quantifier() throws(RegularExpression.PatternError) -> (Int, Int?)? {
    switch next {
    case "*":
      position += 1
      return (0, nil)
    case "+":
      position += 1
      return (1, nil)
    case "?":
      position += 1
      return (0, 1)
    case "{": return try count()
    default: return nil
    }
  }

  /// `{2}`, `{2,}`, `{,3}` or `{2,3}`; nil where the brace is a character like others, as in Python.
  private mutating func count() throws(RegularExpression.PatternError) -> (Int, Int?)? {
    let start = position
    position += 1
    let least = number()
    let hasComma = takes(",")
    let most = hasComma ? number() : least
    guard takes("}"), least != nil || hasComma else {
      position = start
      return nil
    }
    if let most, most < least ?? 0 { throw error("a repetition of more times than at most") }
    guard least ?? 0 <= Self.countLimit, most ?? 0 <= Self.countLimit else {
      throw error("a repetition of more than \(Self.countLimit) times")
    }
    return (least ?? 0, most)
  }

  private mutating func number() -> Int? {
    var digits = ""
    while let scalar = next, ("0"..."9").contains(scalar) {
      digits.unicodeScalars.append(scalar)
      position += 1
    }
    return digits.isEmpty ? nil : Int(digits) ?? .max
  }

  /// Nil for what stands for nothing.
  private mutating func atom() throws(RegularExpression.PatternError)
    -> RegularExpressionProgram.Node?
  {
    switch take() {
    case "(": return try group()
    case "[": return .set(try characterClass())
    case ".": return .set(.anyButLineFeed)
    case "^": return .assert(.start)
    case "$": return .assert(.end)
    case "\\": return try escape()
    case .some(let scalar) where "*+?".unicodeScalars.contains(scalar):
      throw error("nothing to repeat")
    case .some(let scalar): return .set(.one(scalar))
    case nil: return nil
    }
  }

  private mutating func group() throws(RegularExpression.PatternError)
    -> RegularExpressionProgram.Node?
  {
    var look: Bool?
    if takes("?") {
      if takes("=") {
        look = false
      } else if takes("!") {
        look = true
      } else if takes("P<") {
        while let scalar = take(), scalar != ">" {}
      } else if takes("#") {
        while let scalar = take(), scalar != ")" {}
        return nil
      } else if !takes(":") {
        throw error(
          "a group (?\(next.map { String($0) } ?? "")…), which is not understood: only (?:…), (?P<name>…), "
            + "(?=…) and (?!…) are,")
      }
    }
    let node = try alternatives()
    guard takes(")") else { throw error("a group without an end") }
    return look.map { .look(node, isNegated: $0) } ?? node
  }

  private mutating func escape() throws(RegularExpression.PatternError)
    -> RegularExpressionProgram.Node
  {
    switch next {
    case "b", "B":
      return .assert(.wordBoundary(isNegated: take() == "B"))
    case "A":
      position += 1
      return .assert(.start)
    case "Z":
      position += 1
      return .assert(.absoluteEnd)
    case .some(let scalar) where ("1"..."9").contains(scalar):
      throw error("a backreference, which is not understood,")
    default: return .set(try escapedSet())
    }
  }

  /// What stands after a backslash, in a class or out of it.
  private mutating func escapedSet() throws(RegularExpression.PatternError) -> ScalarSet {
    guard let scalar = take() else { throw error("a backslash at its end") }
    switch scalar {
    case "d": return .digit
    case "D": return .digit.negated
    case "w": return .word
    case "W": return .word.negated
    case "s": return .space
    case "S": return .space.negated
    case "n": return .one("\n")
    case "t": return .one("\t")
    case "r": return .one("\r")
    case "f": return .one("\u{C}")
    case "v": return .one("\u{B}")
    case "a": return .one("\u{7}")
    case "0": return .one("\0")
    case "x": return .one(try hexadecimal(2))
    case "u": return .one(try hexadecimal(4))
    case _ where ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar):
      throw error("the escape \\\(scalar), which is not understood,")
    default: return .one(scalar)
    }
  }

  private mutating func hexadecimal(
    _ digits: Int
  ) throws(RegularExpression.PatternError) -> Unicode.Scalar {
    var text = ""
    for _ in 0..<digits { if let scalar = take() { text.unicodeScalars.append(scalar) } }
    guard text.unicodeScalars.count == digits, let value = UInt32(text, radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw error("an incomplete escape") }
    return scalar
  }

  private mutating func characterClass() throws(RegularExpression.PatternError) -> ScalarSet {
    var set = ScalarSet(ranges: [])
    set.isNegated = takes("^")
    var isFirst = true
    while true {
      guard let scalar = take() else { throw error("a class without an end") }
      if scalar == "]", !isFirst { return set }
      isFirst = false
      let lower = scalar == "\\" ? try escapedInClass() : .one(scalar)
      guard next == "-", position + 1 < pattern.count, pattern[position + 1] != "]" else {
        set.parts.append(lower)
        continue
      }
      position += 1
      let last = take()
      let upper = last == "\\" ? try escapedInClass() : last.map { .one($0) }
      guard let from = lower.single, let to = upper?.single, from <= to else {
        throw error("a malformed range")
      }
      set.ranges.append(from...to)
    }
  }

  private mutating func escapedInClass() throws(RegularExpression.PatternError) -> ScalarSet {
    if takes("b") { return .one("\u{8}") }
    return try escapedSet()
  }
}

extension ScalarSet {
  /// The character of a set of one.
  fileprivate var single: Unicode.Scalar? {
    guard parts.isEmpty, !isNegated, ranges.count == 1,
      ranges[0].lowerBound == ranges[0].upperBound
    else { return nil }
    return ranges[0].lowerBound
  }
}
