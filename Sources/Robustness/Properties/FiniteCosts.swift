public import Perturbations
public import PropertyTesting
public import Rescoring
import Transcripts

/// Every hypothesis has one finite cost, whatever it contains: many words, none, digits, marks, or
/// letters of any alphabet.
///
/// The list is scored as it is, with an empty text after it, and as a list of one.
///
/// **Margin**: 1 where it holds; −∞ where a cost is missing, NaN or infinite.
public struct FiniteCosts: RobustnessProperty {
  public init() {}

  public var id: String { "finite-costs" }

  public var kind: PropertyKind { .contract }

  public var dependsOnWeights: Bool { false }

  public var summary: String {
    "one finite cost for each hypothesis, also of odd texts; margin: 1 or minus infinity"
  }

  public var perturbation: any Perturbation { Unperturbed() }

  public var probes: [ProbeKind] { ProbeKind.allCases }

  public func examines(_ candidate: RobustnessCase) -> Bool { true }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    let empty = Hypothesis(text: "", costs: FirstPassCosts(acoustic: 0, language: 0, total: 0))
    _ = try secondPass.model.validatedCosts(
      for: cases.flatMap { item in
        [
          item.clean.replacing(item.clean.hypotheses + [empty]),
          item.clean.replacing([item.clean[0]]),
        ]
      })
    return cases.map { _ in PropertyOutcome(margin: 1) }
  }
}

extension RobustnessProperty where Self == FiniteCosts {
  public static var finiteCosts: Self { FiniteCosts() }
}
