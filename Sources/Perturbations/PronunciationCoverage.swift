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

  /// - Parameter utterances: normalised.
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

    /// - Parameter utterance: normalised.
    package mutating func add(_ utterance: Utterance) {
      for text in utterance.nBest.texts {
        for word in text.spacedWords {
          words += 1
          counts[word, default: 0] += 1
        }
      }
    }
  }

  /// The words that were counted, as `lexicon` knows them.
  package init(_ counter: Counter, in lexicon: Lexicon, pronounced: PronouncedWords = .none) {
    let unknown = counter.counts.filter {
      !lexicon.contains($0.key) && pronounced.pronunciations(of: $0.key).isEmpty
    }
    words = counter.words
    self.unknown = unknown.values.reduce(0, +)
    unknownWords = unknown.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  /// A sentence that counts and names them; nil if every word has a pronunciation.
  package var message: String? {
    guard unknown > 0 else { return nil }
    let some = unknownWords.prefix(5).joined(separator: ", ")
    return "\(unknown) of \(words) words have no pronunciation and were left alone "
      + "(\(unknownWords.count) different: \(some)\(unknownWords.count > 5 ? ", …" : ""))"
  }
}
