import Perturbations
import RobustnessReports
import Transcripts

/// What a perturbation did to a list, for people: removed and inserted words marked by colour, or
/// where there is none by `[-…-]` and `{+…+}`.
enum PerturbedListText {
  static func text(_ utterance: Utterance, _ perturbed: PerturbedList) -> String {
    let (id, said) = (
      Terminal.printable(utterance.id), Terminal.printable(utterance.reference)
    )
    var lines = ["\(Paint.bold(id))  \(Paint.faint(said))"]
    let ranks = perturbed.correspondence
    if ranks != Array(utterance.nBest.hypotheses.indices) {
      let order = ranks.map { String($0 + 1) }.joined(separator: " ")
      lines.append("  order  " + order + Paint.faint("  of \(utterance.nBest.count)"))
    }
    for (place, hypothesis) in perturbed.list.hypotheses.enumerated() {
      let rank = ranks[place]
      let clean = utterance.nBest[rank]
      let difference = WordDiff(from: clean.text, to: hypothesis.text)
      if !difference.isEmpty { lines.append("  \(rank + 1)  \(marked(difference))") }
      if hypothesis.costs.total != clean.costs.total {
        lines.append(
          "  \(rank + 1)  cost \(FigureFormat.cost(clean.costs.total)) → "
            + FigureFormat.cost(hypothesis.costs.total))
      }
    }
    if lines.count == 1 { lines.append("  " + Paint.faint("nothing to change")) }
    return lines.joined(separator: "\n")
  }

  static func marked(_ difference: WordDiff, isColored: Bool = Terminal.isColored) -> String {
    difference.pieces.map { piece in
      switch piece {
      case .kept(let words): words.joined(separator: " ")
      case .removed(let words):
        isColored
          ? Paint.red(words.joined(separator: " "), isColored: true)
          : "[-\(words.joined(separator: " "))-]"
      case .inserted(let words):
        isColored
          ? Paint.green(words.joined(separator: " "), isColored: true)
          : "{+\(words.joined(separator: " "))+}"
      }
    }.joined(separator: " ")
  }
}
