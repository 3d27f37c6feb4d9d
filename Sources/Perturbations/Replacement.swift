/// A word or phrase of one hypothesis that a perturbation replaced.
public struct Replacement: Hashable, Sendable, Codable {
  /// The index of the hypothesis in the clean list.
  public let hypothesis: Int
  /// The index of the phrase's first word in that hypothesis, from 0.
  public let position: Int
  /// The words of the clean list, joined by single spaces; empty for an insertion before the
  /// position.
  public let original: String
  /// The words in their place; empty for a deletion.
  public let replacement: String

  public init(hypothesis: Int, position: Int, original: String, replacement: String) {
    self.hypothesis = hypothesis
    self.position = position
    self.original = original
    self.replacement = replacement
  }
}
