/// Which words of a hypothesis a perturbation may change.
public enum WordTargets: Hashable, Sendable {
  /// Every word.
  case all
  /// Those that are not ``function``: what carries the meaning.
  case content
  /// Articles, pronouns, prepositions, conjunctions, auxiliaries: English's closed classes.
  case function
  /// The words listed, as texts are normalised; ``names(in:)`` lists those with capitals.
  case listed(Set<String>)
  /// The words at these positions, from 0; negative ones count from the end, −1 is the last.
  case positions(Set<Int>)

  /// Whether a word may be changed.
  ///
  /// - Parameters:
  ///   - position: where it stands, from 0.
  ///   - count: how many words the hypothesis has.
  public func include(_ word: String, at position: Int, of count: Int) -> Bool {
    switch self {
    case .all: true
    case .content: !FunctionWords.english.contains(word)
    case .function: FunctionWords.english.contains(word)
    case .listed(let words): words.contains(word)
    case .positions(let positions):
      positions.contains(position) || positions.contains(position - count)
    }
  }
}

extension WordTargets: CustomStringConvertible {
  public var description: String {
    switch self {
    case .all: "all words"
    case .content: "content words"
    case .function: "function words"
    case .listed(let words): "\(words.count) listed words"
    case .positions(let positions):
      "positions " + positions.sorted().map(String.init).joined(separator: ", ")
    }
  }
}
