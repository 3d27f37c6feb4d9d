/// One word of one hypothesis that a perturbation replaced.
public struct Replacement: Hashable, Sendable, Codable {
  /// Index of the hypothesis in the clean list.
  public let hypothesis: Int
  /// Index of the word in that hypothesis, from 0.
  public let position: Int
  /// The word of the clean list.
  public let original: String
  /// What stands in its place.
  public let replacement: String

  public init(hypothesis: Int, position: Int, original: String, replacement: String) {
    self.hypothesis = hypothesis
    self.position = position
    self.original = original
    self.replacement = replacement
  }
}
