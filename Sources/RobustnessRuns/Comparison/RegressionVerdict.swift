import Robustness

/// Whether a change keeps to a budget.
public struct RegressionVerdict: Hashable, Sendable, Codable {
  /// The reason why the data can't decide.
  public enum Doubt: String, Hashable, Sendable, Codable, CaseIterable {
    /// Part of the interval meets the bound and part does not.
    case boundInInterval
    /// The difference has no interval.
    case noInterval
    /// One of the figures is undefined.
    case noFigure
  }

  public let requirement: RegressionRequirement
  public let change: FigureChange
  public let outcome: RequirementVerdict.Outcome
  /// The reason why the verdict is undecided; nil if it is decided.
  public let doubt: Doubt?

  init(_ requirement: RegressionRequirement, on change: FigureChange) {
    self.requirement = requirement
    self.change = change
    (outcome, doubt) = Self.outcome(of: change, bound: requirement.bound)
  }

  private static func outcome(
    of change: FigureChange, bound: Double
  ) -> (RequirementVerdict.Outcome, Doubt?) {
    if change.pairing == .identical { return (.met, nil) }
    guard let difference = change.difference else { return (.undecided, .noFigure) }
    guard difference.hasInterval else { return (.undecided, .noInterval) }
    // How much worse it is, from the least to the most.
    let (least, most) =
      change.measure.isLowerBetter
      ? (difference.lower, difference.upper) : (-difference.upper, -difference.lower)
    if most <= bound { return (.met, nil) }
    return least > bound ? (.missed, nil) : (.undecided, .boundInInterval)
  }
}
