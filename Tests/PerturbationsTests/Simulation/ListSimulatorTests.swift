import Perturbations
import PropertyTesting
import Testing
import Transcripts

@Suite struct `Simulated lists` {
  /// "our" is heard as "are" in two equal hypotheses of a list, "over there" as "over the air" once, and a
  /// word is added once.
  static let utterances = [
    Utterance(
      id: "a", reference: "we like our town",
      nBest: NBestList(
        ["we like are town", "we like are town", "we like our town"].map {
          Hypothesis(text: $0, costs: FirstPassCosts(total: 1))
        })),
    Utterance(
      id: "b", reference: "look over there now",
      nBest: NBestList(
        ["look over the air now", "look over there now now"].map {
          Hypothesis(text: $0, costs: FirstPassCosts(total: 1))
        })),
  ]

  @Test func `confusions are counted from aligned hypotheses`() throws {
    let confusions = PhraseConfusions(learnedFrom: Self.utterances)
    let our = try #require(confusions.entry(for: "our"))
    #expect(our.alternatives.map(\.text) == ["are"])
    // Equal hypotheses of a list count once: many toolkits pad lists with copies.
    #expect(our.errors == 1)
    #expect(our.occurrences == 2)
    #expect(our.rate == 1.0 / 3)
    // Of two equal words the alignment takes the first for the insertion: it goes to "there".
    #expect(
      confusions.entry(for: "there")?.alternatives.map(\.text) == ["the air", "there now"])
    #expect(confusions.entry(for: "now") == nil)
    #expect(confusions.entry(for: "we") == nil)
  }

  static func simulator(listLength: Int = 6) -> ListSimulator {
    ListSimulator(
      confusions: PhraseConfusions(learnedFrom: utterances),
      homophones: { $0 == "there" ? ["their", "they're"] : [] },
      nearHomophones: { $0 == "town" ? ["tone", "down"] : [] },
      listLength: listLength)
  }

  @Test func `a list holds different hypotheses, and the same ones for the same seed`() throws {
    let words = ["we", "like", "our", "town", "over", "there"]
    var problems: [String] = []
    for seed in UInt64(0)..<200 {
      var source = ChoiceSource.random(seed: seed)
      guard let list = Self.simulator().list(for: words, using: &source) else {
        problems.append("seed \(seed): no list")
        continue
      }
      if Set(list.hypotheses).count != list.hypotheses.count { problems.append("twins: \(list)") }
      if !(2...6).contains(list.hypotheses.count) { problems.append("length: \(list)") }
      if list.reference != words { problems.append("reference: \(list)") }
      var again = ChoiceSource.replay(source.recorded)
      if Self.simulator().list(for: words, using: &again) != list {
        problems.append("seed \(seed): the replay differs")
      }
    }
    #expect(problems.isEmpty, "\(problems.prefix(3))")
  }

  @Test func `most lists hold the sentence itself`() {
    let words = ["we", "like", "our", "town", "over", "there"]
    let holding = (0..<400).count { seed in
      var source = ChoiceSource.random(seed: UInt64(seed))
      return Self.simulator().list(for: words, using: &source)?.hypotheses.contains(words) == true
    }
    #expect((220...340).contains(holding), "\(holding) of 400")
  }

  @Test func `a sentence that nothing can be done to gives no list`() {
    var source = ChoiceSource.random(seed: 1)
    #expect(Self.simulator().list(for: ["plain", "words"], using: &source) == nil)
    #expect(Self.simulator().list(for: [], using: &source) == nil)
  }
}
