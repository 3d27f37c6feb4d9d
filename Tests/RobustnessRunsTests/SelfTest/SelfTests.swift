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
  /// Of these "they're" is known by another stress or pronunciation only.
  static let strict = HomophoneCandidates(sets: [
    ["there", "their"], ["to", "too"], ["sea", "see"],
  ])

  static let shared = Result {
    try SelfTest(
      corpus: SmallWorld.corpus, properties: SmallWorld.properties,
      candidates: SmallWorld.candidates, strictCandidates: strict
    ).record()
  }

  /// The property that names each defect best; others may catch it, too.
  static let expected: [(BrokenModel.Defect, String)] = [
    (.dependsOnOrder, "order-invariance"), (.leaksPadding, "batch-invariance"),
    (.leaksBatch, "batch-invariance"), (.prefersLength, "homophone-discrimination"),
    (.punishesDuplicates, "duplicate-consistency"), (.isCaseSensitive, "text-form-invariance"),
    (.countsCodePoints, "text-form-invariance"), (.isStressSensitive, "rank-stability"),
    (.flipsSign, "homophone-discrimination"), (.answersNaN, "order-invariance"),
    (.cachesStale, "homophone-discrimination"), (.ignoresLastWord, "homophone-discrimination"),
    (.truncatesEarly, "homophone-discrimination"),
    (.isHomophoneBlind, "homophone-discrimination"), (.drifts, "order-invariance"),
  ]

  @Test func `no property flags the healthy model, and all have something to examine`() throws {
    let record = try Self.shared.get()
    #expect(record.falseAlarms.isEmpty)
    #expect(record.idle.isEmpty)
  }

  @Test func `every broken model is caught by at least one property`() throws {
    #expect(try Self.shared.get().missed.isEmpty)
    #expect(Set(Self.expected.map(\.0)) == Set(BrokenModel.Defect.allCases))
  }

  @Test(arguments: expected)
  func `a broken model is caught by the property that is meant for it`(
    defect: BrokenModel.Defect, by id: String
  ) throws {
    let caught = try #require(
      try Self.shared.get().catches(of: id).first { $0.defect == defect }, "\(defect)")
    let smallest = try #require(caught.smallest)
    #expect(smallest.clean.count <= 2, "\(smallest)")
    let longest = smallest.clean.map { $0.text.split(separator: " ").count }.max() ?? 0
    // Truncation shows from six words on, and stress only where another list member is near.
    let needsContext = [.truncatesEarly, .isStressSensitive].contains(defect)
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
      candidates: SmallWorld.candidates, strictCandidates: Self.strict
    ).record()
    #expect(!blind.holds)
    #expect(blind.missed.contains(.isHomophoneBlind))
    #expect(!blind.missed.contains(.punishesDuplicates))
  }
}
