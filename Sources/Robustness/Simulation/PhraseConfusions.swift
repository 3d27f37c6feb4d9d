public import Transcripts

/// What a recogniser hears in place of what was said: phrases and their mishearings, counted over
/// real N-best lists with references.
///
/// Each hypothesis is aligned with its reference (``WordAlignment``); every stretch of words without
/// a hit is one confusion, from the reference's words to the hypothesis's ("our" → "are",
/// "over there" → "over the air"). A pure insertion is credited to the word before it, so that no
/// phrase is empty.
public struct PhraseConfusions: Sendable {
  /// The mishearings of one phrase.
  public struct Entry: Sendable {
    init(alternatives: [(text: String, count: Int)], errors: Int, occurrences: Int) {
      self.alternatives = alternatives
      self.errors = errors
      self.occurrences = occurrences
    }

    /// What was heard instead, words joined by spaces (empty: nothing was heard), most frequent
    /// first, ties by text.
    public let alternatives: [(text: String, count: Int)]
    /// How often the phrase was misheard.
    public let errors: Int
    /// How often the phrase was said, counted once a hypothesis.
    public let occurrences: Int

    /// The share of occurrences that were misheard, with one imagined faultless occurrence.
    public var rate: Double { Double(errors) / Double(occurrences + 1) }
  }

  /// The longest phrase with mishearings, in words.
  public let longestPhrase: Int
  private let entries: [String: Entry]

  /// The mishearings of `phrase` (words joined by single spaces), or nil if none was ever seen.
  public func entry(for phrase: String) -> Entry? { entries[phrase] }

  /// The phrases with mishearings, the most often misheard first, ties by text.
  public var phrases: [String] {
    entries.sorted { ($1.value.errors, $0.key) < ($0.value.errors, $1.key) }.map(\.key)
  }

  /// The number of phrases with mishearings.
  public var count: Int { entries.count }

  init(longestPhrase: Int, entries: [String: Entry]) {
    self.longestPhrase = longestPhrase
    self.entries = entries
  }

  /// Counts what competes in the lists of `utterances`: each hypothesis against the first pass's
  /// top one, as if that had been said. No reference is needed.
  public init(
    competingIn utterances: [Utterance], hypothesesPerList limit: Int = 5, longestPhrase: Int = 3,
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
  ///   - limit: how many hypotheses of each list to look at, best first.
  ///   - longestPhrase: stretches of more reference words than this are passed over, as are those
  ///     of more than one heard word beyond it: they are breakdowns rather than confusions.
  public init(
    learnedFrom utterances: [Utterance], hypothesesPerList limit: Int = 5, longestPhrase: Int = 3,
    normalizer: TextNormalizer = .standard
  ) {
    self.longestPhrase = longestPhrase
    var counts: [String: [String: Int]] = [:]
    var said: [String: Int] = [:]
    for utterance in utterances {
      let reference = normalizer.words(in: utterance.reference)
      let hypotheses = utterance.nBest.texts.prefix(limit).map { normalizer.words(in: $0) }
      for start in reference.indices {
        for end in start..<min(start + longestPhrase, reference.count) {
          said[reference[start...end].joined(separator: " "), default: 0] += hypotheses.count
        }
      }
      for hypothesis in hypotheses {
        for confusion in Self.confusions(reference: reference, hypothesis: hypothesis)
        where confusion.said.count <= longestPhrase && confusion.heard.count <= longestPhrase + 1 {
          let phrase = confusion.said.joined(separator: " ")
          counts[phrase, default: [:]][confusion.heard.joined(separator: " "), default: 0] += 1
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
          Entry(alternatives: alternatives, errors: errors, occurrences: said[phrase] ?? errors)
        )
      })
  }

  /// The stretches without a hit, as words said and words heard.
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
