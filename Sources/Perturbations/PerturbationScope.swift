/// Which hypotheses of a list a perturbation may change.
public enum PerturbationScope: String, Hashable, Sendable, Codable, CaseIterable {
  /// Only the first pass's top hypothesis.
  case oneBest
  /// Every hypothesis.
  case nBest
}
