/// Which hypotheses of a list a perturbation may change.
public enum PerturbationScope: String, Hashable, Sendable, Codable, CaseIterable {
  /// Only the first pass's top hypothesis.
  case oneBest
  /// Every hypothesis.
  case nBest
  /// Only the hypothesis that the model itself selects from the clean list.
  ///
  /// Each model therefore has lists of its own, on which models can only be compared by measures
  /// that allow for that: skill and skill kept, but not WER. If no model selects, the first pass
  /// does, and its selection is the top hypothesis.
  case selected
}

extension PerturbationScope {
  /// The hypotheses that change, in words.
  var hypotheses: String {
    switch self {
    case .oneBest: "the first pass's top hypothesis"
    case .nBest: "every hypothesis"
    case .selected: "the hypothesis that the model selects"
    }
  }

  /// The number of hypotheses that change in a list if no model selects.
  func count(of list: Int) -> Int { self == .nBest ? list : min(1, list) }
}
