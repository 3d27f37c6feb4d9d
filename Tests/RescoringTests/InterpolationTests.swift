import Rescoring
import Testing
import Transcripts

@Suite struct `Interpolation and selection` {
  let list = NBestList([
    Hypothesis(text: "a", costs: FirstPassCosts(acoustic: 3, language: 2, total: 10)),
    Hypothesis(text: "b", costs: FirstPassCosts(acoustic: 1, language: 4, total: 11)),
  ])

  @Test func `costs are the weighted sum of both passes`() throws {
    let weights = Interpolation(acoustic: 2, language: 0.5, total: 0.25, secondPass: 3)
    #expect(try weights.costs(of: list, secondPass: [1, 2]) == [12.5, 12.75])
  }

  @Test func `the first pass alone is its total`() throws {
    #expect(try Interpolation.firstPass.costs(of: list, secondPass: [7, -7]) == [10, 11])
  }

  @Test func `a weighed part that the list lacks is an error naming the text`() {
    let bare = NBestList([Hypothesis(text: "weir", costs: FirstPassCosts(total: 1))])
    #expect(throws: RescoringError.missingCost(part: "language", text: "weir")) {
      try Interpolation(acoustic: 0, language: 1, secondPass: 1).costs(of: bare, secondPass: [0])
    }
    #expect(throws: Never.self) {
      try Interpolation(total: 1, secondPass: 1).costs(of: bare, secondPass: [0])
    }
  }

  @Test func `equal costs go to the better first-pass rank`() {
    #expect(Selection.index(in: list, costs: [1, 1]) == 0)
    #expect(Selection.index(in: list, costs: [1, 0.5]) == 1)
    #expect(Selection.index(in: list, costs: [1, 1], ranks: [1, 0]) == 1)
  }

  @Test func `equal ranks go to the smaller text, in any order`() {
    let backwards = NBestList(list.hypotheses.reversed())
    #expect(list[Selection.index(in: list, costs: [1, 1], ranks: [0, 0])].text == "a")
    #expect(backwards[Selection.index(in: backwards, costs: [1, 1], ranks: [0, 0])].text == "a")
  }
}
