import Counterexamples
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

/// A check that can't fail is a defect: each broken model is caught by the property that is meant
/// for it, and no property flags the healthy one.
@Suite struct `Self-test` {
  static let shared = Result {
    try SelfTest(
      corpus: SmallWorld.corpus, properties: SmallWorld.properties,
      candidates: SmallWorld.candidates
    ).record()
  }

  /// The property that names each defect best; others may catch it, too.
  static let expected: [(BrokenModel.Defect, String)] = [
    (.dependsOnOrder, "order-invariance"), (.leaksPadding, "batch-invariance"),
    (.leaksBatch, "batch-invariance"), (.prefersLength, "form-stability"),
    (.punishesDuplicates, "duplicate-consistency"), (.isCaseSensitive, "text-form-invariance"),
    (.countsCodePoints, "text-form-invariance"), (.prefersSpelling, "rank-stability"),
    (.flipsSign, "homophone-discrimination"), (.answersNaN, "order-invariance"),
    (.cachesStale, "rank-stability"), (.ignoresLastWord, "every-word-counts"),
    (.truncatesEarly, "every-word-counts"),
    (.isHomophoneBlind, "homophone-discrimination"), (.drifts, "order-invariance"),
    (.isConstant, "skill-short-texts"), (.isRandom, "skill-long-texts"),
    (.isRandomPerCall, "repeatability"), (.isSaltedPerProcess, "repeatability"),
    (.cutsAfterTwelve, "every-word-counts"), (.cutsAfterForty, "every-word-counts"),
    (.readsLastTen, "every-word-counts"), (.leavesOutMiddle, "every-word-counts"),
    (.cutsBytes, "every-word-counts"), (.ignoresFirstWord, "every-word-counts"),
    (.ignoresThirdWord, "every-word-counts"), (.ignoresEveryFifth, "every-word-counts"),
    (.collapsesRepeats, "every-word-counts"), (.readsEachWordOnce, "every-word-counts"),
    (.ignoresStopWords, "every-word-counts"), (.ignoresDigits, "every-word-counts"),
    (.ignoresNonASCII, "every-word-counts"), (.ignoresOrder, "word-order"),
    (.prefersEmpty, "empty-text"), (.countsBlanks, "form-stability"),
    (.countsMarks, "form-stability"), (.countsDigits, "form-stability"),
    (.countsNonASCII, "form-stability"), (.losesNonASCII, "finite-costs"),
    (.saturates, "word-order"), (.leapsBeyondFifteen, "cost-range"),
    (.isHuge, "cost-range"), (.isTiny, "cost-range"), (.isShifted, "cost-range"),
    (.prefersShort, "length-balance"), (.isRanked, "batch-invariance"),
    (.isRelative, "batch-invariance"), (.spoilsEvery64th, "batch-invariance"),
    (.failsInCrowds, "batch-invariance"), (.countsLists, "batch-invariance"),
    (.isInfinite, "finite-costs"), (.losesCosts, "finite-costs"),
    (.forgetsEveryThird, "repeatability"), (.prefersDuplicates, "duplicate-consistency"),
    (.ignoresBehindComma, "every-word-counts"), (.cutsSixtyBytes, "every-word-counts"),
    (.swapsNeighbors, "batch-invariance"), (.sortsTexts, "batch-invariance"),
    (.spoilsEverySecond, "batch-invariance"), (.cutsWords, "every-word-counts"),
  ]

  /// Whether the defect shows in texts of a few words.
  static func isShort(_ defect: BrokenModel.Defect) -> Bool {
    switch defect {
    case .cutsAfterTwelve, .cutsAfterForty, .readsLastTen, .leavesOutMiddle, .cutsBytes,
      .leapsBeyondFifteen, .isInfinite, .ignoresEveryFifth, .losesCosts, .cutsSixtyBytes:
      false
    default: true
    }
  }

  @Test func `sound models of three designs pass every contract in 20 seeds`() throws {
    for seed in UInt64(1)...20 {
      let designs = try SelfTest(
        corpus: SmallWorld.corpus, properties: SmallWorld.properties,
        candidates: SmallWorld.candidates, seed: seed, cases: 40
      ).designs()
      #expect(designs.count == 3)
      for design in designs {
        #expect(design.flaggedBy.isEmpty, "seed \(seed): \(design.name) \(design.flaggedBy)")
      }
    }
  }

  @Test func `nearly all defects that nobody thought of are caught`() throws {
    let score = try #require(
      try SelfTest(
        corpus: SmallWorld.corpus, properties: SmallWorld.properties,
        candidates: SmallWorld.candidates, cases: 60
      ).record(mutants: 200).mutation)
    #expect(score.mutants.count >= 150)
    #expect(score.share >= SelfTestRecord.goal, "\(score.missed.map(\.name))")
  }

  @Test func `a blind checker misses mutants and has a low score`() throws {
    let blind = try SelfTest(
      corpus: SmallWorld.corpus, properties: [.duplicateConsistency],
      candidates: SmallWorld.candidates, cases: 20
    ).record(mutants: 40)
    #expect(try #require(blind.mutation).share < SelfTestRecord.goal)
    #expect(!blind.holds)
  }

  @Test func `no property flags the healthy model, and all have something to examine`() throws {
    let record = try Self.shared.get()
    #expect(record.falseAlarms.isEmpty)
    #expect(record.idle.isEmpty)
  }

  @Test func `every broken model is caught by at least one property`() throws {
    #expect(try Self.shared.get().missed.isEmpty)
    #expect(BrokenModel.Defect.allCases.count >= 45)
    // With the shares that a check has by default, too.
    #expect(try Self.shared.get().missedByDefault.isEmpty)
  }

  @Test(arguments: expected)
  func `a broken model is caught by the property that is meant for it`(
    defect: BrokenModel.Defect, by id: String
  ) throws {
    let caught = try #require(
      try Self.shared.get().catches(of: id).first { $0.defect == defect }, "\(defect)")
    let smallest = try #require(caught.smallest)
    if Self.isShort(defect) { #expect(smallest.clean.count <= 2, "\(smallest)") }
    // What looks only at the end of long texts needs them.
    guard Self.isShort(defect) else { return }
    let longest = smallest.clean.map { $0.text.split(separator: " ").count }.max() ?? 0
    // Truncation shows from six words on.
    let needsContext = [.truncatesEarly, .isRandom, .saturates].contains(defect)
    #expect(longest <= (needsContext ? 6 : 4), "\(smallest)")
  }

  @Test func `every property catches something`() throws {
    let record = try Self.shared.get()
    for property in SmallWorld.properties {
      #expect(!record.catches(of: property.id).isEmpty, "\(property.id)")
    }
  }

  @Test func `a model that says something else when asked again is called flaky`() throws {
    let record = try Self.shared.get()
    let caught = try #require(record.catches(of: "order-invariance").first { $0.defect == .drifts })
    #expect(caught.smallest?.flakiness != nil)
  }

  @Test func `the record tells a checker that misses something`() throws {
    let blind = try SelfTest(
      corpus: SmallWorld.corpus, properties: [.duplicateConsistency],
      candidates: SmallWorld.candidates
    ).record()
    #expect(!blind.holds)
    #expect(blind.missed.contains(.isHomophoneBlind))
    #expect(!blind.missed.contains(.punishesDuplicates))
  }
}
