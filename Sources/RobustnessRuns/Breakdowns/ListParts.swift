import Perturbations
import Transcripts

/// The parts of a breakdown that a perturbed list belongs to.
///
/// Only the replacements in the best-ranked changed hypothesis count, because if all hypotheses are
/// perturbed, nearly every list has some replacement of any kind somewhere.
struct ListParts: Sendable {
  /// A part with its place in the order of the parts.
  struct Part: Hashable {
    let place: Int
    let name: String
  }

  /// What the breakdown's record says it is by.
  let by: BreakdownRecord.Criterion
  let field: String?
  /// Why no list belongs anywhere; nil where lists do.
  let reason: String?
  /// The parts of an utterance's perturbed list, each once.
  let parts: @Sendable (Int, PerturbedList) -> [Part]

  init(
    _ by: BreakdownRecord.Criterion, field: String? = nil, reason: String? = nil,
    _ parts: @escaping @Sendable (Int, PerturbedList) -> [Part]
  ) {
    self.by = by
    self.field = field
    self.reason = reason
    self.parts = parts
  }

  /// What was said and what was written instead, a part for each pair.
  static var wordPairs: ListParts {
    ListParts(.wordPair) { _, perturbed in
      var pairs: [Part] = []
      for one in perturbed.leadingReplacements {
        // "Four, → For," is the pair "four → for"; where only the form changes, the form is the pair.
        let keys = (WordDress.keys(of: one.original), WordDress.keys(of: one.replacement))
        let (old, new) = keys.0 == keys.1 ? (one.original, one.replacement) : keys
        let pair = Part(place: 0, name: "\(shown(old)) → \(shown(new))")
        if !pairs.contains(pair) { pairs.append(pair) }
      }
      return pairs
    }
  }

  private static func shown(_ phrase: String) -> String { phrase.isEmpty ? "(nothing)" : phrase }

  /// Whether the words replaced carry meaning; a phrase with a content word is one.
  static func wordClasses(_ language: LanguageWords) -> ListParts {
    let functionWords = language.functionWords
    guard !functionWords.isEmpty else {
      return ListParts(
        .wordClass, reason: "no language pack says which words are function words"
      ) { _, _ in [] }
    }
    return ListParts(.wordClass) { _, perturbed in
      let isContent = perturbed.leadingReplacements.map { one in
        (one.original.isEmpty ? one.replacement : one.original).spacedWords
          .contains { !functionWords.contains($0) }
      }
      if isContent.isEmpty { return [nothingReplaced] }
      if isContent.allSatisfy(\.self) { return [Part(place: 0, name: "content words")] }
      if !isContent.contains(true) { return [Part(place: 1, name: "function words")] }
      return [Part(place: 2, name: "both")]
    }
  }

  private static let nothingReplaced = Part(place: 3, name: "nothing replaced")

  /// Whether a name was replaced.
  ///
  /// - Parameter utterances: as they were written, with their capitals.
  static func names(in utterances: Utterances, _ language: LanguageWords) -> ListParts {
    guard case .listed(let names) = WordTargets.names(in: utterances, language: language),
      !names.isEmpty
    else {
      return ListParts(
        .names,
        reason: "no word is written with a capital inside a sentence, so names can't be recognized"
      ) { _, _ in [] }
    }
    return ListParts(.names) { _, perturbed in
      if perturbed.replacements.isEmpty { return [nothingReplaced] }
      let isTouched = perturbed.leadingReplacements.contains { one in
        one.original.spacedWords.contains { names.contains(WordDress.key(of: $0)) }
      }
      return [
        isTouched
          ? Part(place: 0, name: "names replaced") : Part(place: 1, name: "other words replaced")
      ]
    }
  }

  /// The parts by length of the reference.
  static func referenceLengths(in prepared: PreparedCorpus) -> ListParts {
    ListParts(.referenceLength) { utterance, _ in
      switch prepared.referenceWords(of: utterance) {
      case 0: [Part(place: 0, name: "no words")]
      case 1...4: [Part(place: 1, name: "1–4 words")]
      case 5...8: [Part(place: 2, name: "5–8 words")]
      case 9...12: [Part(place: 3, name: "9–12 words")]
      default: [Part(place: 4, name: "13 words or more")]
      }
    }
  }
}

extension PerturbedList {
  /// What was replaced in the best-ranked hypothesis that changed.
  var leadingReplacements: [Replacement] {
    guard let first = replacements.map(\.hypothesis).min() else { return [] }
    return replacements.filter { $0.hypothesis == first }
  }
}
