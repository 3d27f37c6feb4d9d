import Perturbations
import Rescoring
import Transcripts

/// What a second pass makes of a case: its costs of either list, and what it selects by them.
struct CaseChoices {
  /// Interpolated costs of the clean list.
  let clean: [Double]
  /// Interpolated costs of the perturbed list.
  let perturbed: [Double]
  /// Index of the hypothesis selected from the clean list.
  let choice: Int
  /// Index of the hypothesis selected from the perturbed list.
  let selected: Int
}

extension SecondPass {
  /// Judges the clean and the perturbed lists of the cases, in one call each.
  ///
  /// - Throws: `RescoringError`.
  func choices(in cases: [RobustnessCase]) throws(RescoringError) -> [CaseChoices] {
    let clean = try judge(cases.map(\.clean))
    let perturbed = try judge(cases.map(\.perturbed.list))
    return cases.indices.map { index in
      let item = cases[index]
      let costs = (clean[index].interpolated, perturbed[index].interpolated)
      return CaseChoices(
        clean: costs.0, perturbed: costs.1,
        choice: Selection.index(in: item.clean, costs: costs.0),
        selected: Selection.index(
          in: item.perturbed.list, costs: costs.1, ranks: item.perturbed.correspondence))
    }
  }
}
