public import Perturbations
public import PropertyTesting
public import Transcripts

/// Spoils texts without making them longer or shorter: two neighboring words change places, or a word gives
/// way to another of the same text.
///
/// It takes one or two steps in each hypothesis. A text of one word, or of one word said over and over, stays.
public struct WordCorruption: Perturbation {
  public init() {}

  public var id: String { "word-corruption" }
  public var summary: String { "words moved or replaced, text by text" }

  public func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    let hypotheses = list.hypotheses.map { hypothesis in
      var words = hypothesis.text.spacedWords
      guard Set(words).count > 1 else { return hypothesis }
      let original = words
      for _ in 0...source.index(below: 2) { Self.spoil(&words, source: &source) }
      // The second step may undo the first.
      if words == original { Self.spoil(&words, source: &source) }
      return Hypothesis(text: words.joined(separator: " "), costs: hypothesis.costs)
    }
    return PerturbedList(NBestList(hypotheses))
  }

  /// Two steps change four words at the most. Words may have been dropped from both texts since, and changes
  /// undone; but whatever is left, both texts have as many words, and costs and order are as they were.
  public func domain(of perturbed: PerturbedList, from clean: NBestList) -> DomainVerdict {
    guard perturbed.correspondence == Array(0..<clean.count) else {
      return .outside(
        reason:
          "the perturbation \"\(id)\" keeps the order and number of hypotheses, which differ here"
      )
    }
    for (old, new) in zip(clean.hypotheses, perturbed.list.hypotheses) {
      guard old.costs == new.costs else {
        return .outside(
          reason: "the perturbation \"\(id)\" keeps the first-pass costs of \"\(old.text)\"")
      }
      let (before, after) = (old.text.spacedWords, new.text.spacedWords)
      guard before.count == after.count else {
        return .outside(
          reason: "the perturbation \"\(id)\" keeps the number of words, but \"\(old.text)\" has "
            + "\(before.count) and \"\(new.text)\" has \(after.count)")
      }
      let changed = zip(before, after).count { !$0.isSameCodePoints(as: $1) }
      guard changed <= 4 else {
        return .outside(
          reason:
            "the perturbation \"\(id)\" changes four words at the most, but \"\(old.text)\" and "
            + "\"\(new.text)\" differ in \(changed)")
      }
    }
    return .inside
  }

  private static func spoil(_ words: inout [String], source: inout ChoiceSource) {
    let swaps = words.indices.dropLast().filter { words[$0] != words[$0 + 1] }
    guard !swaps.isEmpty else { return }
    guard source.boolean() else {
      let place = swaps[source.index(below: swaps.count)]
      words.swapAt(place, place + 1)
      return
    }
    let place = source.index(below: words.count)
    let others = words.filter { $0 != words[place] }
    words[place] = others[source.index(below: others.count)]
  }
}
