public import Perturbations
public import PropertyTesting
public import Rescoring
import Transcripts

/// The selection must stay with the hypothesis that was selected from the clean list, when words
/// become homophones.
///
/// A homophone sounds the same and the acoustic cost stays, so what the utterance most likely was
/// has not changed.
///
/// **Margin**, in the unit of the interpolated cost (nats times weights): with *c* the selection from
/// the clean list and `s'` the interpolated costs of the perturbed one,
///
///     margin = min { s'_k : k says something else than c } − min { s'_k : k says what c says }
///
/// Texts are compared, not places: a hypothesis says what *c* says if it stands for *c*, or if its text is
/// that of *c*, clean or perturbed. So a perturbation that makes two hypotheses equal leaves nothing to fail.
///
/// Even good models move some choices: where nobody says what a gate allows, the property fails if certainly
/// more than ``tolerated`` of its cases do.
///
/// A gap of exactly 0 holds if the tie still goes to *c*, and otherwise counts as the smallest
/// negative number. A list of one hypothesis has nothing to choose: margin 0.
public struct RankStability: RobustnessProperty {
  /// The share of cases that may fail where a gate does not say.
  public static let tolerated = 0.4

  public let perturbation: any Perturbation

  public init(under perturbation: any Perturbation) {
    self.perturbation = perturbation
  }

  public var id: String { "rank-stability" }

  public var summary: String {
    "the selection stays the same when words become homophones; margin: gap of interpolated costs to the "
      + "best other hypothesis"
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
    let (choice, selected) = (made.choice, made.selected)
    let list = item.perturbed.list
    let ranks = item.perturbed.correspondence
    var own = Double.infinity
    var others = Double.infinity
    let said =
      [item.clean[choice].text]
      + ranks.indices.filter { ranks[$0] == choice }
      .map { list[$0].text }
    let isSame = ranks.indices.map { place in
      ranks[place] == choice || said.contains { $0.isSameCodePoints(as: list[place].text) }
    }
    for (isSame, cost) in zip(isSame, made.perturbed) {
      if isSame { own = min(own, cost) } else { others = min(others, cost) }
    }
    guard own.isFinite, others.isFinite else { return PropertyOutcome(margin: 0) }
    var margin = others - own
    guard !isSame[selected] else { return PropertyOutcome(margin: max(0, margin)) }
    if margin >= 0 { margin = -.leastNonzeroMagnitude }
    return PropertyOutcome(
      margin: margin,
      note: "from the clean list, \"\(item.clean[choice].text)\" is selected; from the "
        + "perturbed list, \"\(list[selected].text)\"")
  }
}

extension RobustnessProperty where Self == RankStability {
  /// Rank stability under a perturbation, homophones as a rule.
  public static func rankStability(under perturbation: any Perturbation) -> Self {
    RankStability(under: perturbation)
  }
}
