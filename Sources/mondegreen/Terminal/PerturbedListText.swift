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
      let pieces = edits(from: clean.text, to: hypothesis.text, of: rank, in: perturbed)
      if hypothesis.text != clean.text { lines.append("  \(rank + 1)  \(marked(pieces))") }
      if hypothesis.costs.total != clean.costs.total {
        lines.append(
          "  \(rank + 1)  cost \(FigureFormat.cost(clean.costs.total)) → "
            + FigureFormat.cost(hypothesis.costs.total))
      }
    }
    for (place, first) in perturbed.newlyEqual(in: utterance.nBest) {
      lines.append(
        "  \(ranks[place] + 1)  " + Paint.faint("now the same text as \(ranks[first] + 1)"))
    }
    if lines.count == 1 { lines.append("  " + Paint.faint("nothing to change")) }
    return lines.joined(separator: "\n")
  }

  /// The edits that the perturbation says it made; where it says nothing, the least that explain the text.
  private static func edits(
    from clean: String, to text: String, of rank: Int, in perturbed: PerturbedList
  ) -> [WordDiff.Piece] {
    let made = perturbed.replacements.filter { $0.hypothesis == rank }
    let segments =
      made.isEmpty
      ? nil
      : TextSegment.segments(
        from: clean.spacedWords, to: text.spacedWords, replacements: made)
    guard let segments else { return WordDiff(from: clean, to: text).pieces }
    var pieces: [WordDiff.Piece] = []
    var kept: [String] = []
    for segment in segments {
      guard segment.isChanged else {
        kept.append(segment.original)
        continue
      }
      var (old, new) = (segment.original.spacedWords[...], segment.replacement.spacedWords[...])
      // Of "thank you" said twice only the second is an edit.
      while let word = old.first, word == new.first {
        kept.append(word)
        old.removeFirst()
        new.removeFirst()
      }
      if !kept.isEmpty { pieces.append(.kept(kept)) }
      kept = []
      while let word = old.last, word == new.last {
        kept.insert(word, at: 0)
        old.removeLast()
        new.removeLast()
      }
      if !old.isEmpty { pieces.append(.removed(Array(old))) }
      if !new.isEmpty { pieces.append(.inserted(Array(new))) }
    }
    if !kept.isEmpty { pieces.append(.kept(kept)) }
    return pieces
  }

  static func marked(_ difference: WordDiff, isColored: Bool = Terminal.isColored) -> String {
    marked(difference.pieces, isColored: isColored)
  }

  static func marked(
    _ pieces: [WordDiff.Piece], isColored: Bool = Terminal.isColored
  ) -> String {
    pieces.map { piece in
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
