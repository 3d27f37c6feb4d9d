public import Perturbations
public import Robustness

/// A difference between two models on the same utterances and draws, by one measure.
public struct Contrast: Hashable, Sendable, Codable {
  /// The measure that is compared.
  public enum Measure: String, Hashable, Sendable, Codable, CaseIterable {
    case wer
    case skill
    case skillKept
  }

  public let measure: Measure
  /// The condition; nil for the clean lists.
  public let condition: PerturbationCondition?
  /// Nil for the clean lists, where both countings are the same.
  public let counting: Counting?
  public let model: String
  public let against: String
  /// The model's figure minus the other's, on the same utterances and draws. For WER 0.01 is one point.
  public let difference: Figure
  /// Two-sided p of the jackknife's t; nil where there is no difference or fewer than three utterances or
  /// clusters. (Of the bootstrap in records of versions that did not say how intervals were made.)
  public let p: Double?
  /// `p` after Holm's correction over the family that the contrast belongs to.
  public let holmP: Double?
  /// Two-sided p of the matched-pairs test; for WER on clean lists alone.
  public let matchedPairsP: Double?
  /// The difference that would have been shown with a probability of 0.8, at the level left by Holm's
  /// correction, as uncertain as the difference is; nil where that is unknown, and in older records.
  public let detectable: Double?

  package init(
    measure: Measure, condition: PerturbationCondition?, counting: Counting?, model: String,
    against: String, difference: Figure, p: Double?, holmP: Double?, matchedPairsP: Double? = nil,
    detectable: Double? = nil
  ) {
    self.measure = measure
    self.condition = condition
    self.counting = counting
    self.model = model
    self.against = against
    self.difference = difference
    self.p = p
    self.holmP = holmP
    self.matchedPairsP = matchedPairsP
    self.detectable = detectable
  }
}

/// The model that leads by one measure in one condition, and its lead over each of the others.
///
/// The leader is picked from the data before it is compared, so Holm's correction runs over all
/// pairs of models. Only where every contrast holds may a sentence call the leader the best.
public struct Lead: Hashable, Sendable, Codable {
  public let measure: Contrast.Measure
  /// The condition; nil for the clean lists.
  public let condition: PerturbationCondition?
  /// Nil for the clean lists, where both countings are the same.
  public let counting: Counting?
  public let leader: String
  /// The leader against each of the others, from the closest on.
  public let contrasts: [Contrast]

  package init(
    measure: Contrast.Measure, condition: PerturbationCondition?, counting: Counting?,
    leader: String, contrasts: [Contrast]
  ) {
    self.measure = measure
    self.condition = condition
    self.counting = counting
    self.leader = leader
    self.contrasts = contrasts
  }
}
