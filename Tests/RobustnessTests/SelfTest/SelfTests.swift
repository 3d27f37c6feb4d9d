import PropertyTesting
import Rescoring
import Robustness
import Testing
import Transcripts

/// A check that can't fail is a defect: each broken model is caught by the property that is meant
/// for it, and no property flags the healthy one.
@Suite struct `Self-test` {
  static let prepared = PreparedCorpus(SmallWorld.corpus, listLimit: 20)

  static func finding(
    _ property: any RobustnessProperty, _ model: any RescoringModel, seed: UInt64 = 1
  ) throws -> PropertyFinding {
    let check = PropertyCheck(
      secondPass: SmallWorld.secondPass(model), lexicon: SmallWorld.lexicon)
    return try check.finding(
      PropertyCases(of: property, in: prepared, limit: 100, seed: Seed(seed)), in: prepared)
  }

  static let expected: [(BrokenModel.Defect, String)] = [
    (.dependsOnOrder, "order-invariance"), (.leaksBatch, "batch-invariance"),
    (.isCaseSensitive, "text-form-invariance"), (.countsCodePoints, "text-form-invariance"),
    (.punishesDuplicates, "duplicate-consistency"),
    (.isHomophoneBlind, "homophone-discrimination"),
    (.ignoresLastWord, "homophone-discrimination"), (.answersNaN, "order-invariance"),
    (.flipsSign, "homophone-discrimination"),
  ]

  @Test(arguments: SmallWorld.properties.map(\.id))
  func `no property flags the healthy model`(property id: String) throws {
    let property = try #require(SmallWorld.properties.first { $0.id == id })
    for seed in 1...5 {
      let finding = try Self.finding(property, SmallWorld.healthy, seed: UInt64(seed))
      #expect(finding.cases > 0)
      #expect(finding.failures == 0, "\(finding)")
    }
  }

  @Test func `every defect is expected to be caught`() {
    #expect(Set(Self.expected.map(\.0)) == Set(BrokenModel.Defect.allCases))
  }

  @Test(arguments: expected)
  func `a broken model is caught`(defect: BrokenModel.Defect, by id: String) throws {
    let property = try #require(SmallWorld.properties.first { $0.id == id })
    let broken = BrokenModel(
      defect, of: SmallWorld.healthy, representative: SmallWorld.representative)
    var caught: [PropertyFinding] = []
    // Decomposed text is one form of four: a few seeds make sure that it is drawn.
    for seed in 1...5 where caught.isEmpty {
      let finding = try Self.finding(property, broken, seed: UInt64(seed))
      if finding.failures > 0 { caught.append(finding) }
    }
    let finding = try #require(caught.first)
    let smallest = try #require(finding.counterexamples.first)
    #expect(smallest.clean.count <= 2, "\(smallest)")
    #expect(smallest.clean.allSatisfy { $0.text.split(separator: " ").count <= 4 }, "\(smallest)")
  }

  @Test func `homophones change what a flipped model selects`() throws {
    let broken = BrokenModel(
      .flipsSign, of: SmallWorld.healthy, representative: SmallWorld.representative)
    let property = RankStability(
      under: .homophones(SmallWorld.candidates, scope: .oneBest, strength: .words(3)))
    #expect(try Self.finding(property, SmallWorld.healthy).failures == 0)
    #expect(try Self.finding(property, broken).cases > 0)
  }
}
