public import Robustness

/// Whether one model meets a requirement.
public struct RequirementVerdict: Hashable, Sendable, Codable {
  /// What the whole interval says of the bound.
  public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
    /// All of the interval meets it; an end that equals the bound does.
    case met
    /// No part of the interval meets the requirement.
    case missed
    /// The data cannot decide.
    case undecided
  }

  /// The reason why the data can't decide.
  public enum Doubt: String, Hashable, Sendable, Codable, CaseIterable {
    /// Part of the interval meets the bound and part does not.
    case boundInInterval
    /// The figure has no interval, for the reason that it gives.
    case noInterval
    /// The figure is undefined, for the reason that it gives.
    case noFigure
    /// The figure is not relative, because the clean WER is 0, if only in some resample.
    case noRatio
    /// The record does not hold the figure.
    case notMeasured
    /// The perturbation changed no list, so the figure says nothing of it.
    case nothingChanged
  }

  public let requirement: Requirement
  public let model: String
  /// What was held against the bound; nil if the record does not hold it.
  public let figure: Figure?
  public let outcome: Outcome
  /// The reason why the verdict is undecided; nil if it is decided.
  public let doubt: Doubt?

  package init(
    _ requirement: Requirement, of model: String, figure: Figure?, isRatio: Bool = true,
    isIdle: Bool = false
  ) {
    self.requirement = requirement
    self.model = model
    self.figure = figure
    (outcome, doubt) =
      switch figure {
      case nil: (.undecided, .notMeasured)
      case .some where isIdle: (.undecided, .nothingChanged)
      case .undefined: (.undecided, .noFigure)
      case .estimate where !isRatio: (.undecided, .noRatio)
      case .estimate(let estimate): Self.outcome(of: estimate, for: requirement)
      }
  }

  private static func outcome(
    of estimate: Estimate, for requirement: Requirement
  ) -> (Outcome, Doubt?) {
    guard estimate.hasInterval else { return (.undecided, .noInterval) }
    let bound = requirement.bound
    let (isMet, isMissed) =
      requirement.measure.isLowerBetter
      ? (estimate.upper <= bound, estimate.lower > bound)
      : (estimate.lower >= bound, estimate.upper < bound)
    if isMet { return (.met, nil) }
    return isMissed ? (.missed, nil) : (.undecided, .boundInInterval)
  }
}

extension RequirementVerdict.Outcome {
  /// What several outcomes come to: missed if any is, else undecided if any is, else met.
  public init(all outcomes: some Sequence<Self>) {
    let found = Set(outcomes)
    self = found.contains(.missed) ? .missed : found.contains(.undecided) ? .undecided : .met
  }
}
