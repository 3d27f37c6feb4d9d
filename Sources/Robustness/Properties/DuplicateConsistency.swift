public import Perturbations
public import PropertyTesting
public import Rescoring

/// A hypothesis that occurs twice costs the same both times, and changes no other's cost.
///
/// **Margin**, in nats: the tolerance minus the largest change of a hypothesis's second-pass cost
/// between the list and the list with one hypothesis duplicated, the copy held against its original.
public struct DuplicateConsistency: RobustnessProperty {
  /// The tolerance in nats; nil is a hundred-thousandth of the list's spread.
  public let tolerance: Double?

  public init(tolerance: Double? = nil) {
    self.tolerance = tolerance
  }

  public var id: String { "duplicate-consistency" }

  public var kind: PropertyKind { .contract }

  public var dependsOnWeights: Bool { false }

  public var summary: String {
    "costs stay the same when a hypothesis occurs twice; margin: tolerance minus largest change, in nats"
  }

  public var perturbation: any Perturbation { HypothesisDuplication() }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    try CostInvariance.outcomes(of: cases, under: secondPass, tolerance: tolerance)
  }
}

extension RobustnessProperty where Self == DuplicateConsistency {
  public static var duplicateConsistency: Self { DuplicateConsistency() }
}
