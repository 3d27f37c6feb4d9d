import Perturbations
import PropertyTesting
import Rescoring
import Transcripts

/// What the invariances share: a hypothesis's second-pass cost must be what it was.
///
/// **Margin**, in nats of second-pass cost:
///
///     margin = tolerance − max over k of | m'_k − m_c(k) |
///
/// with `m` the model's costs on the clean list, `m'` those on the perturbed one, and `c(k)` the
/// clean hypothesis that k stands for. Unless told otherwise the tolerance is a hundred-thousandth of how far
/// the list's costs lie apart (``CostTolerance``), which allows for rounding in single precision; 0 demands
/// equal bits.
enum CostInvariance {
  static func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass, tolerance: Double?
  ) throws(RescoringError) -> [PropertyOutcome] {
    let clean = try secondPass.model.validatedCosts(for: cases.map(\.clean))
    let perturbed = try secondPass.model.validatedCosts(for: cases.map(\.perturbed.list))
    return cases.indices.map { index in
      let item = cases[index]
      var worst = (difference: 0.0, place: 0)
      for (place, rank) in item.perturbed.correspondence.enumerated() {
        let difference = abs(perturbed[index][place] - clean[index][rank])
        if difference > worst.difference { worst = (difference, place) }
      }
      let rank = item.perturbed.correspondence[worst.place]
      return outcome(
        difference: worst.difference,
        tolerance: CostTolerance.difference(among: clean[index], else: tolerance),
        note: CostTexts.two(clean[index][rank], perturbed[index][worst.place]) {
          "\"\(item.clean[rank].text)\" costs \($0), as "
            + "\"\(item.perturbed.list[worst.place].text)\" at place \(worst.place + 1) \($1)"
        })
    }
  }

  static func outcome(
    difference: Double, tolerance: Double, note: @autoclosure () -> String
  ) -> PropertyOutcome {
    let margin = tolerance - difference
    return PropertyOutcome(margin: margin, note: margin < 0 ? note() : nil)
  }
}
