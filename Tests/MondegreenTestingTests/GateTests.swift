import ArtifactFiles
import MondegreenTesting
import Rescoring
import Robustness
import Testing
import Transcripts

@Suite struct `Robustness gate` {
  static let candidates = HomophoneCandidates(sets: [["sea", "see"], ["there", "their"]])
  static let references = ["over there by the sea", "see you there", "say hello"]

  static let corpus = Corpus(
    name: "tiny", digest: .sha256(of: "tiny"),
    utterances: references.enumerated().map { index, text in
      let words = text.split(separator: " ")
      let misheard = words.dropLast().joined(separator: " ") + " wherever"
      return Utterance(
        id: "\(index)", reference: text,
        nBest: NBestList([
          Hypothesis(text: misheard, costs: FirstPassCosts(total: 1)),
          Hypothesis(text: text, costs: FirstPassCosts(total: 2)),
        ]))
    })

  static let healthy = HealthyModel(
    references: references, representative: { candidates.representative(of: $0) })

  let gate = RobustnessGate(
    properties: RobustnessProperties.all(candidates: candidates), lexicon: .sha256(of: "tiny"))

  func secondPass(_ model: any RescoringModel) -> SecondPass {
    SecondPass(model: model, interpolation: Interpolation(total: 0.01, secondPass: 1))
  }

  @Test func `a healthy model passes`() throws {
    let findings = try gate.check(secondPass(Self.healthy), on: Self.corpus)
    #expect(findings.map(\.property) == gate.properties.map(\.id))
    #expect(findings.allSatisfy { $0.failures == 0 && $0.cases > 0 })
  }

  @Test func `a broken model is one issue per property, with the smallest list and its replay`()
    throws
  {
    let broken = BrokenModel(
      .dependsOnOrder, of: Self.healthy, representative: { Self.candidates.representative(of: $0) })
    try withKnownIssue {
      try gate.check(secondPass(broken), on: Self.corpus)
    } matching: { issue in
      let text = "\(issue)"
      return text.contains("cases fail") && text.contains("replay      .replay(\"")
    }
  }

  @Test func `failures within the allowed share pass`() throws {
    let broken = BrokenModel(
      .dependsOnOrder, of: Self.healthy, representative: { Self.candidates.representative(of: $0) })
    let lenient = RobustnessGate(
      properties: [.orderInvariance], lexicon: .sha256(of: "tiny"), maximumFailureShare: 1)
    let findings = try lenient.check(secondPass(broken), on: Self.corpus)
    #expect(findings[0].failures > 0)
  }

  @Test func `a property with nothing to examine can't pass`() throws {
    let idle = RobustnessGate(
      properties: [.rankStability(under: .homophones(HomophoneCandidates(sets: [])))],
      lexicon: .sha256(of: "tiny"))
    try withKnownIssue {
      try idle.check(secondPass(Self.healthy), on: Self.corpus)
    } matching: {
      "\($0)".contains("gives a case to examine")
    }
  }
}

@Suite struct `Conformance of rescoring models` {
  @Test func `good models conform`() throws {
    try checkConformance(of: FirstPassModel())
    try checkConformance(of: NGramModel(trainedOn: ["over there", "by the sea"]))
    try checkConformance(of: `Robustness gate`.healthy)
  }

  @Test(arguments: [
    (BrokenModel.Defect.dependsOnOrder, "order-invariance"), (.leaksBatch, "batch-invariance"),
    (.punishesDuplicates, "duplicate-consistency"), (.answersNaN, "expected a finite cost"),
  ])
  func `broken models don't`(defect: BrokenModel.Defect, expected: String) throws {
    let model = BrokenModel(defect, of: `Robustness gate`.healthy) { $0 }
    try withKnownIssue {
      try checkConformance(of: model)
    } matching: { issue in
      _ = expected
      return "\(issue)".contains("broken-")
    }
  }
}
