/// A regular expression as something to generate from: a text that it matches as a whole.
///
/// Letters, `.`, classes `[a-z_]` and `[^…]`, `\\d \\w \\s` and their opposites, `\\p{Lu}`, groups,
/// `|`, and the quantifiers `* + ? {n} {n,} {n,m}`. Anchors at the ends are allowed and mean nothing.
/// Back references and look-around have no generator, and are refused.
struct TextPattern: Sendable {
  indirect enum Node: Sendable {
    case letters(Alphabet)
    case sequence([Node])
    case either([Node])
    case repeated(Node, ClosedRange<Int>)
  }

  let root: Node

  init(_ pattern: String) throws(PatternError) {
    var parser = TextPatternParser(pattern)
    root = try parser.parse()
  }

  func draw(from source: inout ChoiceSource) -> String? { Self.draw(root, from: &source) }

  private static func draw(_ node: Node, from source: inout ChoiceSource) -> String? {
    switch node {
    case .letters(let alphabet):
      guard !alphabet.letters.isEmpty else {
        source.discardCase("a class of the pattern has no letter")
        return nil
      }
      return source.text(of: alphabet, count: 1...1)
    case .sequence(let parts):
      var text = ""
      for part in parts {
        guard let drawn = draw(part, from: &source) else { return nil }
        text += drawn
      }
      return text
    case .either(let ways):
      return source.span("alternative") { source in
        draw(ways[source.index(below: ways.count)], from: &source)
      }
    case .repeated(.letters(let alphabet), let count) where !alphabet.letters.isEmpty:
      // One choice, which shrinks as a text.
      return source.text(of: alphabet, count: count)
    case .repeated(let part, let count):
      return source.arrayIfPossible(count: count) { draw(part, from: &$0) }?.joined()
    }
  }
}

/// Why a pattern has no generator.
public struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
  public let pattern: String
  /// The number of characters before the fault.
  public let offset: Int
  public let expected: String

  public var description: String {
    "pattern \"\(pattern)\", character \(offset + 1): expected \(expected)"
  }
}

extension Generator<String> {
  /// Texts that the whole of a regular expression matches.
  ///
  ///     let version = try Generator<String>.text(matching: #"v\d{1,3}(\.\d{1,3}){2}"#)
  ///
  /// - Parameter pattern: letters, classes, groups, alternatives and quantifiers; what has no bound is
  ///   repeated up to eight times more than it must.
  /// - Throws: ``PatternError`` for anything else.
  public static func text(matching pattern: String) throws(PatternError) -> Generator {
    let pattern = try TextPattern(pattern)
    return .ifPossible({ source in pattern.draw(from: &source) })
  }
}
