import Rescoring
import Testing
import Transcripts

@Suite struct `Validated costs` {
  @Test func `too few lists are refused`() {
    let model = StubModel { _ throws(RescoringError) in [[1]] }
    #expect(throws: RescoringError.wrongCount(model: "stub", expected: 2, found: 1)) {
      try model.validatedCosts(for: [list("a"), list("b")])
    }
  }

  @Test func `too many costs in a list are refused`() {
    let model = StubModel { _ throws(RescoringError) in [[1, 2]] }
    #expect(throws: RescoringError.wrongCount(model: "stub", expected: 1, found: 2)) {
      try model.validatedCosts(for: [list("a")])
    }
  }

  @Test(arguments: [Double.infinity, -.infinity])
  func `infinity is refused with its text`(cost: Double) {
    let model = StubModel { _ throws(RescoringError) in [[1, cost]] }
    #expect(throws: RescoringError.notFinite(model: "stub", text: "b", found: cost)) {
      try model.validatedCosts(for: [list("a", "b")])
    }
  }

  @Test func `NaN is refused`() {
    let model = StubModel { _ throws(RescoringError) in [[.nan]] }
    #expect(throws: RescoringError.self) { try model.validatedCosts(for: [list("a")]) }
  }

  @Test func `no lists need no model`() throws {
    let model = StubModel { _ throws(RescoringError) in
      throw .failed(model: "stub", reason: "asked")
    }
    #expect(try model.validatedCosts(for: []).isEmpty)
  }

  @Test func `the first pass model changes nothing`() throws {
    let costly = NBestList([
      Hypothesis(text: "a", costs: FirstPassCosts(total: 3)),
      Hypothesis(text: "b", costs: FirstPassCosts(total: 2)),
    ])
    let selected = try FirstPassModel().selections(in: [costly], interpolation: .firstPass)
    #expect(selected == [1])
  }
}
