import Artifacts
import Testing
import Transcripts

@Suite struct `Word error rate` {
  private func utterance(_ reference: String, _ texts: String...) -> Utterance {
    Utterance(
      id: reference, reference: reference,
      nBest: NBestList(texts.map { Hypothesis(text: $0, costs: FirstPassCosts(total: 0)) }))
  }

  @Test func `edits are summed before they are divided`() {
    let corpus = [
      utterance("a", "b"),
      utterance(
        "one two three four five six seven eight nine",
        "one two three four five six seven eight nine"),
    ]
    let rate = WordErrorRate.firstPass(of: corpus)
    #expect(
      rate == WordErrorRate(substitutions: 1, deletions: 0, insertions: 0, referenceWords: 10))
    #expect(rate.rate == 0.1)
  }

  @Test func `without reference words there is no rate`() {
    #expect(WordErrorRate.zero.rate == nil)
    let inserted = WordErrorRate(reference: "…", hypothesis: "a word")
    #expect(inserted.edits == 2)
    #expect(inserted.rate == nil)
  }

  @Test func `the oracle chooses best among the first hypotheses`() {
    let corpus = [
      utterance(
        "over there by the weir", "over their buy the weir", "over there by the where",
        "over there by the weir"),
      utterance("two", "too", "to"),
    ]
    #expect(WordErrorRate.oracle(of: corpus, limit: 1).edits == 3)
    #expect(WordErrorRate.oracle(of: corpus, limit: 2).edits == 2)
    #expect(WordErrorRate.oracle(of: corpus, limit: 3).edits == 1)
    #expect(WordErrorRate.oracle(of: corpus, limit: 20).edits == 1)
    #expect(corpus[0].editCounts() == [2, 1, 0])
    #expect(corpus[0].oracleIndex(limit: 2) == 1)
    // Of equal ones the first pass's favourite.
    #expect(corpus[1].oracleIndex() == 0)
  }

  @Test func `spelling of case and apostrophes is no error`() {
    #expect(WordErrorRate(reference: "We’re HERE.", hypothesis: "we're here").edits == 0)
  }

  /// The counts without an alignment against those of the alignment, by words and by texts.
  @Test func `counts are those of the alignment`() {
    let words = [
      "a", "b", "ab", "the", "eightlet", "eightlettersandmore", "eightlettersandless",
      "eightlettersandmor", "it's", "2024", "café", "cafés",
    ]
    var random = SplitMix64(seed: 11)
    var differing: [String] = []
    for round in 0..<5_000 {
      // Every third pair is ASCII alone, and so goes the fast way; some are empty.
      let known = round % 3 == 0 ? words.count - 2 : words.count
      let reference = (0..<random.below(12)).map { _ in words[random.below(known)] }
      let hypothesis =
        random.below(4) == 0
        ? (0..<random.below(12)).map { _ in words[random.below(known)] }
        : reference.flatMap { word in
          switch random.below(8) {
          case 0: [String]()
          case 1: [words[random.below(known)]]
          case 2: [word, words[random.below(known)]]
          default: [word]
          }
        }
      let expected = WordErrorRate(WordAlignment(reference: reference, hypothesis: hypothesis))
      let counted = WordErrorRate(reference: reference, hypothesis: hypothesis)
      let read = WordErrorRate(
        reference: reference.joined(separator: " "), hypothesis: hypothesis.joined(separator: ", "))
      if counted != expected || read != expected { differing.append("\(reference) \(hypothesis)") }
    }
    #expect(differing.isEmpty)
  }

  @Test func `a text of very many words is counted, too`() {
    let many = [String](repeating: "word", count: 9_000)
    let rate = WordErrorRate(reference: many, hypothesis: ["another"] + many.dropLast(2))
    #expect(rate.edits == 2)
    #expect(rate.referenceWords == 9_000)
  }
}
