import Perturbations

/// How much worse a model's selections become under perturbation: NPRR, or where that has no value
/// the plain difference, and marked as such.
///
/// NPRR (N-best Perturbation-based Rescoring Robustness, arXiv 2401.10447) is read here as
///
///     NPRR = (WER_perturbed − WER_clean) / WER_clean
///
/// over the *selected* hypotheses and K seeded perturbations of each list.
/// That paper says that it measures the relative degradation; the formula is our reading. A clean
/// WER that is 0, for all utterances or in some resample or without some utterance, has no ratio.
///
/// It is relative to a model's own clean WER, so it does not compare models of different clean WER: a
/// perfect chooser has a higher NPRR than the worst.
public struct Degradation: Hashable, Sendable, Codable {
  /// The kind of quantity that `estimate` contains.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// A share of the clean WER: 0.12 is 12 % more errors than on clean lists.
    case relative
    /// `WER_perturbed − WER_clean`, because the clean WER is 0, if only in some resample.
    case absolute
  }

  public let kind: Kind
  public let estimate: Estimate

  package init(kind: Kind, estimate: Estimate) {
    self.kind = kind
    self.estimate = estimate
  }
}

/// The text of a perturbed selection that is compared with the reference.
public enum Counting: String, Hashable, Sendable, Codable, CaseIterable {
  /// The perturbed text that was selected: what a listener would read.
  case asHeard
  /// The original text at the selected index: only the choice is judged.
  case asChosen
}
