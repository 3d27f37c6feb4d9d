public import Perturbations
public import PropertyTesting
public import Rescoring
import Transcripts

/// A list costs the same whenever it is asked for: again, after other lists, and from another instance of the
/// model.
///
/// Caches, counters, dropout that was left on and salted hashes are where it goes wrong. The list is asked
/// for, then a list of other texts made of its words, then the list again; and where the model can be had a
/// second time (`RescoringModel.anotherInstance()`), that one is asked for it, too, beginning with the other
/// texts.
///
/// **Margin**, in nats: a hundred-thousandth of how far the list's costs lie apart (``CostTolerance``), minus
/// the largest difference between the costs that a hypothesis gets.
public struct Repeatability: RobustnessProperty {
  public init() {}

  public var id: String { "repeatability" }

  public var kind: PropertyKind { .contract }

  public var dependsOnWeights: Bool { false }

  public var summary: String {
    "costs stay the same when requested again, after others and from another instance; margin: tolerance minus "
      + "largest difference, in nats"
  }

  public var perturbation: any Perturbation { Unperturbed() }

  public var probes: [ProbeKind] { [.long, .repeated] }

  public func examines(_ candidate: RobustnessCase) -> Bool { true }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    let model = secondPass.model
    let other = try model.anotherInstance()
    var outcomes: [PropertyOutcome] = []
    for item in cases {
      let list = item.perturbed.list
      let backwards = list.replacing(
        list.hypotheses.reversed().map {
          Hypothesis(
            text: $0.text.spacedWords.reversed().joined(separator: " "), costs: $0.costs)
        })
      let first = try model.validatedCosts(for: [list])[0]
      _ = try model.validatedCosts(for: [backwards])
      var again = [("asked again", try model.validatedCosts(for: [list])[0])]
      if let other {
        _ = try other.validatedCosts(for: [backwards])
        again.append(("from another instance", try other.validatedCosts(for: [list])[0]))
      }
      outcomes.append(outcome(of: list, first, again))
    }
    return outcomes
  }

  private func outcome(
    of list: NBestList, _ first: [Double], _ again: [(how: String, costs: [Double])]
  ) -> PropertyOutcome {
    var worst = (size: 0.0, note: "")
    for (how, costs) in again {
      for place in list.hypotheses.indices where abs(costs[place] - first[place]) > worst.size {
        worst = (
          abs(costs[place] - first[place]),
          CostTexts.two(first[place], costs[place]) {
            "\"\(list[place].text)\" costs \($0), \(how) \($1)"
          }
        )
      }
    }
    return CostInvariance.outcome(
      difference: worst.size, tolerance: CostTolerance.difference(among: first, else: nil),
      note: worst.note)
  }
}

extension RobustnessProperty where Self == Repeatability {
  public static var repeatability: Self { Repeatability() }
}
