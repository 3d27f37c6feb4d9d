import Transcripts

/// How words that were said in only one utterance are misheard. This is the estimate for words that
/// were never seen, whose mishearings are unknown.
package struct RareFates: Hashable, Sendable, Codable {
  /// The share of such errors in which nothing was heard.
  package let dropped: Double
  /// The share of such errors in which more than one word was heard.
  package let split: Double
  /// The words that were inserted after a word, most frequent first, with their counts.
  package let insertions: [Insertion]

  /// A word that was heard after another where none was said.
  package struct Insertion: Hashable, Sendable, Codable {
    package let word: String
    package let count: Int

    package init(word: String, count: Int) {
      self.word = word
      self.count = count
    }
  }

  /// Learns from utterances.
  ///
  /// - Parameter phrases: the confusions learned from `utterances`.
  init(
    _ phrases: PhraseConfusions, in utterances: some Collection<Utterance>,
    normalizer: TextNormalizer = .standard
  ) {
    var spoken: [String: Int] = [:]
    for utterance in utterances {
      for word in Set(normalizer.words(in: utterance.reference)) { spoken[word, default: 0] += 1 }
    }
    var (all, dropped, split) = (0, 0, 0)
    var inserted: [String: Int] = [:]
    for phrase in phrases.phrases {
      for (text, count) in phrases.entry(for: phrase)!.alternatives {
        let heard = text.spacedWords
        if heard.count == 2, heard[0] == phrase { inserted[heard[1], default: 0] += count }
        guard spoken[phrase] == 1 else { continue }
        all += count
        if heard.isEmpty { dropped += count }
        if heard.count > 1 { split += count }
      }
    }
    self.dropped = Double(dropped) / Double(max(all, 1))
    self.split = Double(split) / Double(max(all, 1))
    insertions = Array(
      inserted.map { Insertion(word: $0.key, count: $0.value) }
        .sorted { ($1.count, $0.word) < ($0.count, $1.word) }.prefix(20))
  }
}
