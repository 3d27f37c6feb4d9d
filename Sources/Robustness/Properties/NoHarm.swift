public import Perturbations
public import PropertyTesting
public import Rescoring
public import Transcripts

/// A choice that moves under a perturbation makes no more errors than staying would have.
///
/// Staying is the clean choice in its perturbed form; where the list holds a damaged copy of it, too, it is
/// the one that kept its text (`ChoiceMove`). Errors are counted in the perturbed texts, against what
/// was said. A choice that stays, and one of a list without a reference, holds.
///
/// Where nobody says what a gate allows, the property fails if certainly more than ``tolerated`` of its cases do.
///
/// **Margin**, in the unit of the interpolated cost: with `s` the interpolated costs and `e` the word errors of
/// the perturbed list, and `e_c` those of staying,
///
///     margin = min { s_k : e_k > e_c } − min { s_k : e_k ≤ e_c }
///
/// A gap of exactly 0 holds if the tie goes to a hypothesis with no more errors. Without one that has more,
/// nothing can go wrong: margin 0.
public struct NoHarm: RobustnessProperty {
  /// The share of cases that may fail where a gate does not say.
  public static let tolerated = 0.25

  public let perturbation: any Perturbation
  /// What errors are counted in; a check puts its corpus's in place.
  private var normalizer = TextNormalizer.standard

  public init(under perturbation: any Perturbation) {
    self.perturbation = perturbation
  }

  public func counting(by normalizer: TextNormalizer) -> NoHarm {
    var property = self
    property.normalizer = normalizer
    return property
  }

  public var id: String { "no-harm" }

  public var summary: String {
    "a choice that moves makes no more errors than staying; margin: gap of interpolated costs between "
      + "the best with more errors and the best without"
  }

  public func allowance(of outcomes: [PropertyOutcome]) -> FailureAllowance {
    .standard(Self.tolerated)
  }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    zip(cases, try secondPass.choices(in: cases)).map(outcome)
  }

  private func outcome(of item: RobustnessCase, _ made: CaseChoices) -> PropertyOutcome {
    let (selected, list) = (made.selected, item.perturbed.list)
    guard let reference = item.reference,
      let staying = ChoiceMove.staying(
        from: made.choice, cleanText: item.clean[made.choice].text, in: item.perturbed),
      !list[selected].text.isSameCodePoints(as: list[staying].text)
    else { return PropertyOutcome(margin: 0) }
    let said = normalizer.units(in: reference)
    let errors = list.texts.map { text in
      WordDistance.edits(said, normalizer.units(in: text))
    }
    func best(_ isMeant: (Int) -> Bool) -> Double {
      list.hypotheses.indices.filter { isMeant(errors[$0]) }.map { made.perturbed[$0] }.min()
        ?? .infinity
    }
    let without = best { $0 <= errors[staying] }
    let with = best { $0 > errors[staying] }
    guard with.isFinite else { return PropertyOutcome(margin: 0) }
    let gap = with - without
    guard errors[selected] > errors[staying] else { return PropertyOutcome(margin: max(0, gap)) }
    return PropertyOutcome(
      margin: gap < 0 ? gap : -.leastNonzeroMagnitude,
      note: "the choice moves to \"\(list[selected].text)\", with \(errors[selected]) errors, from "
        + "\"\(list[staying].text)\", with \(errors[staying])")
  }
}

extension RobustnessProperty where Self == NoHarm {
  /// No-harm under a perturbation, usually homophones.
  public static func noHarm(under perturbation: any Perturbation) -> Self {
    NoHarm(under: perturbation)
  }
}
