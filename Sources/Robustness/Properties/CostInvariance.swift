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
/// clean hypothesis that k stands for. The tolerance allows for rounding in single precision, which
/// may depend on how a model packs its batch; 0 demands equal bits.
enum CostInvariance {
  static func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass, tolerance: Double
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
        difference: worst.difference, tolerance: tolerance,
        note: "\"\(item.clean[rank].text)\" costs \(clean[index][rank]), as "
          + "\"\(item.perturbed.list[worst.place].text)\" at place \(worst.place + 1) "
          + "\(perturbed[index][worst.place])")
    }
  }

  static func outcome(
    difference: Double, tolerance: Double, note: @autoclosure () -> String
  ) -> PropertyOutcome {
    let margin = tolerance - difference
    return PropertyOutcome(margin: margin, note: margin < 0 ? note() : nil)
  }
}

/// Differences of cost that the invariances forgive unless told otherwise.
public enum CostTolerance {
  /// In nats: far above the rounding of single precision, far below what decides a selection.
  public static let standard = 1e-3
}
