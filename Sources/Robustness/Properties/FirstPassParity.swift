public import Perturbations
public import PropertyTesting
public import Rescoring
public import Transcripts

/// With its weights, a model's choices make no more errors on the corpus than the first pass's
/// choices.
///
/// A list fails if they make more errors in it. The number of failures may exceed the number of
/// lists with fewer errors by two standard deviations of what chance alone would produce on the
/// lists that differ (the sign test). A gate's allowance can't raise this limit.
///
/// **Margin**, in words: errors of the first pass's choice minus errors of the model's.
public struct FirstPassParity: RobustnessProperty {
  /// What errors are counted in; a check puts its corpus's in place.
  private var normalizer = TextNormalizer.standard

  public init() {}

  public func counting(by normalizer: TextNormalizer) -> FirstPassParity {
    var property = self
    property.normalizer = normalizer
    return property
  }

  public var id: String { "no-worse-than-first-pass" }

  public var summary: String {
    "on the corpus, choices make no more errors than the first pass; margin: errors saved, in words"
  }

  public var perturbation: any Perturbation { Unperturbed() }

  public func examines(_ candidate: RobustnessCase) -> Bool {
    candidate.reference != nil && candidate.clean.count > 1
  }

  public func allowance(of outcomes: [PropertyOutcome]) -> FailureAllowance {
    let better = Double(outcomes.count { $0.margin > 0 })
    let worse = Double(outcomes.count(where: \.isFailure))
    let count = Double(max(1, outcomes.count))
    let share = min(1, (better + 2 * (better + worse).squareRoot()) / count)
    return FailureAllowance(lowest: share, highest: share)
  }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    let judged = try secondPass.judge(cases.map(\.clean))
    return cases.indices.map { index in
      let list = cases[index].clean
      let said = normalizer.units(in: cases[index].reference ?? "")
      let choice = Selection.index(in: list, costs: judged[index].interpolated)
      let errors = [0, choice].map {
        WordDistance.edits(said, normalizer.units(in: list[$0].text))
      }
      guard errors[1] > errors[0] else {
        return PropertyOutcome(margin: Double(errors[0] - errors[1]))
      }
      return PropertyOutcome(
        margin: Double(errors[0] - errors[1]),
        note: "\"\(list[choice].text)\" is selected, with \(errors[1]) errors; the first pass's "
          + "\"\(list[0].text)\" has \(errors[0])")
    }
  }
}

extension RobustnessProperty where Self == FirstPassParity {
  public static var firstPassParity: Self { FirstPassParity() }
}
