import Foundation

/// One way to pronounce a phrase: its phones, and where its words end.
struct SpokenPhrase {
  /// The largest number of ways to pronounce the whole phrase that are tried.
  static let maximumReadings = 16

  var phones: [UInt8]
  /// The positions where each word may end: after its last phone, and also before it if the next
  /// word shares that phone.
  var boundaries: [ClosedRange<Int>]
  /// The distance from the phrase with each word pronounced carefully.
  var distance = 0.0
  /// The first position, which follows the positions of the previous reading.
  var start = 0
  /// The position after the last phone.
  var end: Int { start + phones.count }

  /// Whether words that end at these positions have the boundaries of the phrase.
  func keepsBoundaries(_ ends: [Int]) -> Bool {
    ends.count == boundaries.count && zip(boundaries, ends).allSatisfy { $0.contains($1) }
  }

  /// The ways to pronounce `words`; empty if the lexicon lacks one of them.
  static func readings(of words: [String], in search: PronunciationSearch) -> [SpokenPhrase] {
    var partial = [SpokenPhrase(phones: [], boundaries: [])]
    for word in words {
      var variants: [[UInt8]] = []
      for pronunciation in search.lexicon.pronunciations(of: word, search.variants) {
        let phones = search.codes(of: pronunciation.phones)
        if !variants.contains(phones) { variants.append(phones) }
      }
      partial = Array(
        partial.lazy.flatMap { begun in
          variants.map { variant in
            let end = begun.phones.count + variant.count
            return SpokenPhrase(
              phones: begun.phones + variant, boundaries: begun.boundaries + [end...end])
          }
        }.prefix(maximumReadings))
    }
    var start = 0
    return partial.filter { !$0.phones.isEmpty }.map { phrase in
      defer { start += phrase.phones.count + 1 }
      var phrase = phrase
      phrase.start = start
      return phrase
    }
  }

  /// The words that can be heard starting at each position, within a distance; none at the last
  /// position.
  ///
  /// - Parameter known: edges found for the ends of other readings.
  func edges(
    in search: PronunciationSearch, within radius: Double, known: inout [[UInt8]: [JunctureEdge]]
  ) -> [[JunctureEdge]] {
    phones.indices.map { position in
      let rest = Array(phones[position...])
      let found = known[rest] ?? Self.edges(from: rest, in: search, within: radius)
      known[rest] = found
      return found.map { edge in
        var edge = edge
        edge.end += start + position
        return edge
      }
    }
  }

  /// The words that can be heard at the beginning of phones, with their ends counted from there.
  private static func edges(
    from phones: [UInt8], in search: PronunciationSearch, within radius: Double
  ) -> [JunctureEdge] {
    let trie = search.trie
    var found: [JunctureEdge] = []
    trie.search(phones, within: radius, distances: search.distances) { words, row in
      for end in 1..<row.count where row[end] <= radius + 1e-9 {
        for place in words.indices {
          let word = words[place]
          let share = Double(search.counts[Int(word)] + 1) / Double(max(search.total, 1))
          let rarity = trie.rarities.isEmpty ? 0 : trie.rarities[place]
          found.append(
            JunctureEdge(
              word: word, end: end, distance: row[end], rarity: rarity,
              cost: Junctures.distanceWeight * row[end] + rarity - log(share)))
        }
      }
    }
    return found.filter { !search.lexicon.word(Int($0.word)).contains(" ") }
  }
}

/// A word between two positions of a phrase.
struct JunctureEdge {
  let word: UInt32
  var end: Int
  let distance: Double
  /// How unlikely this pronunciation of the word is, in nats; 0 if the lexicon doesn't say.
  let rarity: Double
  /// The cost of the word according to its frequency.
  let cost: Double
}
