/// Which hypotheses of a list a perturbation may change.
public enum PerturbationScope: String, Hashable, Sendable, Codable, CaseIterable {
  /// Only the first pass's top hypothesis.
  case oneBest
  /// Every hypothesis.
  case nBest
  /// Only the hypothesis that the model itself selects from the clean list.
  ///
  /// So each model has lists of its own, and nothing compares models on them but what allows for that:
  /// skill and skill kept, not WER. Where no model selects, the first pass does, whose selection is the
  /// top hypothesis.
  case selected
}

extension PerturbationScope {
  /// What changes, in words.
  var hypotheses: String {
    switch self {
    case .oneBest: "the first pass's top hypothesis"
    case .nBest: "every hypothesis"
    case .selected: "the hypothesis that the model selects"
    }
  }

  /// How many hypotheses of a list change where no model selects.
  func count(of list: Int) -> Int { self == .nBest ? list : min(1, list) }
}
