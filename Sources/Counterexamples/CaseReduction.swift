package import Perturbations
package import PropertyTesting
package import Robustness
import Transcripts

/// The smaller cases within a case: some of its hypotheses, some of their words, some of its
/// replacements.
///
/// Its choices are: which hypotheses are kept; which words are kept at all, one choice for all
/// hypotheses that hold the word, because lists share most of their words; which occurrences of those
/// words are kept; replacement by replacement (a phrase and what it became, wherever that happened)
/// whether it is undone, made with another candidate, or kept; and for each hypothesis whose costs
/// the perturbation moved beyond what its text explains, whether they stay moved. The simplest
/// choices drop and undo. The layout of the choices never changes, so an edit of one leaves the
/// meaning of the others alone.
///
/// A hypothesis that had words keeps at least one, and a replaced phrase goes or stays whole.
/// First-pass costs stay what they were when words are dropped; those of a changed text are the
/// perturbation's to say. Words are only dropped from hypotheses of which it is known which words
/// became which (`TextSegment`).
package struct CaseReduction: Sendable {
  private let whole: RobustnessCase
  private let perturbation: any Perturbation
  private let cleanWords: [[String]]
  /// For each perturbed hypothesis, how its text came from the clean one; nil if this isn't known.
  private let segments: [[TextSegment]?]
  /// Clean hypotheses from which words can be dropped.
  private let isAligned: [Bool]
  /// For each clean hypothesis, the replaced phrases of several words.
  private let phrases: [[Range<Int>]]
  private let substitutions: [Substitution]
  /// Perturbed hypotheses whose costs were moved.
  private let movedCosts: [Int]
  /// The different words of aligned hypotheses, in order of first appearance.
  private let words: [String]
  /// For each word of each clean hypothesis, its index in `words`.
  private let wordNumbers: [[Int]]

  /// A phrase that the perturbation replaced, and what may stand in its place, simplest first.
  private struct Substitution: Sendable {
    let original: String
    let replacement: String
    let options: [String]
    let drawn: Int

    func isMade(by segment: TextSegment) -> Bool {
      original.isSameCodePoints(as: segment.original)
        && replacement.isSameCodePoints(as: segment.replacement)
    }
  }

  /// - Parameter perturbation: the one that made the case.
  package init(_ whole: RobustnessCase, perturbation: any Perturbation) {
    self.whole = whole
    self.perturbation = perturbation
    let perturbed = whole.perturbed
    let cleanWords = whole.clean.hypotheses.indices.map { whole.clean.words(of: $0) }
    self.cleanWords = cleanWords
    let parted = perturbed.correspondence.enumerated().map { place, rank in
      TextSegment.segments(
        from: cleanWords[rank], to: perturbed.list.words(of: place),
        replacements: perturbed.replacements.filter { $0.hypothesis == rank })
    }
    let phrases = cleanWords.indices.map { rank in
      Self.phrases(
        in: perturbed.correspondence.indices.filter { perturbed.correspondence[$0] == rank }
          .map { parted[$0] })
    }
    let isAligned = phrases.map { $0 != nil }
    self.isAligned = isAligned
    self.phrases = phrases.map { $0 ?? [] }
    segments = parted.enumerated().map { isAligned[perturbed.correspondence[$0]] ? $1 : nil }
    var substitutions: [Substitution] = []
    for segment in segments.compactMap({ $0 }).joined()
    where segment.isChanged && !substitutions.contains(where: { $0.isMade(by: segment) }) {
      let new = segment.replacement
      var options = perturbation.alternatives(for: segment.original)
      let drawn = options.firstIndex(of: new) ?? options.count
      if drawn == options.count { options.append(new) }
      substitutions.append(
        Substitution(
          original: segment.original, replacement: new, options: options, drawn: drawn))
    }
    self.substitutions = substitutions
    movedCosts = perturbed.correspondence.enumerated().filter { place, rank in
      isAligned[rank]
        && perturbed.list[place].costs
          != Self.costs(
            of: perturbed.list[place].text, replacing: whole.clean[rank], by: perturbation)
    }.map(\.offset)
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

  /// The replaced phrases of several words in what became of one clean hypothesis; nil if that is
  /// not known or doesn't agree.
  private static func phrases(in variants: [[TextSegment]?]) -> [Range<Int>]? {
    var phrases: [Range<Int>] = []
    for variant in variants {
      guard let variant else { return nil }
      for segment in variant where segment.isChanged && segment.range.count > 1 {
        if phrases.contains(segment.range) { continue }
        guard phrases.allSatisfy({ !$0.overlaps(segment.range) }) else { return nil }
        phrases.append(segment.range)
      }
    }
    // In another variant a replaced word or an insertion may lie within the phrase.
    for segment in variants.compactMap({ $0 }).joined() where segment.isChanged {
      let cuts = phrases.contains { phrase in
        phrase != segment.range
          && (phrase.overlaps(segment.range)
            || (phrase.lowerBound < segment.range.lowerBound
              && segment.range.lowerBound < phrase.upperBound))
      }
      if cuts { return nil }
    }
    return phrases
  }

  /// What a hypothesis costs whose text the perturbation changed, or left.
  static func costs(
    of text: String, replacing clean: Hypothesis, by perturbation: any Perturbation
  ) -> FirstPassCosts {
    text.isSameCodePoints(as: clean.text)
      ? clean.costs : perturbation.costs(of: text, replacing: clean)
  }

  /// The choices that keep everything: where shrinking starts.
  package var wholeChoices: ChoiceSequence {
    var choices: [Choice] = cleanWords.map { _ in .boolean(true) }
    choices += words.map { _ in .boolean(true) }
    choices += wordNumbers.joined().map { _ in .boolean(true) }
    for substitution in substitutions {
      choices.append(
        .integer(substitution.drawn + 1, in: 0...substitution.options.count, towards: 0))
    }
    choices += movedCosts.map { _ in .boolean(true) }
    return ChoiceSequence(choices)
  }

  /// Makes the smaller cases.
  package var generator: Generator<RobustnessCase> {
    Generator { source in self.draw(from: &source) }
  }

  private func draw(from source: inout ChoiceSource) -> RobustnessCase {
    let isKept = cleanWords.map { _ in source.boolean() }
    let isWordKept = words.map { _ in source.boolean() }
    let keptWords = cleanWords.indices.map { index -> [Bool]? in
      var places = source.span("words") { source in
        cleanWords[index].indices.map { place in
          guard isAligned[index] else { return true }
          return source.boolean() && isWordKept[wordNumbers[index][place]]
        }
      }
      for phrase in phrases[index] where !places[phrase].allSatisfy({ $0 }) {
        for place in phrase { places[place] = false }
      }
      return isKept[index] ? places : nil
    }
    let chosen = substitutions.map { substitution in
      source.span("replacement") { source in source.index(below: substitution.options.count + 1) }
    }
    let isMoved = movedCosts.map { _ in source.boolean() }
    let kept = keptWords.indices.filter { keptWords[$0] != nil }
    let isEmptied = kept.contains { index in
      !cleanWords[index].isEmpty && !keptWords[index]!.contains(true)
    }
    // What was cut off by the perturbation can't stand alone.
    let isPresent = whole.perturbed.correspondence.contains { keptWords[$0] != nil }
    guard isPresent, !isEmptied else {
      source.discardCase()
      return whole
    }
    let moved = Set(zip(movedCosts, isMoved).filter(\.1).map(\.0))
    return assemble(kept: kept, words: keptWords, chosen: chosen, moved: moved)
  }

  private func assemble(
    kept: [Int], words keptWords: [[Bool]?], chosen: [Int], moved: Set<Int>
  ) -> RobustnessCase {
    let clean = kept.map { index in
      Hypothesis(
        text: zip(cleanWords[index], keptWords[index]!).filter(\.1).map(\.0)
          .joined(separator: " "),
        costs: whole.clean[index].costs)
    }
    var rankOf: [Int: Int] = [:]
    for (rank, index) in kept.enumerated() { rankOf[index] = rank }
    var perturbed: [Hypothesis] = []
    var correspondence: [Int] = []
    var replacements: [Replacement] = []
    for (place, index) in whole.perturbed.correspondence.enumerated() {
      guard let rank = rankOf[index], let isKept = keptWords[index] else { continue }
      correspondence.append(rank)
      guard let segments = segments[place] else {
        perturbed.append(whole.perturbed.list[place])
        continue
      }
      var words: [String] = []
      var position = 0
      for segment in segments {
        guard segment.range.isEmpty || isKept[segment.range.lowerBound] else { continue }
        let option = self.option(for: segment, chosen: chosen)
        if let option {
          replacements.append(
            Replacement(
              hypothesis: rank, position: position, original: segment.original,
              replacement: option))
        }
        words += (option ?? segment.original).spacedWords
        position += segment.range.count
      }
      let text = words.joined(separator: " ")
      let costs =
        moved.contains(place)
        ? whole.perturbed.list[place].costs
        : Self.costs(of: text, replacing: clean[rank], by: perturbation)
      perturbed.append(Hypothesis(text: text, costs: costs))
    }
    return RobustnessCase(
      clean: whole.clean.replacing(clean),
      perturbed: PerturbedList(
        NBestList(perturbed), correspondence: correspondence, replacements: replacements),
      reference: whole.reference)
  }

  /// What stands in a segment's place by the choices; nil for what stood there.
  private func option(for segment: TextSegment, chosen: [Int]) -> String? {
    guard segment.isChanged,
      let which = substitutions.firstIndex(where: { $0.isMade(by: segment) }),
      chosen[which] > 0
    else { return nil }
    return substitutions[which].options[chosen[which] - 1]
  }
}
