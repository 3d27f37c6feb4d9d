/// A reference with SCTK's markup: alternations `{ a / b / @ }`, in which `@` is nothing, and words in
/// parentheses, which may be left out.
///
/// Signs are words of their own, with blanks around them, and alternations may stand in each other. What is
/// in parentheses is one word.
public struct ReferenceMarkup: Hashable, Sendable {
  indirect enum Part: Hashable, Sendable {
    case word(String)
    case optional(String)
    /// The ways in which something may have been said, each a sequence.
    case alternatives([[Part]])
  }

  let parts: [Part]

  /// - Parameter text: as it stands in a trn or stm file.
  /// - Returns: nil where an alternation is not closed, or closed twice.
  public init?(_ text: String) {
    var reader = Reader(words: text.split(whereSeparator: \.isWhitespace))
    guard let parts = reader.sequence(isInside: false) else { return nil }
    self.parts = parts
  }

  /// Whether it says more than its words.
  public var isPlain: Bool {
    parts.allSatisfy { if case .word = $0 { true } else { false } }
  }

  /// The reference as plain words: of each alternation the first way that has any, and all optional
  /// words.
  public var plainText: String { Self.plain(parts).joined(separator: " ") }

  private static func plain(_ parts: [Part]) -> [String] {
    parts.flatMap { part in
      switch part {
      case .word(let word), .optional(let word): [word]
      case .alternatives(let ways):
        ways.lazy.map { plain($0) }.first { !$0.isEmpty } ?? []
      }
    }
  }

  private struct Reader {
    let words: [Substring]
    var place = 0
    private var depth = 0

    /// Deeper alternations than anybody writes would only overflow the stack.
    private static let depthLimit = 32

    init(words: [Substring]) {
      self.words = words
    }

    /// The parts up to the end, or up to `/` or `}`, which are not taken; nil for what is not balanced.
    mutating func sequence(isInside: Bool) -> [Part]? {
      var parts: [Part] = []
      while place < words.count {
        let word = words[place]
        switch word {
        case "{":
          guard depth < Self.depthLimit else { return nil }
          place += 1
          depth += 1
          var ways: [[Part]] = []
          while true {
            guard let way = sequence(isInside: true), place < words.count else { return nil }
            ways.append(way)
            place += 1
            if words[place - 1] == "}" { break }
          }
          depth -= 1
          parts.append(.alternatives(ways))
          continue
        case "}":
          return isInside ? parts : nil
        case "/" where isInside:
          return parts
        case "@":
          if !isInside { parts.append(.word("@")) }
        default:
          if word.count > 2, word.hasPrefix("("), word.hasSuffix(")") {
            parts.append(.optional(String(word.dropFirst().dropLast())))
          } else {
            parts.append(.word(String(word)))
          }
        }
        place += 1
      }
      return isInside ? nil : parts
    }
  }
}
