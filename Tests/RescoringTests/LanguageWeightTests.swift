import Rescoring
import Testing
import Transcripts

@Suite struct `The weight of language costs in totals` {
  private func corpus(_ costs: [(acoustic: Double?, language: Double?, total: Double)]) -> Corpus {
    Corpus(
      name: "c", digest: .sha256(of: "c"),
      utterances: [
        Utterance(
          id: "u", reference: "a",
          nBest: NBestList(
            costs.map {
              Hypothesis(
                text: "a",
                costs: FirstPassCosts(acoustic: $0.acoustic, language: $0.language, total: $0.total)
              )
            }))
      ])
  }

  @Test(arguments: [1e-6, 1 / 9.5, 1, 19])
  func `follows the unit of the lists`(unit: Double) throws {
    let lists = corpus(
      [(100.0, 10.0), (90, 12), (80, 20)].map { ($0.0 * unit, $0.1, ($0.0 + 9.5 * $0.1) * unit) })
    let weight = try #require(LanguageWeight.estimated(from: [lists]))
    #expect(abs(weight / (9.5 * unit) - 1) < 1e-9)
  }

  @Test func `is unknown without parts, and where totals have nothing to do with them`() {
    #expect(LanguageWeight.estimated(from: [corpus([(nil, nil, 3), (1, nil, 4)])]) == nil)
    #expect(LanguageWeight.estimated(from: [corpus([(5, 2, 1)])]) == nil)
    #expect(LanguageWeight.estimated(from: []) == nil)
  }
}
