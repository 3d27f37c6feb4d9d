import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Comparing runs` {
  /// Utterances enough to be resampled, two hypotheses each, the right one second.
  private static let corpus = Corpus(
    name: "pairs", digest: .sha256(of: "pairs"),
    utterances: (0..<40).map { number in
      Utterance(
        id: "u-\(number)", reference: "see the sea right here number \(number)",
        nBest: NBestList(
          ["see the sea write here number \(number)", "see the sea right here number \(number)"]
            .enumerated().map { rank, text in
              Hypothesis(text: text, costs: FirstPassCosts(total: Double(rank)))
            }))
    })

  /// A model that picks the right hypothesis of those utterances whose number it knows.
  private static func model(_ knows: @escaping @Sendable (Int) -> Bool) -> FunctionModel {
    FunctionModel(name: "model") { text in
      let words = text.split(separator: " ")
      guard let number = words.last.flatMap({ Int($0) }), knows(number) else { return 0 }
      return words.contains("right") ? 0 : 10
    }
  }

  private static func run(
    _ name: String, seed: UInt64 = 1, corpus: Corpus = corpus, minimumRatio: Double = 0.005,
    _ knows: @escaping @Sendable (Int) -> Bool
  ) throws -> ComparedRun {
    let kit = try SmallWorld.kit { $0.minimumRatio = minimumRatio }
    let result = try RobustnessRun(
      configuration: RunConfiguration(
        seed: seed, draws: 1, nBestDraws: 1, resamples: 200, propertyCases: 4),
      models: [
        SecondPass(model: model(knows), interpolation: Interpolation(total: 1, secondPass: 1))
      ],
      corpora: [corpus],
      perturbations: try kit.perturbations(
        [.homophones], scopes: [.oneBest, .nBest, .selected], strengths: [.words(1)]),
      properties: RobustnessProperties.standard(under: try kit.perturbation(.homophones)), kit: kit
    ).result(programVersion: "test", command: "mondegreen report")
    return ComparedRun(name: name, record: result.record, selections: result.selections)
  }

  private func change(
    _ comparison: RunComparison, _ measure: ComparedMeasure, isClean: Bool = true
  ) throws -> FigureChange {
    try #require(
      comparison.changes.first {
        $0.model == "model" && $0.measure == measure && ($0.condition == nil) == isClean
      })
  }

  @Test func `a run and itself agree in every choice, and nothing is tested`() throws {
    let run = try Self.run("a") { $0 < 20 }
    let comparison = RunComparison([
      run, ComparedRun(name: "b", record: run.record, selections: run.selections),
    ])
    let tested = comparison.changes.filter { $0.pairing != .identical }
    #expect(comparison.changes.count > tested.count)
    // Which cases failed is not in a record.
    #expect(tested.allSatisfy { $0.measure == .failures && $0.holmP == 1 })
    #expect(comparison.changes(.better).isEmpty && comparison.changes(.worse).isEmpty)
  }

  @Test func `what is better is paired, and its interval is that of the pairs`() throws {
    let comparison = RunComparison([
      try Self.run("a") { $0 < 10 }, try Self.run("b") { $0 < 25 },
    ])
    let wer = try change(comparison, .wer)
    #expect(wer.pairing == .paired && wer.direction(at: comparison.level) == .better)
    // 15 of 40 utterances of 7 words lose their one error.
    let difference = try #require(wer.difference)
    #expect(abs(difference.value + 15.0 / (40 * 7)) < 1e-12)
    #expect(difference.upper < 0)
    let errors = (before: (0..<40).map { $0 < 10 ? 0 : 1 }, after: (0..<40).map { $0 < 25 ? 0 : 1 })
    let resampling = Resampling(utterances: 40, resamples: 200, seed: Seed(1))
    let words = resampling.sums(of: [Int](repeating: 7, count: 40))
    let expected = resampling.difference(
      try #require(
        (resampling.sums(of: errors.after) - resampling.sums(of: errors.before))
          .divided(by: words)))
    #expect(abs(expected.lower - difference.lower) < 1e-12)
    #expect(abs(expected.upper - difference.upper) < 1e-12)
    #expect(try change(comparison, .skill).direction(at: comparison.level) == .better)
    // The other way round it is worse.
    let back = RunComparison([try Self.run("b") { $0 < 25 }, try Self.run("a") { $0 < 10 }])
    #expect(try change(back, .wer).direction(at: back.level) == .worse)
  }

  @Test func `a difference that p does not show is neither better nor worse`() throws {
    let comparison = RunComparison([
      try Self.run("a") { $0 < 20 }, try Self.run("b") { $0 < 21 },
    ])
    let wer = try change(comparison, .wer)
    #expect(wer.difference.map { $0.value < 0 } == true)
    #expect(wer.direction(at: comparison.level) == .open)
    #expect(comparison.changes(.better).isEmpty)
  }

  @Test
  func `lists that were drawn otherwise, other utterances and missing selections are unpaired`()
    throws
  {
    let first = try Self.run("a") { $0 < 10 }
    let drawn = RunComparison([first, try Self.run("b", seed: 2) { $0 < 25 }])
    #expect(try change(drawn, .wer).pairing == .paired)
    let perturbed = try change(drawn, .wer, isClean: false)
    #expect(perturbed.pairing == .unpaired && perturbed.reason == "the draws differ")
    let own = drawn.changes.filter { $0.condition?.scope == .selected }
    #expect(!own.isEmpty && own.allSatisfy { $0.reason == "the draws differ" })
    let fewer = Corpus(
      name: "pairs", digest: Self.corpus.digest,
      utterances: Array(Self.corpus.utterances.dropLast()))
    let other = RunComparison([first, try Self.run("b", corpus: fewer) { $0 < 25 }])
    #expect(try change(other, .wer).reason == "the utterances differ")
    let bare = try Self.run("b") { $0 < 25 }
    let unknown = RunComparison([
      first, ComparedRun(name: "b", record: bare.record, selections: nil),
    ])
    let wer = try change(unknown, .wer)
    #expect(wer.reason == "no selections.jsonl.gz beside b")
    // From the intervals of both records alone, which is wider than pairing.
    let paired = try change(RunComparison([first, bare]), .wer)
    let widths = try [wer, paired].map { change in
      let difference = try #require(change.difference)
      return difference.upper - difference.lower
    }
    #expect(widths[0] > widths[1])
  }

  @Test func `under a perturbation that was drawn with other settings nothing is better or worse`()
    throws
  {
    let comparison = RunComparison([
      try Self.run("a") { $0 < 10 }, try Self.run("b", minimumRatio: 0.25) { $0 < 25 },
    ])
    let perturbed = comparison.changes.filter { $0.condition != nil }
    #expect(!perturbed.isEmpty)
    #expect(
      perturbed.allSatisfy {
        $0.difference == nil && $0.reason == "drawn with other settings"
          && $0.direction(at: comparison.level) == .open
      })
    #expect(
      comparison.notices == [
        "homophones was drawn with other settings in b (minimum ratio), so figures under it are not compared"
      ])
    // Clean lists are the same.
    #expect(try change(comparison, .wer).direction(at: comparison.level) == .better)
    let requirement = try RegressionRequirement(
      "wer(homophones, n-best, 1) not worse by 50 points", of: try Self.run("b") { $0 < 25 }.record)
    let verdicts = try #require(comparison.judged(by: [requirement]).requirements)
    #expect(!verdicts.isEmpty && verdicts.allSatisfy { $0.outcome == .undecided })
  }

  @Test func `other contents of a corpus are said`() throws {
    let other = Corpus(
      name: "pairs", digest: .sha256(of: "other"), utterances: Self.corpus.utterances)
    let comparison = RunComparison([
      try Self.run("a") { $0 < 10 }, try Self.run("b", corpus: other) { $0 < 25 },
    ])
    #expect(comparison.notices.count == 1)
    #expect(comparison.notices[0].hasPrefix("pairs has other contents in b ("))
  }

  @Test func `p are corrected over everything that is shown`() throws {
    let comparison = RunComparison([
      try Self.run("a") { $0 < 10 }, try Self.run("b") { $0 < 25 }, try Self.run("c") { $0 < 30 },
    ])
    let known = comparison.changes.compactMap(\.p)
    #expect(comparison.changes.compactMap(\.holmP) == Holm.adjusted(known))
    #expect(Set(comparison.changes.map(\.run)) == ["b", "c"])
    let fewer = RunComparison(
      [try Self.run("a") { $0 < 10 }, try Self.run("b") { $0 < 25 }], measures: [.wer],
      corpora: ["pairs"])
    #expect(fewer.changes.allSatisfy { $0.measure == .wer } && !fewer.changes.isEmpty)
    let (narrow, wide) = (try change(fewer, .wer), try change(comparison, .wer))
    #expect(narrow.p == wide.p)
    #expect(try #require(narrow.holmP) < (try #require(wide.holmP)))
  }

  @Test func `models under other names are compared if they are named`() throws {
    let first = try Self.run("a") { $0 < 10 }
    let lone = RunComparison([first, try Self.run("b") { $0 < 10 }], models: [])
    #expect(lone.notices.isEmpty)
    let renamed = RunComparison(
      [first, try Self.run("b") { $0 < 10 }],
      models: [ModelPair(first: "first-pass", later: "model")])
    #expect(renamed.changes.contains { $0.model == "model" && $0.against == "first-pass" })
  }

  @Test(arguments: [
    ("wer not worse by 0.2 points", RequirementVerdict.Outcome.missed),
    ("model: wer(pairs) no worse by 20 points", .met),
    ("skill(pairs) not worse by 0.1", .missed),
    ("wer not worse by 5.3 points", .undecided),
    ("failures(rank-stability) not worse by 90 points", .met),
  ])
  func `a budget is judged by the whole interval`(
    text: String, outcome: RequirementVerdict.Outcome
  ) throws {
    let runs = [try Self.run("a") { $0 < 25 }, try Self.run("b") { $0 < 10 }]
    let requirement = try RegressionRequirement(text, of: runs[1].record)
    let verdicts = try #require(RunComparison(runs).judged(by: [requirement]).requirements)
    let verdict = try #require(verdicts.first { $0.change.model == "model" })
    #expect(verdict.outcome == outcome, "\(verdict.change)")
    // Identical choices meet every budget.
    let same = RunComparison([runs[0], runs[0]]).judged(by: [
      try RegressionRequirement("wer not worse by 0 points", of: runs[0].record)
    ])
    #expect(same.requirements?.allSatisfy { $0.outcome == .met } == true)
  }

  @Test(arguments: [
    ("wer <= 0.2", "expected \"not worse by\" and a number"),
    ("wer not worse by 0.2", "expected a number of points"),
    ("skill not worse by 2 points", "expected a plain number"),
    ("werr not worse by 2 points", "did you mean wer?"),
    ("failures not worse by 2 points", "expected a property"),
    ("failures(rank-stabilty) not worse by 2 points", "did you mean rank-stability?"),
    ("skill-kept not worse by 0.1", "expected a perturbation"),
    ("mode: wer not worse by 2 points", "did you mean model?"),
    ("wer not worse by -1 points", "expected a number from 0 on"),
  ])
  func `a budget that makes no sense says what was expected`(text: String, complaint: String) throws
  {
    let record = try Self.run("a") { $0 < 10 }.record
    let error = #expect(throws: RequirementError.self) {
      try RegressionRequirement(text, of: record)
    }
    #expect(error?.description.contains(complaint) == true, "\(error?.description ?? "")")
  }
}
