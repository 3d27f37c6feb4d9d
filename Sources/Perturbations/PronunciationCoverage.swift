package import Lexicons
package import Transcripts

/// How many words of a corpus's hypotheses have a pronunciation. Perturbations by sound leave the
/// others alone.
package struct PronunciationCoverage: Hashable, Sendable {
  /// The number of words in all hypotheses.
  package let words: Int
  /// The number of words that neither the lexicon nor a grapheme-to-phoneme model can pronounce.
  package let unknown: Int
  /// The different unknown words, most frequent first, ties by text.
  package let unknownWords: [String]
  /// The words that the lexicon lacks and a grapheme-to-phoneme model pronounced, in the same
  /// order.
  package let pronouncedWords: [String]
  private let speaker: String?

  package init(
    of utterances: some Sequence<Utterance>, in lexicon: Lexicon,
    pronounced: PronouncedWords = .none
  ) {
    var counter = Counter()
    for utterance in utterances { counter.add(utterance) }
    self.init(counter, in: lexicon, pronounced: pronounced)
  }

  /// Counts the words of utterances one after another.
  package struct Counter: Sendable {
    fileprivate var words = 0
    fileprivate var counts: [String: Int] = [:]

    package init() {}

    package mutating func add(_ utterance: Utterance) {
      for text in utterance.nBest.texts {
        for word in text.spacedWords.flatMap(WordDress.keys(in:)) {
          words += 1
          counts[word, default: 0] += 1
        }
      }
    }
  }

  /// Evaluates the words that were counted against a lexicon.
  package init(_ counter: Counter, in lexicon: Lexicon, pronounced: PronouncedWords = .none) {
    let lacking = counter.counts.filter { !lexicon.contains($0.key) }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let unknown = lacking.filter { pronounced.pronunciations(of: $0.key).isEmpty }
    pronouncedWords = lacking.map(\.key).filter { !pronounced.pronunciations(of: $0).isEmpty }
    speaker = pronounced.name
    words = counter.words
    self.unknown = unknown.reduce(0) { $0 + $1.value }
    unknownWords = unknown.map(\.key)
  }

  /// A sentence with the number and the names of the words that a model pronounced; nil if there
  /// are none.
  package var pronouncedMessage: String? {
    speaker.flatMap { PronouncedWords.message(of: pronouncedWords, by: $0) }
  }

  /// A sentence with the number and the names of the words without a pronunciation; nil if there
  /// are none.
  package var message: String? {
    guard unknown > 0 else { return nil }
    let some = unknownWords.prefix(5).joined(separator: ", ")
    return "\(unknown) of \(words) words have no pronunciation and were left alone "
      + "(\(unknownWords.count) different: \(some)\(unknownWords.count > 5 ? ", …" : ""))"
  }
}
