import Transcripts

/// What becomes of words that were said in only one utterance, when they are misheard: what is to be
/// expected of words never seen, of which no mishearing is known.
package struct RareFates: Hashable, Sendable, Codable {
  /// The share of such errors in which nothing was heard.
  package let dropped: Double
  /// The share in which more than one word was heard.
  package let split: Double
  /// What was put in behind a word, the commonest first, and how often.
  package let insertions: [Insertion]

  /// A word heard behind another where none was said.
  package struct Insertion: Hashable, Sendable, Codable {
    package let word: String
    package let count: Int

    package init(word: String, count: Int) {
      self.word = word
      self.count = count
    }
  }

  /// - Parameter phrases: learned from `utterances`.
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
