/// Reads a regular expression, letter by letter, and says where it stopped.
struct TextPatternParser {
  private let pattern: String
  private let letters: [Unicode.Scalar]
  private var position = 0

  /// Further repetitions where a pattern names no limit.
  private static let unbounded = 8

  init(_ pattern: String) {
    self.pattern = pattern
    letters = Array(pattern.unicodeScalars)
  }

  mutating func parse() throws(PatternError) -> TextPattern.Node {
    if peek == "^" { position += 1 }
    let node = try alternatives()
    if peek == "$", position == letters.count - 1 { position += 1 }
    guard position == letters.count else { throw fault("the end") }
    return node
  }

  private var peek: Unicode.Scalar? { position < letters.count ? letters[position] : nil }

  private func fault(_ expected: String) -> PatternError {
    PatternError(pattern: pattern, offset: position, expected: expected)
  }

  private mutating func skip(_ letter: Unicode.Scalar) -> Bool {
    guard peek == letter else { return false }
    position += 1
    return true
  }

  private mutating func alternatives() throws(PatternError) -> TextPattern.Node {
    var ways = [try sequence()]
    while skip("|") { ways.append(try sequence()) }
    return ways.count == 1 ? ways[0] : .either(ways)
  }

  private mutating func sequence() throws(PatternError) -> TextPattern.Node {
    var parts: [TextPattern.Node] = []
    while let letter = peek, letter != "|", letter != ")" {
      if letter == "$", position == letters.count - 1 { break }
      parts.append(try quantified(try atom()))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func atom() throws(PatternError) -> TextPattern.Node {
    guard let letter = peek else { throw fault("a letter") }
    switch letter {
    case "(":
      position += 1
      if skip("?"), !skip(":") { throw fault("\":\"; look-around has no generator") }
      let node = try alternatives()
      guard skip(")") else { throw fault("\")\"") }
      return node
    case "[":
      position += 1
      return .letters(try letterClass())
    case ".":
      position += 1
      return .letters(.ascii)
    case "\\":
      return .letters(try escaped())
    case "*", "+", "?", "{", ")", "^", "$":
      throw fault("a letter, a class or a group in front of \"\(letter)\"")
    default:
      position += 1
      return .letters(Alphabet(CollectionOfOne(letter)))
    }
  }

  private mutating func quantified(
    _ node: TextPattern.Node
  ) throws(PatternError) -> TextPattern.Node {
    let count: ClosedRange<Int>
    switch peek {
    case "*": count = 0...Self.unbounded
    case "+": count = 1...(1 + Self.unbounded)
    case "?": count = 0...1
    case "{":
      position += 1
      let least = try number()
      var most = least
      if skip(",") { most = peek == "}" ? least + Self.unbounded : try number() }
      guard peek == "}", least <= most else { throw fault("\"}\" behind ascending counts") }
      count = least...most
    default: return node
    }
    position += 1
    // Lazy or possessive: the same texts match.
    if peek == "?" || peek == "+" { position += 1 }
    return .repeated(node, count)
  }

  private mutating func number() throws(PatternError) -> Int {
    let start = position
    while let letter = peek, ("0"..."9").contains(letter) { position += 1 }
    let digits = letters[start..<position].map(String.init).joined()
    guard let number = Int(digits), number <= ChoiceSource.maximumCount else {
      position = start
      throw fault("a count up to \(ChoiceSource.maximumCount)")
    }
    return number
  }

  private mutating func letterClass() throws(PatternError) -> Alphabet {
    let isOpposite = skip("^")
    var found: Alphabet = ""
    repeat {
      let first = try member()
      if first.letters.count == 1, peek == "-", position + 1 < letters.count,
        letters[position + 1] != "]"
      {
        position += 1
        found = found + (try range(first.letters[0], try member().letters))
      } else {
        found = found + first
      }
    } while peek != "]"
    position += 1
    guard isOpposite else { return found }
    let without = Set(found.letters)
    return Alphabet(Alphabet.ascii.letters.filter { !without.contains($0) })
  }

  /// One letter of a class, or a class within it.
  private mutating func member() throws(PatternError) -> Alphabet {
    guard let letter = peek else { throw fault("\"]\"") }
    if letter == "\\" { return try escaped() }
    position += 1
    return Alphabet(CollectionOfOne(letter))
  }

  private func range(
    _ first: Unicode.Scalar, _ last: [Unicode.Scalar]
  ) throws(PatternError) -> Alphabet {
    guard last.count == 1, first <= last[0] else { throw fault("a range in ascending order") }
    return Alphabet((first.value...last[0].value).compactMap(Unicode.Scalar.init))
  }

  /// Parses what follows a backslash, which is still to be read.
  private mutating func escaped() throws(PatternError) -> Alphabet {
    position += 1
    guard let letter = peek else { throw fault("a letter behind the backslash") }
    position += 1
    switch letter {
    case "d": return .digits
    case "w": return .wordLetters
    case "s": return " \t\n"
    case "D": return Self.opposite(of: .digits)
    case "W": return Self.opposite(of: .wordLetters)
    case "S": return Self.opposite(of: " \t\n")
    case "n": return "\n"
    case "t": return "\t"
    case "p": return try category()
    case "1"..."9", "b", "B", "A", "z", "Z", "k":
      position -= 1
      throw fault("a class: references and boundaries have no generator")
    default: return Alphabet(CollectionOfOne(letter))
    }
  }

  private mutating func category() throws(PatternError) -> Alphabet {
    guard skip("{") else { throw fault("\"{\"") }
    let start = position
    while let letter = peek, letter != "}" { position += 1 }
    let name = letters[start..<position].map(String.init).joined()
    guard skip("}"), let categories = Self.categories[name] else {
      position = start
      throw fault("one of \(Self.categories.keys.sorted().joined(separator: ", "))")
    }
    return Alphabet(
      Alphabet.unicode(upTo: "\u{FFFF}").letters.filter {
        categories.contains($0.properties.generalCategory)
      })
  }

  private static func opposite(of alphabet: Alphabet) -> Alphabet {
    let without = Set(alphabet.letters)
    return Alphabet(Alphabet.ascii.letters.filter { !without.contains($0) })
  }

  private static let categories: [String: Set<Unicode.GeneralCategory>] = [
    "L": [.lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter],
    "Ll": [.lowercaseLetter], "Lu": [.uppercaseLetter], "Lt": [.titlecaseLetter],
    "Lm": [.modifierLetter], "Lo": [.otherLetter],
    "M": [.nonspacingMark, .spacingMark, .enclosingMark],
    "N": [.decimalNumber, .letterNumber, .otherNumber], "Nd": [.decimalNumber],
    "P": [
      .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation,
    ],
    "S": [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol], "Sc": [.currencySymbol],
    "Z": [.spaceSeparator, .lineSeparator, .paragraphSeparator], "Zs": [.spaceSeparator],
  ]
}

extension Alphabet {
  /// Letters, digits and the underscore.
  fileprivate static let wordLetters =
    lowercase + digits + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + "_"
}
