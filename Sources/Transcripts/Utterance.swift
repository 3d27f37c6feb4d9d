/// What was said, and what the first pass made of it: one line of a corpus.
public struct Utterance: Hashable, Sendable, Identifiable {
  /// Unique within its corpus.
  public let id: String
  /// What was really said.
  public let reference: String
  /// What the first pass heard.
  public let nBest: NBestList

  public init(id: String, reference: String, nBest: NBestList) {
    self.id = id
    self.reference = reference
    self.nBest = nBest
  }
}
