import Testing
import Transcripts

@Suite struct `Where lists stand in a corpus` {
  private func corpus(_ recordings: [String?], field: String = "session") -> Corpus {
    Corpus(
      name: "c", digest: .sha256(of: "c"),
      utterances: recordings.enumerated().map { place, recording in
        Utterance(
          id: "u\(place)", reference: nil,
          nBest: NBestList([
            Hypothesis(text: "text \(place)", costs: FirstPassCosts(total: 1)),
            Hypothesis(text: "other \(place)", costs: FirstPassCosts(total: 2)),
          ]), fields: recording.map { [field: .text($0)] } ?? [:])
      })
  }

  private func contexts(_ corpus: Corpus, length: Int = 2) -> [ListContext] {
    let all = corpus.contexts(length: length) { $0.uppercased() }
    return corpus.indices.map { all($0) }
  }

  @Test func `without a field the lists before it are an utterance's context, the latest last`() {
    let found = contexts(corpus([nil, nil, nil, nil]))
    #expect(found.map(\.id) == ["u0", "u1", "u2", "u3"])
    #expect(found.map(\.place) == [0, 1, 2, 3])
    #expect(
      found.map(\.previous) == [
        [], ["TEXT 0"], ["TEXT 0", "TEXT 1"], ["TEXT 1", "TEXT 2"],
      ])
  }

  @Test(arguments: ["session", "recording", "conversation", "meeting", "speaker"])
  func `a field tells recordings apart, which may alternate`(field: String) {
    let found = contexts(corpus(["a", "b", "a", "b", "a"], field: field))
    #expect(found.map(\.place) == [0, 0, 1, 1, 2])
    #expect(
      found.map(\.previous) == [[], [], ["TEXT 0"], ["TEXT 1"], ["TEXT 0", "TEXT 2"]])
  }

  @Test func `a field that says nothing of recordings does not part them`() {
    #expect(contexts(corpus(["a", "b"], field: "voice"))[1].previous == ["TEXT 0"])
  }

  @Test func `utterances of which the field is missing are a recording of their own`() {
    let found = contexts(corpus(["a", nil, "a", nil]))
    #expect(found.map(\.previous) == [[], [], ["TEXT 0"], ["TEXT 1"]])
  }

  @Test func `what stands before an utterance does not depend on which are selected`() {
    let whole = corpus(["a", "a", "b", "a", "a"])
    let all = contexts(whole)
    let some = whole.selecting([4, 2, 3])
    #expect(contexts(some) == [all[4], all[2], all[3]])
    #expect(contexts(some.selecting([2, 0])) == [all[3], all[4]])
  }

  @Test func `a place is kept by what is made of a list, and makes no list another one`() {
    let context = ListContext(id: "u", place: 3, previous: ["before"])
    let list = NBestList([
      Hypothesis(text: "b", costs: FirstPassCosts(total: 2)),
      Hypothesis(text: "a", costs: FirstPassCosts(total: 1)),
    ])
    let standing = list.standing(in: context)
    #expect(standing == list)
    #expect(standing.ranked.context == context)
    #expect(standing.ranked.texts == ["a", "b"])
    #expect(standing.prefix(1).context == context)
    #expect(standing.replacing([list[0]]).context == context)
    #expect(list.context == nil)
  }

  @Test func `many utterances, which are not in memory, keep their places`() {
    let context = ListContext(id: "u", place: 3, previous: ["before", ""])
    var builder = UtterancesBuilder(room: 0)
    for number in 0..<5 {
      builder.append(
        Utterance(
          id: "u\(number)", reference: "r",
          nBest: NBestList(
            [Hypothesis(text: "a", costs: FirstPassCosts(total: 2))],
            context: number.isMultiple(of: 2) ? context : nil)))
    }
    let utterances = builder.finish()
    #expect(!utterances.areInMemory)
    #expect(utterances.map(\.nBest.context) == [context, nil, context, nil, context])
  }
}
