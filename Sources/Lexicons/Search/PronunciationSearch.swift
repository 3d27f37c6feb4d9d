import Foundation

/// Finds words by sound: those whose pronunciation is within a weighted distance of a phone string.
///
/// ``NearHomophones`` finds words one phone away in microseconds; this search takes any number of
/// changed phones, as long as their distances (``PhoneDistances``) sum to at most the radius, in
/// about a millisecond. It also serves phone strings that belong to no word, such as those that a
/// grapheme-to-phoneme model makes.
///
/// ```swift
/// let search = PronunciationSearch(lexicon, frequencies: frequencies, minimumCount: 50)
/// search.candidates(for: "batter", within: 0.3)  // better, butter, …
/// ```
public struct PronunciationSearch: Sendable {
  public let lexicon: Lexicon
  /// How a distance is computed.
  public let distances: PhoneDistances
  /// Whether words that differ in stress alone sound the same.
  public let stress: Stress
  /// Which of a word's pronunciations count, of those that are asked for as of those that are found.
  public let variants: Variants
  let trie: PronunciationTrie
  let counts: [Int]
  /// The sum of the counts of the words that take part, each counted one more.
  let total: Int

  /// - Parameters:
  ///   - lexicon: the lexicon.
  ///   - frequencies: what words of equal distance are ranked by.
  ///   - minimumCount: leaves out rarer words.
  ///   - stress: whether phones that differ in stress alone are the same.
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

  /// The words within `radius` of `word`, the nearest first, of equally near ones the commonest, of
  /// equally common ones the smaller; homophones, at distance 0, among them. Empty if the lexicon
  /// lacks the word.
  public func candidates(
    for word: String, within radius: Double, limit: Int = .max
  ) -> [WordCandidate] {
    let spoken = lexicon.pronunciations(of: word, variants).map(\.phones)
    return Array(
      words(soundingLike: spoken, within: radius).lazy.filter { $0.word != word }.prefix(limit))
  }

  /// The words that are said as one of `pronunciations`, or within `radius` of it, in the order of
  /// ``candidates(for:within:limit:)``.
  ///
  /// - Parameters:
  ///   - pronunciations: phones of the lexicon's inventory, with stress or without.
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
  /// The phones as the tree has them: with or without stress.
  func codes(of phones: [Phone]) -> [UInt8] {
    phones.map { stress == .kept ? $0.code : lexicon.inventory.stressless[Int($0.code)] }
  }

  /// How unlikely words are by their frequencies alone, in nats: `Σ −log (count + 1) / total`; a
  /// word that takes no part counts as one never seen.
  public func implausibility(of words: [String]) -> Double {
    words.reduce(0) { sum, word in
      let count = lexicon.id(of: word).map { counts[$0] } ?? 0
      return sum - log(Double(count + 1) / Double(max(total, 1)))
    }
  }
}
