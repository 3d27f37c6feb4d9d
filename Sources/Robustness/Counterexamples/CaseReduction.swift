public import PropertyTesting
import Transcripts

/// The smaller cases within a case: some of its hypotheses, some of their words, some of its
/// replacements.
///
/// Its choices are: which hypotheses are kept; which words are kept at all, one choice for all
/// hypotheses that hold the word, because lists share most of their words; which occurrences of those
/// words are kept; and replacement by replacement (a word and what it became, wherever that happened)
/// whether it is undone, made with another candidate, or kept. The simplest choices drop and undo.
/// The layout of the choices never changes, so an edit of one leaves the meaning of the others alone.
///
/// A hypothesis that had words keeps at least one. First-pass costs stay what they were when words are dropped; those of a changed text are the
/// perturbation's to say. Words are only dropped from hypotheses whose perturbed texts have as many
/// words as their clean ones.
public struct CaseReduction: Sendable {
  private let whole: RobustnessCase
  private let perturbation: any Perturbation
  private let cleanWords: [[String]]
  private let perturbedWords: [[String]]
  /// Clean hypotheses from which words can be dropped.
  private let isAligned: [Bool]
  private let substitutions: [Substitution]
  /// The different words of aligned hypotheses, in order of first appearance.
  private let words: [String]
  /// For each word of each clean hypothesis its place in `words`.
  private let wordNumbers: [[Int]]

  /// A word that the perturbation replaced, and what may stand in its place, simplest first.
  private struct Substitution: Sendable {
    let original: String
    let replacement: String
    let options: [String]
    let drawn: Int
  }

  /// - Parameter perturbation: the one that made the case.
  public init(_ whole: RobustnessCase, perturbation: any Perturbation) {
    self.whole = whole
    self.perturbation = perturbation
    let perturbed = whole.perturbed
    let cleanWords = whole.clean.hypotheses.indices.map { whole.clean.words(of: $0) }
    let perturbedWords = perturbed.list.hypotheses.indices.map { perturbed.list.words(of: $0) }
    self.cleanWords = cleanWords
    self.perturbedWords = perturbedWords
    let isAligned = cleanWords.indices.map { index in
      perturbed.correspondence.indices.allSatisfy {
        perturbed.correspondence[$0] != index
          || perturbedWords[$0].count == cleanWords[index].count
      }
    }
    self.isAligned = isAligned
    var substitutions: [Substitution] = []
    for (place, rank) in perturbed.correspondence.enumerated() where isAligned[rank] {
      for (old, new) in zip(cleanWords[rank], perturbedWords[place])
      where !old.isSameCodePoints(as: new)
        && !substitutions.contains(where: {
          $0.original.isSameCodePoints(as: old) && $0.replacement.isSameCodePoints(as: new)
        })
      {
        var options = perturbation.alternatives(for: old)
        let drawn = options.firstIndex(of: new) ?? options.count
        if drawn == options.count { options = options.isEmpty ? [new] : options + [new] }
        substitutions.append(
          Substitution(original: old, replacement: new, options: options, drawn: drawn))
      }
    }
    self.substitutions = substitutions
    var words: [String] = []
    var numbers: [[UInt8]: Int] = [:]
    wordNumbers = cleanWords.indices.map { index in
      guard isAligned[index] else { return [] }
      return cleanWords[index].map { word in
        if let number = numbers[Array(word.utf8)] { return number }
        numbers[Array(word.utf8)] = words.count
        words.append(word)
        return words.count - 1
      }
    }
    self.words = words
  }

  /// The choices that keep everything: where shrinking starts.
  public var wholeChoices: ChoiceSequence {
    var choices: [Choice] = cleanWords.map { _ in .boolean(true) }
    choices += words.map { _ in .boolean(true) }
    choices += wordNumbers.joined().map { _ in .boolean(true) }
    for substitution in substitutions {
      choices.append(
        .integer(substitution.drawn + 1, in: 0...substitution.options.count, towards: 0))
    }
    return ChoiceSequence(choices)
  }

  /// Makes the smaller cases.
  public var generator: Generator<RobustnessCase> {
    Generator { source in self.draw(from: &source) }
  }

  private func draw(from source: inout ChoiceSource) -> RobustnessCase {
    let isKept = cleanWords.map { _ in source.boolean() }
    let isWordKept = words.map { _ in source.boolean() }
    let keptWords = cleanWords.indices.map { index -> [Int]? in
      let places = source.span("words") { source in
        cleanWords[index].indices.filter { place in
          guard isAligned[index] else { return true }
          return source.boolean() && isWordKept[wordNumbers[index][place]]
        }
      }
      return isKept[index] ? places : nil
    }
    let chosen = substitutions.map { substitution in
      source.span("replacement") { source in source.index(below: substitution.options.count + 1) }
    }
    let kept = keptWords.indices.filter { keptWords[$0] != nil }
    let isEmptied = kept.contains { keptWords[$0] == [] && !cleanWords[$0].isEmpty }
    guard !kept.isEmpty, !isEmptied else {
      source.discardCase()
      return whole
    }
    return assemble(kept: kept, places: keptWords, chosen: chosen)
  }

  private func assemble(kept: [Int], places: [[Int]?], chosen: [Int]) -> RobustnessCase {
    let clean = kept.map { index in
      Hypothesis(
        text: (places[index] ?? []).map { cleanWords[index][$0] }.joined(separator: " "),
        costs: whole.clean[index].costs)
    }
    var rankOf: [Int: Int] = [:]
    for (rank, index) in kept.enumerated() { rankOf[index] = rank }
    var perturbed: [Hypothesis] = []
    var correspondence: [Int] = []
    var replacements: [Replacement] = []
    for (place, index) in whole.perturbed.correspondence.enumerated() {
      guard let rank = rankOf[index], let positions = places[index] else { continue }
      var words: [String] = []
      for position in positions {
        let old = cleanWords[index][position]
        let new = isAligned[index] ? perturbedWords[place][position] : old
        guard !old.isSameCodePoints(as: new),
          let which = substitutions.firstIndex(where: {
            $0.original.isSameCodePoints(as: old) && $0.replacement.isSameCodePoints(as: new)
          }),
          chosen[which] > 0
        else {
          words.append(old)
          continue
        }
        let other = substitutions[which].options[chosen[which] - 1]
        replacements.append(
          Replacement(
            hypothesis: rank, position: words.count, original: old, replacement: other))
        words.append(other)
      }
      let text =
        isAligned[index] ? words.joined(separator: " ") : whole.perturbed.list[place].text
      let isChanged = !text.isSameCodePoints(as: clean[rank].text)
      let costs =
        isAligned[index]
        ? (isChanged ? perturbation.costs(of: text, replacing: clean[rank]) : clean[rank].costs)
        : whole.perturbed.list[place].costs
      perturbed.append(Hypothesis(text: text, costs: costs))
      correspondence.append(rank)
    }
    return RobustnessCase(
      clean: NBestList(clean),
      perturbed: PerturbedList(
        NBestList(perturbed), correspondence: correspondence, replacements: replacements))
  }
}

extension String {
  /// Equal as a model sees it; `==` takes canonically equivalent texts for equal.
  package func isSameCodePoints(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
