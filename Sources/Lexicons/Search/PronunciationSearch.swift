import Foundation

/// Finds words by sound: words whose pronunciation is within a weighted distance of a phone string.
///
/// ``NearHomophones`` finds words one phone away in microseconds; this search takes about a
/// millisecond and allows any number of changed phones, as long as their distances
/// (``PhoneDistances``) sum to at most the radius. It also works for phone strings that belong to
/// no word, such as the output of a grapheme-to-phoneme model.
///
/// ```swift
/// let search = PronunciationSearch(lexicon, frequencies: frequencies, minimumCount: 50)
/// search.candidates(for: "batter", within: 0.3)  // better, butter, …
/// ```
public struct PronunciationSearch: Sendable {
  public let lexicon: Lexicon
  /// The distances between phones.
  public let distances: PhoneDistances
  /// Whether stress distinguishes pronunciations.
  public let stress: Stress
  /// Which pronunciations of a word count, both of the words that are looked up and of those that
  /// are found.
  public let variants: Variants
  let trie: PronunciationTrie
  let counts: [Int]
  /// The sum of the counts of the words that take part, with one added to each.
  let total: Int

  /// Indexes a lexicon.
  ///
  /// - Parameters:
  ///   - lexicon: the lexicon.
  ///   - frequencies: the table by which words of equal distance are ranked.
  ///   - minimumCount: leaves out words with a lower count.
  ///   - stress: whether stress distinguishes phones.
  ///   - variants: whether all pronunciations count, or the first of each word.
  public init(
    _ lexicon: Lexicon, frequencies: WordFrequencies = .empty, minimumCount: Int = 0,
    stress: Stress = .ignored, variants: Variants = .all
  ) {
    self.lexicon = lexicon
    self.stress = stress
    self.variants = variants
    distances = PhoneDistances(lexicon.inventory, stress: stress)
    let counts = frequencies.counts(in: lexicon)
    self.counts = counts
    trie = PronunciationTrie(lexicon, counts: counts, stress: stress, variants: variants) {
      counts[$0] >= minimumCount
    }
    total = counts.reduce(0) { $1 >= minimumCount ? $0 + $1 + 1 : $0 }
  }

  /// The words within `radius` of `word`, including homophones at distance 0, nearest first, ties
  /// by frequency and then by spelling. Empty if the lexicon lacks the word.
  public func candidates(
    for word: String, within radius: Double, limit: Int = .max
  ) -> [WordCandidate] {
    let spoken = lexicon.pronunciations(of: word, variants).map(\.phones)
    return Array(
      words(soundingLike: spoken, within: radius).lazy.filter { $0.word != word }.prefix(limit))
  }

  /// The words with a pronunciation within `radius` of one of `pronunciations`, in the order of
  /// ``candidates(for:within:limit:)``.
  ///
  /// - Parameters:
  ///   - pronunciations: phones of the lexicon's inventory, with or without stress.
  ///   - radius: the largest distance.
  public func words(
    soundingLike pronunciations: [[Phone]], within radius: Double = 0
  ) -> [WordCandidate] {
    var nearest: [UInt32: Double] = [:]
    for phones in pronunciations {
      let codes = codes(of: phones)
      trie.search(codes, within: radius, distances: distances) { words, row in
        let distance = row[codes.count]
        guard distance <= radius + 1e-9 else { return }
        for word in words { nearest[word] = min(nearest[word] ?? .infinity, distance) }
      }
    }
    return nearest.sorted { left, right in
      if left.value != right.value { return left.value < right.value }
      let (leftCount, rightCount) = (counts[Int(left.key)], counts[Int(right.key)])
      if leftCount != rightCount { return leftCount > rightCount }
      return lexicon.precedes(Int(left.key), Int(right.key))
    }.map {
      WordCandidate(
        word: lexicon.word(Int($0.key)), count: counts[Int($0.key)], distance: $0.value)
    }
  }
}

extension PronunciationSearch {
  /// The phones as the tree stores them, with or without stress.
  func codes(of phones: [Phone]) -> [UInt8] {
    phones.map { stress == .kept ? $0.code : lexicon.inventory.stressless[Int($0.code)] }
  }

  /// How unlikely words are according to their frequencies alone, in nats: `Σ −log (count + 1) /
  /// total`. A word that takes no part counts as one that was never seen.
  public func implausibility(of words: [String]) -> Double {
    words.reduce(0) { sum, word in
      let count = lexicon.id(of: word).map { counts[$0] } ?? 0
      return sum - log(Double(count + 1) / Double(max(total, 1)))
    }
  }
}
