import Perturbations
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Copies of a hypothesis` {
  private func utterance(_ texts: [String]) -> Utterance {
    Utterance(
      id: "u", reference: "we see the sea",
      nBest: NBestList(texts.map { Hypothesis(text: $0, costs: FirstPassCosts(total: 0)) }))
  }

  @Test func `are heard once, and leave room for other hypotheses`() throws {
    let once = PhraseConfusions(
      learnedFrom: [utterance(["we sea the sea", "we see the see"])], hypothesesPerList: 2)
    let padded = PhraseConfusions(
      learnedFrom: [
        utterance(["we sea the sea", "we sea the sea", "we see the see", "we sea the sea"])
      ], hypothesesPerList: 2)
    // Case and punctuation make no other hypothesis.
    let written = PhraseConfusions(
      learnedFrom: [utterance(["we sea the sea", "We sea the sea.", "We see the see!"])],
      hypothesesPerList: 2)
    for phrase in ["see", "sea"] { #expect(try #require(written.entry(for: phrase)).errors == 1) }
    for phrase in ["see", "sea"] {
      let (one, other) = (once.entry(for: phrase), padded.entry(for: phrase))
      #expect(try #require(one).errors == 1)
      #expect(try #require(other).errors == 1)
      #expect(one?.occurrences == other?.occurrences)
    }
  }
}
