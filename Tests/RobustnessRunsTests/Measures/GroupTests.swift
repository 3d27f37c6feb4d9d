import Artifacts
import Perturbations
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Groups of training seeds` {
  /// Twelve utterances of a few speakers, and lists in which text length decides.
  static func corpus(speakers: Int = 12) -> Corpus {
    Corpus(
      name: "small", digest: .sha256(of: "small"),
      utterances: (0..<12).map { index in
        let right = index % 3 == 0 ? "one two three" : "one two"
        let texts = index % 4 == 0 ? [right + " four", right, "one"] : [right, "one", "two two"]
        return Utterance(
          id: "u\(index)", reference: right,
          nBest: NBestList(
            texts.enumerated().map {
              Hypothesis(text: $1, costs: FirstPassCosts(total: Double($0)))
            }), fields: ["voice": .text("voice \(index % speakers)")])
      })
  }

  static func run(
    _ corpus: Corpus, cluster: String? = nil, groups: [ModelGroup]? = nil, seeds: Int = 5,
    planned: [PlannedContrast]? = nil, perturbations: [any Perturbation] = []
  ) throws(RunError) -> RobustnessRun {
    try RobustnessRun(
      configuration: RunConfiguration(
        resamples: 100, cluster: cluster, groups: groups, plannedContrasts: planned),
      models: (0..<seeds).map { seed in
        let model = FunctionModel(name: "seed \(seed)") { text in
          Double((text.count * (seed + 2)) % 7)
        }
        return SecondPass(model: model, interpolation: .secondPassAlone)
      }, corpora: [corpus], perturbations: perturbations, properties: [])
  }

  private static let swap = HomophoneSubstitution(
    scope: .oneBest, strength: .words(1), candidates: HomophoneCandidates(sets: [["two", "one"]]))

  private static let halves = [
    ModelGroup(name: "low", models: (0..<5).map { "seed \($0)" }),
    ModelGroup(name: "high", models: (5..<10).map { "seed \($0)" }),
  ]

  @Test func `planned contrasts are differences of the groups' means, each measure a family`()
    throws
  {
    let planned = PlannedContrast(group: "low", against: "high", condition: Self.swap.condition)
    let back = PlannedContrast(group: "high", against: "low", condition: Self.swap.condition)
    let corpus = try Self.run(
      Self.corpus(), groups: Self.halves, seeds: 10, planned: [planned, back],
      perturbations: [Self.swap]
    ).record(programVersion: "test", command: "none").corpora[0]
    let contrasts = try #require(corpus.groupContrasts)
    #expect(contrasts.count == Counting.allCases.count * GroupContrast.Measure.allCases.count * 2)
    for contrast in contrasts where contrast.measure == .wer || contrast.measure == .nprr {
      func mean(_ name: String) throws -> Double {
        let group = try #require(corpus.groups?.first { $0.group == name })
        let figures = try #require(
          group.perturbed.first { $0.counting == contrast.counting }?.figures)
        let mean = contrast.measure == .wer ? figures.wer : figures.nprr
        return try #require(mean?.mean.estimate).value
      }
      let difference = try #require(contrast.outcome.difference.estimate)
      let expected = try mean(contrast.contrast.group) - mean(contrast.contrast.against)
      #expect(abs(difference.value - expected) < 1e-12)
      // Two comparisons with one p: Holm doubles it.
      if let p = contrast.outcome.p { #expect(contrast.holmP == min(1, 2 * p)) }
    }
    #expect(contrasts.contains { $0.outcome.p != nil })
  }

  @Test(arguments: [
    (
      "low:middle (homophones, 1-best, 1)",
      "expected a group named \"middle\"; the run has low, high"
    ),
    (
      "low:high (homophones, n-best, 1)",
      "expected a condition of the run; the run has (homophones, 1-best, 1)"
    ),
  ])
  func `a planned contrast names groups and conditions of the run`(text: String, reason: String)
    throws
  {
    let planned = try PlannedContrast(text)
    #expect(planned.text == text)
    let error = #expect(throws: RunError.self) {
      _ = try Self.run(
        Self.corpus(), groups: Self.halves, seeds: 10, planned: [planned],
        perturbations: [Self.swap])
    }
    #expect(try #require(error).description.contains(reason), "\(error?.description ?? "")")
  }

  @Test(arguments: [
    "low (homophones, 1-best, 1)", "low:low (homophones, 1-best, 1)", "low:high",
    "low:high (homophones)",
    "low:high (homophones, selected, 1)", "low:high (homophones, 1-best, x)",
    "low:high (homophones, 1-best, 0)",
    ":high (homophones, 1-best, 1)", "low:high:low (homophones, 1-best, 1)",
    "low:high (homophones, 1-best, 1",
  ])
  func `what is no contrast is refused`(text: String) {
    #expect(throws: RequirementError.self) { _ = try PlannedContrast(text) }
  }

  @Test(arguments: [4, 5]) func `a group's WER is the mean of its models'`(seeds: Int) throws {
    let group = ModelGroup(name: "all", models: (0..<seeds).map { "seed \($0)" })
    let record = try Self.run(Self.corpus(), groups: [group])
      .record(programVersion: "test", command: "none")
    let corpus = record.corpora[0]
    let result = try #require(corpus.groups?.first)
    let values = corpus.models.filter { group.models.contains($0.model) }.map(\.clean.wer.value)
    #expect(values.count == seeds && Set(values).count > 1)
    let mean = try #require(result.clean.wer.mean.estimate)
    #expect(abs(mean.value - values.reduce(0, +) / Double(seeds)) < 1e-15)
    #expect(mean.noInterval == (seeds < 5 ? .fewSeeds : nil))
    #expect(mean.method == (seeds < 5 ? nil : .seeds))
    #expect(result.clean.skillKept == nil)
    #expect(record.provenance.configuration.groups == [group])
  }

  @Test(arguments: [
    (ModelGroup(name: "a", models: ["seed 0"]), "at least two models"),
    (ModelGroup(name: "a", models: ["seed 0", "seed 9"]), "models among"),
    (ModelGroup(name: "a", models: ["seed 0", "seed 0"]), "a model in one group only"),
    (ModelGroup(name: "seed 0", models: ["seed 0", "seed 1"]), "a name of its own"),
  ])
  func `what is no group is refused`(group: ModelGroup, expected: String) throws {
    let error = #expect(throws: RunError.self) {
      _ = try Self.run(Self.corpus(), groups: [group])
    }
    #expect(try #require(error).description.contains("expected \(expected)"))
  }
}

@Suite struct `Clustered runs` {
  private typealias World = `Groups of training seeds`

  private static func record(speakers: Int, cluster: String? = "voice") throws -> CorpusRecord {
    try World.run(World.corpus(speakers: speakers), cluster: cluster)
      .record(programVersion: "test", command: "none").corpora[0]
  }

  @Test func `a cluster for each utterance gives the figures of none`() throws {
    let (clustered, plain) = (
      try Self.record(speakers: 12), try Self.record(speakers: 12, cluster: nil)
    )
    #expect(clustered.models == plain.models && clustered.contrasts == plain.contrasts)
    #expect(clustered.resampling?.cluster == "voice" && plain.resampling?.cluster == nil)
    #expect(clustered.resampling?.units == 12 && clustered.resampling?.method == .jackknife)
  }

  @Test func `fewer clusters change intervals and no figure`() throws {
    let (few, many) = (try Self.record(speakers: 4), try Self.record(speakers: 12))
    #expect(few.models.map(\.clean.wer.value) == many.models.map(\.clean.wer.value))
    #expect(few.models.map(\.clean.wer) != many.models.map(\.clean.wer))
    let contrast = try #require(few.contrasts?.first)
    #expect(contrast.p != nil && contrast.detectable != nil)
  }

  @Test func `two clusters have no interval and no p`() throws {
    let corpus = try Self.record(speakers: 2)
    #expect(corpus.resampling?.method == ResamplingRecord.Method.none)
    #expect(corpus.models.allSatisfy { $0.clean.wer.noInterval == .fewUnits })
    #expect(corpus.contrasts?.allSatisfy { $0.p == nil && $0.detectable == nil } ?? false)
  }

  @Test func `a field that an utterance lacks is refused with those that it has`() throws {
    let error = #expect(throws: RunError.self) {
      _ = try World.run(World.corpus(), cluster: "voise")
    }
    #expect(
      try #require(error).description
        == "small, utterance u0: expected the field \"voise\" to cluster by, found only voice; did you mean voice?"
    )
  }
}
