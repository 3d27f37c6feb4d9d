import BundledCorpora
import BundledLexicons
import Counterexamples
import Foundation
import MondegreenTesting
import OwnRescorer
import Perturbations
import Rescoring
import Robustness
import RobustnessReports
import RobustnessRuns
import Testing

/// The gate under a perturbation and a property of one's own.
@Suite(
  .model(try BigramRescorer.trained()), .corpus(try BundledCorpus.messagingTest.read()),
  .lexicon(try BundledLexicon.homophones()), .cases(200))
struct `Lost apostrophes` {
  @Test func `rarely move my rescorer's choice`() throws {
    try expectRobust(allowing: 0.3) { _ in [.rankStability(under: LostApostrophes())] }
  }

  @Test func `move its costs, as is known`() throws {
    try withKnownIssue {
      try expectRobust { _ in [BoundedSensitivity(under: LostApostrophes(), bound: 0.5)] }
    } matching: {
      // The failure shows the NPRR under homophones and under my own perturbation.
      $0.isFailure(of: "bounded-sensitivity") && "\($0)".contains("that lost apostrophes add")
    }
  }

  /// Word error rates and NPRR under a perturbation of one's own, in the report's tables and charts.
  @Test func `have an NPRR of their own in a report`() throws {
    let run = try RobustnessRun(
      configuration: RunConfiguration(draws: 2, resamples: 200),
      models: [
        SecondPass(
          model: try BigramRescorer.trained(), interpolation: Interpolation(secondPass: 1))
      ],
      corpora: [try BundledCorpus.messagingDev.read()],
      perturbations: PerturbationScope.allCases.map(LostApostrophes.init),
      properties: [.rankStability(under: LostApostrophes())])
    let record = try run.record(programVersion: "example", command: "swift test")
    let model = try #require(record.corpora.first?.models.last)
    let asHeard = model.perturbed.filter { $0.counting == .asHeard }
    #expect(asHeard.map(\.condition.scope) == [.oneBest, .nBest, .selected])
    for result in asHeard { #expect(result.nprr.estimate.value > 0) }
    print(NPRRTable(record))
    let page = RobustnessReport(record).html
    #expect(page.contains("lost apostrophes"))
    // What breaks is shrunk to a fixture that this suite can judge, and no other program.
    let fixture = try #require(record.counterexamples.first)
    #expect(fixture.recipe == LostApostrophes().recipe)
    try expectStillFails(
      FixtureCase(fixture), for: try BigramRescorer.trained(),
      properties: [.rankStability(under: LostApostrophes())])
  }
}
