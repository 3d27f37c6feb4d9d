import Counterexamples
import Perturbations
import Rescoring
import RobustnessReports
import RobustnessRuns

/// A counterexample for people: both lists, what changed, who was selected at what cost.
enum CounterexampleText {
  static func text(_ found: Counterexample) -> String {
    var lines = [
      "\(Paint.bold(Terminal.printable(found.model.name))): "
        + "\(Terminal.printable(Wording.spelledOut(found.property))) fails. "
        + Terminal.printable(Wording.sentence(found.failure))
    ]
    if let contrast = found.contrast {
      lines.append(
        "  it holds with \(Terminal.printable(contrast.model.name)), margin "
          + MarginText.text(contrast.margin))
    }
    lines.append(
      Terminal.printable(
        "  reference: \(found.origin.reference)  (\(found.origin.utterance), \(found.origin.corpus))"
      ))
    if let flakiness = found.flakiness { lines.append("  flaky: \(flakiness)") }
    return (lines + lists(found) + variation(found)).joined(separator: "\n")
  }

  /// Which parts may be anything, a line each.
  static func variation(_ found: Counterexample) -> [String] {
    (found.explanation?.sentences ?? []).enumerated().map { number, sentence in
      (number == 0 ? "  varies: " : "          ") + Terminal.printable(sentence)
    }
  }

  /// The second fixture, which keeps a share of the margin.
  static func withMargin(_ found: Counterexample) -> String {
    let margin = found.margin.map { MarginText.text($0) } ?? "–"
    return
      ([
        "  the smallest list that keeps its share of the margin (--keep-margin), margin \(margin). "
          + Terminal.printable(Wording.sentence(found.failure))
      ] + lists(found)).joined(separator: "\n")
  }

  /// What shrinking took, and how many failures the bug stands for.
  static func effort(_ bug: PropertyFinding.Bug) -> String {
    let others = bug.failures - 1
    let shared =
      others == 0
      ? "" : "; \(others) other failing case\(others == 1 ? "" : "s") of the same cause"
    let explained = bug.smallest.explanation.map { ", explained in \($0.executions)" } ?? ""
    return bug.shrinking.sentence + explained + shared
  }

  private static func lists(_ found: Counterexample) -> [String] {
    var lines = ["  clean"]
    lines += found.clean.map { line($0, text: Terminal.printable($0.text)) }
    lines.append("  perturbed (\(Wording.spelledOut(found.recipe.id)))")
    for (place, hypothesis) in found.perturbed.enumerated() {
      let clean = Terminal.printable(found.clean[found.correspondence[place]].text)
      let text = Terminal.printable(hypothesis.text)
      let marked = PerturbedListText.marked(WordDiff(from: clean, to: text))
      lines.append(line(hypothesis, text: marked))
    }
    return lines
  }

  private static func line(_ hypothesis: JudgedHypothesis, text: String) -> String {
    let mark = hypothesis.isSelected ? "▸" : " "
    return "    \(mark) \(text)  \(Paint.faint(MarginText.cost(hypothesis.interpolated)))"
  }
}
