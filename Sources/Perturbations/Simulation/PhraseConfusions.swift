package import Transcripts

/// Phrases and their mishearings by a recognizer, counted over real N-best lists with references.
///
/// Each hypothesis is aligned with its reference (`WordAlignment`); every stretch of words without
/// a hit is one confusion, from the reference's words to the hypothesis's ("our" → "are", "over
/// there" → "over the air"). A pure insertion belongs to the word before it, so that no phrase is
/// empty.
package struct PhraseConfusions: Sendable {
  /// The mishearings of one phrase.
  package struct Entry: Sendable {
    init(alternatives: [(text: String, count: Int)], errors: Int, occurrences: Int) {
      self.alternatives = alternatives
      self.errors = errors
      self.occurrences = occurrences
    }

    /// What was heard instead, as words joined by spaces (empty if nothing was heard), most
    /// frequent first, ties by text.
    package let alternatives: [(text: String, count: Int)]
    /// How often the phrase was misheard.
    package let errors: Int
    /// How often the phrase was said, counted once per hypothesis.
    package let occurrences: Int

    /// The share of occurrences that were misheard, with one imaginary correct occurrence added.
    package var rate: Double { Double(errors) / Double(occurrences + 1) }
  }

  /// The largest number of words in a phrase with mishearings.
  package let longestPhrase: Int
  private let entries: [String: Entry]

  /// The mishearings of `phrase` (words joined by single spaces), or nil if there are none.
  package func entry(for phrase: String) -> Entry? { entries[phrase] }

  /// The phrases with mishearings, most often misheard first, ties by text.
  package var phrases: [String] {
    entries.sorted { ($1.value.errors, $0.key) < ($0.value.errors, $1.key) }.map(\.key)
  }

  /// The number of phrases with mishearings.
  package var count: Int { entries.count }

  init(longestPhrase: Int, entries: [String: Entry]) {
    self.longestPhrase = longestPhrase
    self.entries = entries
  }

  /// Counts competing phrases in the lists of `utterances`: each hypothesis is compared with the
  /// first pass's top hypothesis as if that had been said. No reference is needed.
  package init(
    competingIn utterances: some Collection<Utterance>, hypothesesPerList limit: Int = 5,
    longestPhrase: Int = 3,
    normalizer: TextNormalizer = .standard
  ) {
    self.init(
      learnedFrom: utterances.filter { $0.nBest.count > 1 }.map {
        Utterance(
          id: $0.id, reference: $0.nBest[0].text,
          nBest: NBestList(Array($0.nBest.hypotheses.dropFirst())))
      }, hypothesesPerList: limit, longestPhrase: longestPhrase, normalizer: normalizer)
  }

  /// Counts confusions in `utterances`.
  ///
  /// - Parameters:
  ///   - limit: the number of hypotheses of each list that are used, best first.
  ///   - longestPhrase: the largest number of words in a phrase.
  ///   - splitter: splits stretches into the smallest confusions, so that every error is counted,
  ///     either in a phrase that occurs in several utterances or in a word. Without it whole
  ///     stretches are counted, except those with more reference words than `longestPhrase` or more
  ///     than one heard word beyond it.
  package init(
    learnedFrom utterances: some Collection<Utterance>, hypothesesPerList limit: Int = 5,
    longestPhrase: Int = 3,
    splitter: StretchSplitter? = nil, normalizer: TextNormalizer = .standard
  ) {
    self.longestPhrase = longestPhrase
    var counts: [String: [String: Int]] = [:]
    var said: [String: (times: Int, utterances: Int)] = [:]
    let lists = utterances.map { utterance in
      (
        reference: normalizer.words(in: utterance.reference),
        hypotheses: utterance.nBest.distinctWords(limit, by: normalizer)
      )
    }
    for list in lists {
      var phrases: [String: Int] = [:]
      for start in list.reference.indices {
        for end in start..<min(start + longestPhrase, list.reference.count) {
          let phrase = list.reference[start...end].joined(separator: " ")
          phrases[phrase, default: 0] += list.hypotheses.count
        }
      }
      for (phrase, times) in phrases {
        said[phrase, default: (0, 0)].times += times
        said[phrase]!.utterances += 1
      }
    }
    for list in lists {
      for hypothesis in list.hypotheses {
        for stretch in Self.confusions(reference: list.reference, hypothesis: hypothesis) {
          let (words, heard) = (Array(stretch.said), Array(stretch.heard))
          let parts =
            splitter?.parts(said: words, heard: heard) { phrase in
              phrase.count <= longestPhrase
                && said[phrase.joined(separator: " ")]?.utterances ?? 0 > 1
            } ?? [.init(said: words.indices, heard: heard.indices)]
          for part in parts
          where splitter != nil
            || (part.said.count <= longestPhrase && part.heard.count <= longestPhrase + 1)
          {
            let phrase = words[part.said].joined(separator: " ")
            let other = heard[part.heard].joined(separator: " ")
            if phrase != other { counts[phrase, default: [:]][other, default: 0] += 1 }
          }
        }
      }
    }
    entries = Dictionary(
      uniqueKeysWithValues: counts.map { phrase, heard in
        let alternatives = heard.map { (text: $0.key, count: $0.value) }
          .sorted { ($1.count, $0.text) < ($0.count, $1.text) }
        let errors = alternatives.reduce(0) { $0 + $1.count }
        return (
          phrase,
          Entry(
            alternatives: alternatives, errors: errors, occurrences: said[phrase]?.times ?? errors)
        )
      })
  }

  /// The stretches without a hit, as words that were said and words that were heard.
  static func confusions(
    reference: [String], hypothesis: [String]
  ) -> [(said: ArraySlice<String>, heard: ArraySlice<String>)] {
    let alignment = WordAlignment(reference: reference, hypothesis: hypothesis)
    var found: [(said: Range<Int>, heard: Range<Int>)] = []
    var (row, column) = (0, 0)
    var start: (row: Int, column: Int)?
    for operation in alignment.operations + [.hit] {
      if operation == .hit {
        if let begun = start {
          found.append((begun.row..<row, begun.column..<column))
        }
        start = nil
      } else if start == nil {
        start = (row, column)
      }
      if operation != .insertion { row += 1 }
      if operation != .deletion { column += 1 }
    }
    return found.compactMap { said, heard in
      if !said.isEmpty { return (reference[said], hypothesis[heard]) }
      // An insertion belongs to the word before it, or to the first word.
      if said.lowerBound > 0 {
        return (
          reference[said.lowerBound - 1..<said.lowerBound],
          hypothesis[heard.lowerBound - 1..<heard.upperBound]
        )
      }
      guard !reference.isEmpty, heard.upperBound < hypothesis.count else { return nil }
      return (reference[0..<1], hypothesis[heard.lowerBound...heard.upperBound])
    }
  }
}
