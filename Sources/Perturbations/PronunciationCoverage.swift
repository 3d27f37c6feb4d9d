package import Lexicons
package import Transcripts

/// How many words of a corpus's hypotheses have a pronunciation: the others are left alone by
/// whatever goes by sound.
package struct PronunciationCoverage: Hashable, Sendable {
  /// Words in all hypotheses.
  package let words: Int
  /// Those that neither the lexicon nor a grapheme-to-phoneme model can say.
  package let unknown: Int
  /// The different ones, the most frequent first, ties by text.
  package let unknownWords: [String]
  /// Those that the lexicon lacks and a grapheme-to-phoneme model says, in the same order.
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

  /// Counts words of utterances as they come.
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

  /// The words that were counted, as `lexicon` knows them.
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

  /// A sentence that counts and names the words that a model pronounced; nil if there are none.
  package var pronouncedMessage: String? {
    speaker.flatMap { PronouncedWords.message(of: pronouncedWords, by: $0) }
  }

  /// A sentence that counts and names them; nil if every word has a pronunciation.
  package var message: String? {
    guard unknown > 0 else { return nil }
    let some = unknownWords.prefix(5).joined(separator: ", ")
    return "\(unknown) of \(words) words have no pronunciation and were left alone "
      + "(\(unknownWords.count) different: \(some)\(unknownWords.count > 5 ? ", …" : ""))"
  }
}
