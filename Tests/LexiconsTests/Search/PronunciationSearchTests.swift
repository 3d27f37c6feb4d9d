import Lexicons
import Testing

@Suite struct `Search by sound` {
  /// The weighted distance by the plain recurrence.
  private func distance(_ first: [Phone], _ second: [Phone], _ distances: PhoneDistances) -> Double
  {
    var row = [0.0]
    for phone in second { row.append(row.last! + distances.gap(phone)) }
    for phone in first {
      var next = [row[0] + distances.gap(phone)]
      for (column, other) in second.enumerated() {
        next.append(
          min(
            row[column] + distances.substitution(phone, other),
            row[column + 1] + distances.gap(phone),
            next[column] + distances.gap(other)))
      }
      row = next
    }
    return row.last!
  }

  @Test(arguments: [0.0, 0.3, 0.7])
  func `the tree finds what comparing with every word finds`(radius: Double) {
    let lexicon = CMUdict.lexicon
    let search = PronunciationSearch(
      lexicon, frequencies: CMUdict.frequencies, minimumCount: 200)
    let words = (0..<lexicon.wordCount).map { lexicon.word($0) }
      .filter { CMUdict.frequencies.count(of: $0) >= 200 }
    let spoken = words.map { lexicon.pronunciations(of: $0).map(\.phones) }
    for word in ["weir", "batter", "a", "recognize"] {
      let own = lexicon.pronunciations(of: word).map(\.phones)
      var expected: [String: Double] = [:]
      for (other, variants) in zip(words, spoken) where other != word {
        let nearest = own.flatMap { own in
          variants.map { distance(own, $0, search.distances) }
        }.min()!
        if nearest <= radius + 1e-9 { expected[other] = nearest }
      }
      let found = search.candidates(for: word, within: radius)
      #expect(Set(found.map(\.word)) == Set(expected.keys), "\(word)")
      #expect(found.allSatisfy { abs($0.distance - (expected[$0.word] ?? 9)) < 1e-9 })
      let ordered = zip(found, found.dropFirst()).allSatisfy {
        ($0.distance, -$0.count) <= ($1.distance, -$1.count)
      }
      #expect(ordered)
    }
  }

  @Test func `phones of no word find words`() throws {
    let search = PronunciationSearch(
      CMUdict.lexicon, frequencies: CMUdict.frequencies, minimumCount: 50)
    let phones = try ["DH", "EH1", "R"].map { try #require(search.lexicon.inventory.phone($0)) }
    #expect(
      search.words(soundingLike: [phones]).map(\.word).prefix(2) == ["their", "there"])
  }
}
