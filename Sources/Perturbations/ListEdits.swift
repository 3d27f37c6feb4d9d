package import Transcripts

/// A list in which words are being replaced.
package struct ListEdits {
  private let clean: NBestList
  private var hypotheses: [Hypothesis]
  private var replacements: [Replacement] = []

  package init(_ list: NBestList) {
    clean = list
    hypotheses = list.hypotheses
  }

  package mutating func note(
    _ hypothesis: Int, _ position: Int, _ original: String, _ other: String
  ) {
    replacements.append(
      Replacement(
        hypothesis: hypothesis, position: position, original: original, replacement: other))
  }

  package mutating func replace(
    _ index: Int, _ words: [String], costs: (String, Hypothesis) -> FirstPassCosts
  ) {
    let text = words.joined(separator: " ")
    hypotheses[index] = Hypothesis(text: text, costs: costs(text, clean[index]))
  }

  package func result() -> PerturbedList {
    PerturbedList(
      NBestList(hypotheses),
      replacements: replacements.sorted {
        ($0.hypothesis, $0.position) < ($1.hypothesis, $1.position)
      })
  }
}
