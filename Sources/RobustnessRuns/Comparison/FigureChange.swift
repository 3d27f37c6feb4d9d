public import Perturbations
public import Robustness

/// What became of one figure from one run to another.
public struct FigureChange: Hashable, Sendable, Codable {
  /// How the two figures were held against each other.
  public enum Pairing: String, Hashable, Sendable, Codable, CaseIterable {
    /// Both runs selected the same text from each of the same lists, or preferred the same
    /// references, so there is no difference to test.
    case identical
    /// The difference is computed utterance by utterance, on the same utterances and draws.
    case paired
    /// The difference is computed from both intervals alone, as for independent data.
    case unpaired
  }

  /// The direction of a change.
  public enum Direction: String, Hashable, Sendable, Codable, CaseIterable {
    case better
    case worse
    /// The data show no difference.
    case open
    case identical
  }

  /// The later run's name.
  public let run: String
  public let corpus: String
  /// The model's name in the later run.
  public let model: String
  /// The model's name in the first run.
  public let against: String
  public let measure: ComparedMeasure
  /// The property's id; nil for measures other than failures.
  public let property: String?
  /// Nil for clean lists. Figures under a condition are as heard.
  public let condition: PerturbationCondition?
  /// The figure in the first run.
  public let before: Figure
  /// The figure in the later run.
  public let after: Figure
  /// After minus before; nil if one of them is undefined, or if the runs agree in everything.
  public let difference: Estimate?
  /// Two-sided; nil where there is nothing to test, or no interval.
  public let p: Double?
  /// `p` after Holm's correction over everything that the comparison shows.
  public let holmP: Double?
  public let pairing: Pairing
  /// Why it is unpaired; nil otherwise.
  public let reason: String?

  package init(
    run: String, corpus: String, model: String, against: String, measure: ComparedMeasure,
    property: String? = nil, condition: PerturbationCondition? = nil, before: Figure,
    after: Figure, difference: Estimate?, p: Double?, holmP: Double? = nil, pairing: Pairing,
    reason: String? = nil
  ) {
    self.run = run
    self.corpus = corpus
    self.model = model
    self.against = against
    self.measure = measure
    self.property = property
    self.condition = condition
    self.before = before
    self.after = after
    self.difference = difference
    self.p = p
    self.holmP = holmP
    self.pairing = pairing
    self.reason = reason
  }

  /// Better or worse only where `p` says so after its correction.
  ///
  /// - Parameter level: the probability of error that is allowed, 0.05 for 95 % confidence.
  public func direction(at level: Double) -> Direction {
    guard pairing != .identical else { return .identical }
    guard let difference, let holmP, holmP < level, difference.value != 0 else { return .open }
    return (difference.value < 0) == measure.isLowerBetter ? .better : .worse
  }

  /// The change with its corrected p-value.
  func corrected(_ holmP: Double?) -> FigureChange {
    FigureChange(
      run: run, corpus: corpus, model: model, against: against, measure: measure,
      property: property, condition: condition, before: before, after: after,
      difference: difference, p: p, holmP: holmP, pairing: pairing, reason: reason)
  }
}
