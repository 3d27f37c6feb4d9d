import Rescoring
import Robustness
import RobustnessReports

/// A counterexample for people: both lists, what changed, who was selected at what cost.
enum CounterexampleText {
  static func text(_ found: Counterexample) -> String {
    var lines = [
      "\(Paint.bold(found.model.name)): \(Wording.spelledOut(found.property)) fails. "
        + Wording.sentence(found.failure),
      "  said: \(found.origin.reference)  (\(found.origin.utterance), \(found.origin.corpus))",
      "  clean",
    ]
    lines += found.clean.map { line($0, text: $0.text) }
    lines.append("  perturbed (\(Wording.spelledOut(found.perturbation)))")
    for (place, hypothesis) in found.perturbed.enumerated() {
      let clean = found.clean[found.correspondence[place]].text
      let marked = PerturbedListText.marked(WordDiff(from: clean, to: hypothesis.text))
      lines.append(line(hypothesis, text: marked))
    }
    return lines.joined(separator: "\n")
  }

  private static func line(_ hypothesis: JudgedHypothesis, text: String) -> String {
    let mark = hypothesis.isSelected ? "▸" : " "
    return "    \(mark) \(text)  \(Paint.faint(FigureFormat.cost(hypothesis.interpolated)))"
  }
}
