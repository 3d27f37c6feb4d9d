import BERTRescoring
import BundledCorpora
import BundledModels
import Counterexamples
import Lexicons
import MondegreenTesting
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import Testing
import Transcripts

/// Shrinking in batches against a model that is really one.
@Suite struct `Shrinking against a bundled model` {
  private static func finding(batch: Int) throws -> PropertyFinding {
    let (model, recipe) = try BundledModel.lora.rescorer()
    let index = try Committed.index.get()
    let corpus = try BundledCorpus.messagingTest.read()
    let check = PropertyCheck(
      secondPass: SecondPass(model: model, interpolation: recipe.interpolation), counterexamples: 2,
      limits: ShrinkLimits(maximumExecutions: 2_000, batchSize: batch))
    let prepared = PreparedCorpus(
      Corpus(
        name: corpus.name, digest: corpus.digest, utterances: Array(corpus.utterances.prefix(60))),
      listLimit: 8)
    let property = RankStability(under: .homophones(HomophoneCandidates(index)))
    return try check.finding(
      PropertyCases(of: property, in: prepared, limit: 60, seed: 3), in: prepared)
  }

  @Test func `any batch size gives the same bytes, with fewer calls`() throws {
    let one = try Self.finding(batch: 1)
    let bytes = one.bugs.map { $0.counterexamples.map { $0.json } }
    try #require(!bytes.isEmpty, "a model that nothing breaks shrinks nothing: take another seed")
    for batch in [5, 8, 32] {
      let many = try Self.finding(batch: batch)
      #expect(many.bugs.map { $0.counterexamples.map { $0.json } } == bytes)
      #expect(many.bugs.map(\.shrinking.executions) == one.bugs.map(\.shrinking.executions))
      for (few, many) in zip(many.bugs, one.bugs) {
        #expect(few.shrinking.batches < many.shrinking.batches)
      }
    }
  }
}
