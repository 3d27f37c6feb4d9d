public import PropertyTesting
public import Rescoring
import Transcripts

/// A hypothesis's cost must not depend on what else is in the batch.
///
/// Padding, packing and shared state are where it goes wrong. Each hypothesis is scored alone, in a
/// call of its own, and again in one call with its list, the list backwards, and a much longer text.
///
/// **Margin**, in nats: the tolerance minus the largest difference between a hypothesis's second-pass
/// cost alone and in company.
public struct BatchInvariance: RobustnessProperty {
  public let tolerance: Double

  public init(tolerance: Double = CostTolerance.standard) {
    self.tolerance = tolerance
  }

  public var id: String { "batch-invariance" }

  public var summary: String {
    "a hypothesis costs the same alone and in a batch; margin: tolerance minus largest difference, "
      + "in nats"
  }

  public var perturbation: any Perturbation { Unperturbed() }

  public func examines(_ candidate: RobustnessCase) -> Bool { true }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    var outcomes: [PropertyOutcome] = []
    for item in cases {
      outcomes.append(try outcome(of: item.perturbed.list, under: secondPass.model))
    }
    return outcomes
  }

  private func outcome(
    of list: NBestList, under model: any RescoringModel
  ) throws(RescoringError) -> PropertyOutcome {
    let backwards = NBestList(list.hypotheses.reversed())
    let long = list.texts.prefix(4).joined(separator: " ")
    let company = NBestList([Hypothesis(text: "\(long) \(long)", costs: list[0].costs)])
    let together = try model.validatedCosts(for: [company, list, backwards])
    var worst = (difference: 0.0, place: 0, alone: 0.0, together: 0.0)
    for (place, hypothesis) in list.hypotheses.enumerated() {
      let alone = try model.validatedCosts(for: [NBestList([hypothesis])])[0][0]
      for other in [together[1][place], together[2][list.count - 1 - place]]
      where abs(other - alone) > worst.difference {
        worst = (abs(other - alone), place, alone, other)
      }
    }
    return CostInvariance.outcome(
      difference: worst.difference, tolerance: tolerance,
      note: "\"\(list[worst.place].text)\" costs \(worst.alone) alone and \(worst.together) in "
        + "company")
  }
}

extension RobustnessProperty where Self == BatchInvariance {
  public static var batchInvariance: Self { BatchInvariance() }
}
