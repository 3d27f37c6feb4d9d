package import Lexicons
package import Transcripts

/// The phones that a recognizer hears for others, counted over real N-best lists with references.
///
/// Every hypothesis is aligned with its reference word by word; the phones that were said and heard
/// between two hits are aligned by their distances, in the nearest pronunciations. Stretches with a
/// word that the lexicon lacks are skipped.
package struct PhoneConfusions: Sendable, Codable {
  /// A phone that was said and the phone that was heard for it; empty for an inserted or deleted
  /// phone.
  package struct Confusion: Hashable, Sendable, Codable {
    package let said: String
    package let heard: String
    package let count: Int
  }

  /// The confusions, most frequent first, ties by text.
  package let confusions: [Confusion]
  /// How often each phone was said, whether heard correctly or not; the empty text has the number
  /// of all phones.
  package let said: [String: Int]

  /// Counts confusions in `utterances`, using the first `limit` hypotheses of each list.
  package init(
    learnedFrom utterances: some Collection<Utterance>, lexicon: Lexicon,
    hypothesesPerList limit: Int = 5,
    normalizer: TextNormalizer = .standard
  ) {
    let distances = PhoneDistances(lexicon.inventory)
    var counts: [Pair: Int] = [:]
    var said: [String: Int] = [:]
    for utterance in utterances {
      let reference = normalizer.words(in: utterance.reference)
      for heard in utterance.nBest.distinctWords(limit, by: normalizer) {
        for word in reference {
          for symbol in Self.phones(of: word, lexicon).first ?? [] {
            said[lexicon.inventory.symbol(of: symbol), default: 0] += 1
            said["", default: 0] += 1
          }
        }
        let confusions = PhraseConfusions.confusions(reference: reference, hypothesis: heard)
        for confusion in confusions where confusion.said.count <= 3 && confusion.heard.count <= 4 {
          guard
            let pairs = Self.pairs(
              Array(confusion.said), Array(confusion.heard), lexicon, distances)
          else { continue }
          for pair in pairs where pair.said != pair.heard {
            counts[
              Pair(
                said: pair.said.map { lexicon.inventory.symbol(of: $0) } ?? "",
                heard: pair.heard.map { lexicon.inventory.symbol(of: $0) } ?? ""), default: 0] += 1
          }
        }
      }
    }
    self.said = said
    confusions = counts.map { Confusion(said: $0.said, heard: $0.heard, count: $1) }.sorted {
      ($1.count, $0.said, $0.heard) < ($0.count, $1.said, $1.heard)
    }
  }

  private struct Pair: Hashable {
    let said: String
    let heard: String
  }

  /// The share of a phone's occurrences that were heard as another, with half an imaginary
  /// confusion added, so that none is impossible. The empty text stands for a deleted or inserted
  /// phone.
  package func rates() -> @Sendable (_ said: String, _ heard: String) -> Double {
    var counts: [Pair: Int] = [:]
    for confusion in confusions {
      counts[Pair(said: confusion.said, heard: confusion.heard)] = confusion.count
    }
    let said = said
    return { [counts] first, second in
      let count = Double(counts[Pair(said: first, heard: second)] ?? 0)
      return (count + 0.5) / (Double(said[first] ?? 0) + 1)
    }
  }

  /// The phones of a phrase, aligned in the two nearest pronunciations; nil if a word has none.
  static func pairs(
    _ said: [String], _ heard: [String], _ lexicon: Lexicon, _ distances: PhoneDistances
  ) -> [PhoneAlignment.Pair]? {
    let spoken = readings(of: said, lexicon)
    let understood = readings(of: heard, lexicon)
    var best: (pairs: [PhoneAlignment.Pair], distance: Double)?
    for first in spoken {
      for second in understood {
        let found = PhoneAlignment.align(said: first, heard: second, distances: distances)
        if found.distance < best?.distance ?? .infinity { best = found }
      }
    }
    return best?.pairs
  }

  /// At most four ways to pronounce a phrase; empty if the lexicon lacks a word.
  private static func readings(of words: [String], _ lexicon: Lexicon) -> [[Phone]] {
    var readings: [[Phone]] = [[]]
    for word in words {
      let variants = phones(of: word, lexicon)
      readings = Array(readings.flatMap { begun in variants.map { begun + $0 } }.prefix(4))
    }
    return readings
  }

  private static func phones(of word: String, _ lexicon: Lexicon) -> [[Phone]] {
    lexicon.pronunciations(of: word).map { $0.phones.map(lexicon.inventory.withoutStress) }
  }
}
