import Robustness
import RobustnessReports
import Transcripts

/// What a perturbation did to a list, for people: removed and inserted words marked by colour, or
/// where there is none by `[-…-]` and `{+…+}`.
enum PerturbedListText {
  static func text(_ utterance: Utterance, _ perturbed: PerturbedList) -> String {
    var lines = ["\(Paint.bold(utterance.id))  \(Paint.faint(utterance.reference))"]
    for (place, hypothesis) in perturbed.list.hypotheses.enumerated() {
      let rank = perturbed.correspondence[place]
      let difference = WordDiff(from: utterance.nBest[rank].text, to: hypothesis.text)
      guard !difference.isEmpty else { continue }
      lines.append("  \(rank + 1)  \(marked(difference))")
    }
    if lines.count == 1 { lines.append("  " + Paint.faint("nothing to replace")) }
    return lines.joined(separator: "\n")
  }

  static func marked(_ difference: WordDiff, isColoured: Bool = Terminal.isColoured) -> String {
    difference.pieces.map { piece in
      switch piece {
      case .kept(let words): words.joined(separator: " ")
      case .removed(let words):
        isColoured
          ? Paint.red(words.joined(separator: " "), isColoured: true)
          : "[-\(words.joined(separator: " "))-]"
      case .inserted(let words):
        isColoured
          ? Paint.green(words.joined(separator: " "), isColoured: true)
          : "{+\(words.joined(separator: " "))+}"
      }
    }.joined(separator: " ")
  }
}
