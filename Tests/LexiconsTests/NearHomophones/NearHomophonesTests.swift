import Lexicons
import Testing

@Suite struct `Near-homophones` {
  /// The nearest and commonest first; computed by comparing with every entry of the lexicon.
  @Test func `the index finds what comparing with every entry finds`() {
    let lexicon = CMUdict.lexicon
    let words = (0..<lexicon.wordCount).map { lexicon.word($0) }
    let pronunciations = words.map { word in
      lexicon.pronunciations(of: word).map { $0.phones.map(lexicon.inventory.withoutStress) }
    }
    let near = NearHomophones(lexicon)
    for word in ["weir", "re", "speech", "a", "recognise", "o'clock"] {
      guard let id = lexicon.id(of: word) else { continue }
      var expected: [String: Double] = [:]
      for (other, candidates) in zip(words, pronunciations) {
        let nearest = pronunciations[id].flatMap { own in
          candidates.compactMap { distance(own, $0, near.distances) }
        }.min()
        if let nearest, nearest > 0 { expected[other] = nearest }
      }
      let found = near.candidates(for: word, minimumCount: 0)
      #expect(
        Dictionary(uniqueKeysWithValues: found.map { ($0.word, $0.distance) }) == expected,
        "\(word)")
    }
  }

  /// The weighted distance if it is one phone, 0 if the two are equal, else nil.
  private func distance(
    _ first: [Phone], _ second: [Phone], _ distances: PhoneDistances
  ) -> Double? {
    if first == second { return 0 }
    if first.count == second.count {
      let places = zip(first, second).filter { $0 != $1 }
      return places.count == 1 ? distances.substitution(places[0].0, places[0].1) : nil
    }
    let (short, long) = first.count < second.count ? (first, second) : (second, first)
    guard long.count == short.count + 1 else { return nil }
    for place in long.indices {
      var shortened = long
      shortened.remove(at: place)
      if shortened == short { return distances.gap(long[place]) }
    }
    return nil
  }

  @Test func `the nearest come first, then the commonest`() {
    let found = CMUdict.nearHomophones.candidates(for: "beach", minimumCount: 20)
    #expect(!found.isEmpty)
    let ordered = zip(found, found.dropFirst()).allSatisfy { before, after in
      (before.distance, -before.count) <= (after.distance, -after.count)
    }
    #expect(ordered)
    #expect(found.contains { $0.word == "peach" })
    #expect(found.contains { $0.word == "beat" })
    #expect(
      CMUdict.nearHomophones.candidates(for: "beach", minimumCount: 20, limit: 2)
        == Array(found.prefix(2)))
  }

  @Test func `homophones and the word itself are not near-homophones`() {
    let found = CMUdict.nearHomophones.candidates(for: "there", minimumCount: 0).map(\.word)
    #expect(!found.contains("there"))
    #expect(!found.contains("their"))
    #expect(found.contains("dare"))
  }

  @Test func `what the mouth does alike is near`() throws {
    let inventory = PhoneInventory.arpabet
    let distances = PhoneDistances(inventory)
    func distance(_ first: String, _ second: String) throws -> Double {
      distances.substitution(
        try #require(inventory.phone(first)), try #require(inventory.phone(second)))
    }
    #expect(try distance("P", "B") < distance("P", "IY1"))
    #expect(try distance("P", "B") < distance("P", "Z"))
    #expect(try distance("IH1", "IY1") < distance("IH1", "AO1"))
    #expect(try distance("AH0", "AH2") == 0)
    for first in ["P", "ER0", "OY1", "HH"] {
      for second in ["B", "AE2", "NG", "W"] {
        let value = try distance(first, second)
        #expect(value == (try distance(second, first)))
        #expect((0.1...1).contains(value))
      }
    }
  }

  @Test func `phones that are not ARPABET are one apart`() throws {
    let lexicon = try Lexicon(
      text: "vert v ɛ ʁ\nvore v ɔ ʁ\nverte v ɛ ʁ t\nver v ɛ ʁ\nlas l a\n", path: "fr.txt",
      format: .kaldi)
    let near = NearHomophones(lexicon)
    #expect(
      near.candidates(for: "vert", minimumCount: 0)
        == [
          WordCandidate(word: "verte", count: 0, distance: 1),
          WordCandidate(word: "vore", count: 0, distance: 1),
        ])
  }

  @Test func `CMUdict's words have 14.4 near-homophones, median 3, at most 371`() {
    let near = NearHomophones(CMUdict.lexicon, frequencies: CMUdict.frequencies)
    var found: [Int] = []
    var most = ""
    for id in 0..<CMUdict.lexicon.wordCount {
      let word = CMUdict.lexicon.word(id)
      let count = near.candidates(for: word, minimumCount: 0).count
      if count > 370 { most = word }
      found.append(count)
    }
    let mean = Double(found.reduce(0, +)) / Double(found.count)
    #expect((mean * 10).rounded() / 10 == 14.4)
    #expect(found.sorted()[found.count / 2] == 3)
    #expect(found.max() == 371)
    #expect(most == "re")
  }
}
