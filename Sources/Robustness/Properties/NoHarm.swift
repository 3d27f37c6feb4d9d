public import Perturbations
public import PropertyTesting
public import Rescoring
import Transcripts

/// A choice that moves under a perturbation makes no more errors than staying would have.
///
/// Staying is the clean choice in its perturbed form. Errors are counted in the perturbed texts, against what
/// was said. A choice that stays, and one of a list without a reference, holds.
///
/// **Margin**, in the unit of the interpolated cost: with `s` the interpolated costs and `e` the word errors of
/// the perturbed list, and `e_c` those of staying,
///
///     margin = min { s_k : e_k > e_c } − min { s_k : e_k ≤ e_c }
///
/// A gap of exactly 0 holds if the tie goes to a hypothesis with no more errors. Without one that has more,
/// nothing can go wrong: margin 0.
public struct NoHarm: RobustnessProperty {
  public let perturbation: any Perturbation

  public init(under perturbation: any Perturbation) {
    self.perturbation = perturbation
  }

  public var id: String { "no-harm" }

  public var summary: String {
    "a choice that moves makes no more errors than staying; margin: gap of interpolated costs between "
      + "the best with more errors and the best without"
  }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    let clean = try secondPass.judge(cases.map(\.clean))
    let perturbed = try secondPass.judge(cases.map(\.perturbed.list))
    return cases.indices.map {
      outcome(
        of: cases[$0], clean: clean[$0].interpolated, perturbed: perturbed[$0].interpolated)
    }
  }

  private func outcome(
    of item: RobustnessCase, clean: [Double], perturbed: [Double]
  ) -> PropertyOutcome {
    guard let reference = item.reference else { return PropertyOutcome(margin: 0) }
    let choice = Selection.index(in: item.clean, costs: clean)
    let list = item.perturbed.list
    let ranks = item.perturbed.correspondence
    let selected = Selection.index(in: list, costs: perturbed, ranks: ranks)
    guard let staying = ranks.firstIndex(of: choice), ranks[selected] != choice else {
      return PropertyOutcome(margin: 0)
    }
    let said = reference.spacedWords
    let errors = list.texts.map { text in
      WordDistance.edits(said, TextNormalizer.standard.words(in: text))
    }
    func best(_ isMeant: (Int) -> Bool) -> Double {
      list.hypotheses.indices.filter { isMeant(errors[$0]) }.map { perturbed[$0] }.min()
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
  /// Under a perturbation, homophones as a rule.
  public static func noHarm(under perturbation: any Perturbation) -> Self {
    NoHarm(under: perturbation)
  }
}
