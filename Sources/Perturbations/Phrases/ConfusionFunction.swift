import Artifacts

/// Confusions from a function, which is called once for each phrase.
public final class ConfusionFunction: PhraseConfuser {
  public let longestPhrase: Int
  private let lookUp: @Sendable (String) -> PhraseAlternatives?
  private let known = Lock<[String: PhraseAlternatives?]>([:])

  public init(
    longestPhrase: Int = 1, _ lookUp: @escaping @Sendable (String) -> PhraseAlternatives?
  ) {
    self.longestPhrase = longestPhrase
    self.lookUp = lookUp
  }

  /// Makes confusions from a table of phrases and their alternatives, simplest first.
  public convenience init(table: [String: [String]]) {
    self.init(longestPhrase: table.keys.map { $0.spacedWords.count }.max() ?? 1) { phrase in
      table[phrase].flatMap { texts in
        texts.isEmpty ? nil : PhraseAlternatives(texts.map { .init($0) })
      }
    }
  }

  public func alternatives(for phrase: String) -> PhraseAlternatives? {
    if let found = known.withLock({ $0[phrase] }) { return found }
    let found = lookUp(phrase)
    known.withLock { $0[phrase] = found }
    return found
  }
}
