import Lexicons
import Testing

@Suite struct `Juncture homophones` {
  static let search = PronunciationSearch(
    CMUdict.lexicon, frequencies: CMUdict.frequencies, minimumCount: 20)

  private func texts(_ phrase: String, _ count: Int, within radius: Double = 0) -> [String] {
    let words = phrase.split(separator: " ").map(String.init)
    return Junctures(of: words, in: Self.search, within: radius).prefix(count).map(\.text)
  }

  @Test func `ice cream is I scream`() {
    #expect(texts("ice cream", 10).contains("i scream"))
    #expect(texts("i scream", 10).contains("ice cream"))
  }

  @Test func `recognize speech is wreck a nice beach with near phones`() {
    let words = ["recognize", "speech"]
    let found = Junctures(of: words, in: Self.search, within: 1.9).lazy.prefix(200_000)
      .enumerated().first { $1.text == "wreck a nice beach" }
    #expect(found != nil)
    if let found { print("wreck a nice beach: number \(found.offset + 1), \(found.element)") }
  }

  @Test func `the most plausible come first, each once, none with its old boundaries`() {
    for (phrase, radius) in [("an ice cream for me", 0.0), ("they are over there", 0.3)] {
      let words = phrase.split(separator: " ").map(String.init)
      let found = Array(Junctures(of: words, in: Self.search, within: radius).prefix(500))
      #expect(found.count > 5, "\(phrase)")
      #expect(Set(found.map(\.words)).count == found.count)
      let costs = found.map { $0.implausibility + Junctures.distanceWeight * $0.distance }
      #expect(zip(costs, costs.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 })
      #expect(found.allSatisfy { $0.distance <= radius + 1e-9 && $0.words != words })
    }
  }

  /// All partings of a small lexicon, listed by hand-written recursion.
  @Test func `every parting is found`() throws {
    let lexicon = try Lexicon(
      text: "a x\nb y\nab x y\nba y x\naba x y x\nabab x y x y\n", path: "small", format: .kaldi)
    let search = PronunciationSearch(lexicon)
    let found = Junctures(of: ["abab"], in: search).map(\.text)
    #expect(
      found.sorted() == ["a b a b", "a b ab", "a ba b", "ab a b", "ab ab", "aba b"])
    // The same boundaries are left out: word for word it is the same.
    #expect(!Junctures(of: ["ab", "ab"], in: search).map(\.text).contains("ab ab"))
  }

  @Test func `a phrase with an unknown word has none`() {
    #expect(texts("mondegreenish cream", 3) == [])
    #expect(texts("", 3) == [])
  }

  @Test func `words with spaces in the lexicon are no single words`() throws {
    let lexicon = try Lexicon(
      text: "a priori\ta p\nap\ta p\na\ta\np\tp\n", path: "small", format: .wikipron)
    let found = Junctures(of: ["ap"], in: PronunciationSearch(lexicon)).map(\.text)
    #expect(found == ["a p"])
  }
}
