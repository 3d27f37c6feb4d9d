public import Perturbations
public import PropertyTesting
public import Rescoring

/// A hypothesis's cost must not depend on where in the list it stands.
///
/// **Margin**, in nats: the tolerance minus the largest change of a hypothesis's second-pass cost
/// between the list and the reordered list.
public struct OrderInvariance: RobustnessProperty {
  /// The tolerance in nats; nil is a hundred-thousandth of the list's spread.
  public let tolerance: Double?

  public init(tolerance: Double? = nil) {
    self.tolerance = tolerance
  }

  public var id: String { "order-invariance" }

  public var kind: PropertyKind { .contract }

  public var dependsOnWeights: Bool { false }

  public var summary: String {
    "costs stay the same when the list is reordered; margin: tolerance minus largest change, in nats"
  }

  public var perturbation: any Perturbation { NBestReordering() }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    try CostInvariance.outcomes(of: cases, under: secondPass, tolerance: tolerance)
  }
}

extension RobustnessProperty where Self == OrderInvariance {
  public static var orderInvariance: Self { OrderInvariance() }
}
