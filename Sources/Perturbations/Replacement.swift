/// One word or phrase of one hypothesis that a perturbation replaced.
public struct Replacement: Hashable, Sendable, Codable {
  /// Index of the hypothesis in the clean list.
  public let hypothesis: Int
  /// Index of the first word in that hypothesis, from 0.
  public let position: Int
  /// The words of the clean list with single spaces; empty for an insertion before the position.
  public let original: String
  /// What stands in their place; empty if nothing does.
  public let replacement: String

  public init(hypothesis: Int, position: Int, original: String, replacement: String) {
    self.hypothesis = hypothesis
    self.position = position
    self.original = original
    self.replacement = replacement
  }
}
