import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import Transcripts

/// A property of one's own: a hypothesis's cost moves by no more than so much for each word that
/// changes.
///
/// **Margin**, in nats a word: the bound minus the largest change of a second-pass cost per replaced
/// word.
public struct BoundedSensitivity: RobustnessProperty {
  public let perturbation: any Perturbation
  /// Nats a word.
  public let bound: Double

  public init(under perturbation: any Perturbation, bound: Double) {
    self.perturbation = perturbation
    self.bound = bound
  }

  public var id: String { "bounded-sensitivity" }
  public var summary: String {
    "costs move by at most \(bound) nats a replaced word; margin: bound minus largest move"
  }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    // Two calls for all cases; a case's margin does not depend on its neighbors.
    let clean = try secondPass.model.validatedCosts(for: cases.map(\.clean))
    let perturbed = try secondPass.model.validatedCosts(for: cases.map(\.perturbed.list))
    return cases.indices.map { index in
      let item = cases[index]
      var worst = (move: 0.0, text: "")
      for (place, rank) in item.perturbed.correspondence.enumerated() {
        let changed = item.perturbed.replacements.count { $0.hypothesis == rank }
        guard changed > 0 else { continue }
        let move = abs(perturbed[index][place] - clean[index][rank]) / Double(changed)
        if move > worst.move { worst = (move, item.perturbed.list[place].text) }
      }
      return PropertyOutcome(
        margin: bound - worst.move, note: "\"\(worst.text)\" costs \(worst.move) nats a word more")
    }
  }
}
