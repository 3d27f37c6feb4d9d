import Perturbations
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

/// What intervals say of bounds.
@Suite struct RequirementVerdictTests {
  private typealias Outcome = RequirementVerdict.Outcome

  private func verdicts(_ text: String, _ record: RunRecord) throws -> [RequirementVerdict] {
    let requirements = try record.requirements([RequirementText(text)])
    return record.judged(by: requirements).requirements ?? []
  }

  /// The verdict that all models share.
  private func verdict(_ text: String, _ record: RunRecord) throws -> RequirementVerdict {
    let found = try verdicts(text, record)
    #expect(Set(found.map(\.outcome)).count == 1)
    return try #require(found.first)
  }

  /// WER [0.18, 0.22], skill and skill kept [0.4, 0.6], NPRR [0.1, 0.3], difference [−0.1, 0.2] points.
  @Test(arguments: [
    ("wer <= 0.22", Outcome.met), ("wer <= 0.2199", .undecided), ("wer <= 0.18", .undecided),
    ("wer <= 0.1799", .missed), ("skill >= 0.4", .met), ("skill >= 0.4001", .undecided),
    ("skill >= 0.6", .undecided), ("skill >= 0.6001", .missed),
    ("skill(narrative-test, homophones, 1-best, 2) >= 0.4", .met),
    ("skill-kept(homophones, 1-best, 2) >= 0.4", .met),
    ("skill-kept(homophones, 1-best, 2) >= 0.61", .missed),
    ("wer(homophones, n-best, 25%) <= 0.22", .met),
    ("nprr(homophones, 1-best, 2) <= 30%", .met), ("nprr(reordering) <= 29%", .undecided),
    ("nprr(reordering) <= 9%", .missed), ("not worse than frozen by 0.2 points", .met),
    ("not worse than frozen by 0.1 points (homophones, n-best, 2)", .undecided),
  ])
  func `an end of the interval that equals the bound meets it`(
    text: String, outcome: RequirementVerdict.Outcome
  ) throws {
    let verdict = try verdict(text, JudgedRecord.make())
    #expect(verdict.outcome == outcome)
    #expect((verdict.doubt == .boundInInterval) == (outcome == .undecided))
  }

  @Test func `a model that is certainly worse misses`() throws {
    let record = JudgedRecord.make(
      difference: .estimate(JudgedRecord.estimate(0.004, 0.0021, 0.006)))
    #expect(try verdict("not worse than frozen by 0.2 points", record).outcome == .missed)
  }

  @Test func `every model but the first pass is judged, or the one that is named`() throws {
    let record = JudgedRecord.make()
    #expect(try verdicts("wer <= 1", record).map(\.model) == ["frozen", "full", "lora"])
    #expect(try verdicts("lora: wer <= 1", record).map(\.model) == ["lora"])
    #expect(
      try verdicts("not worse than frozen by 1 point", record).map(\.model) == ["full", "lora"])
  }

  @Test func `without an interval a figure decides nothing, and says why`() throws {
    let flat = JudgedRecord.make(wer: JudgedRecord.estimate(0, 0, 0))
    let noInterval = try verdict("wer <= 0.2", flat)
    #expect(noInterval.outcome == .undecided && noInterval.doubt == .noInterval)
    let undefined = JudgedRecord.make(skill: .undefined(.noHeadroom))
    let noFigure = try verdict("skill >= 0.2", undefined)
    #expect(noFigure.outcome == .undecided && noFigure.doubt == .noFigure)
    #expect(noFigure.figure?.reason == .noHeadroom)
    let older = try verdict("skill >= 0.2", JudgedRecord.make(skill: nil))
    #expect(older.outcome == .undecided && older.doubt == .notMeasured)
    let difference = Degradation(
      kind: .absolute, estimate: JudgedRecord.estimate(0.01, 0.005, 0.02))
    let noRatio = try verdict("nprr(reordering) <= 0.3", JudgedRecord.make(nprr: difference))
    #expect(noRatio.outcome == .undecided && noRatio.doubt == .noRatio)
  }

  /// No list has a word with another spelling.
  @Test func `a perturbation that changes nothing decides nothing`() throws {
    let corpus = Corpus(
      name: "plain", digest: .sha256(of: "plain"),
      utterances: (0..<12).map { index in
        Utterance(
          id: "u\(index)", reference: "b c",
          nBest: NBestList(
            ["b", "b c"].enumerated().map {
              Hypothesis(text: $1, costs: FirstPassCosts(total: Double($0)))
            }))
      })
    let kit = try SmallWorld.kit()
    let run = try RobustnessRun(
      configuration: RunConfiguration(resamples: 200),
      models: [
        SecondPass(
          model: FunctionModel(name: "longest") { -Double($0.count) },
          interpolation: .secondPassAlone)
      ],
      corpora: [corpus],
      perturbations: try kit.perturbations([.spellingVariants], strengths: [.words(1)]),
      properties: [], kit: kit)
    let requirements = try run.requirements([
      RequirementText("wer(spelling-variants, n-best, 1) <= 1"),
      RequirementText("wer <= 1"),
    ])
    let record = try run.record(
      programVersion: "test", command: "none", requirements: requirements)
    let verdicts = try #require(record.requirements)
    #expect(verdicts[0].outcome == .undecided && verdicts[0].doubt == .nothingChanged)
    #expect(verdicts[1].doubt != .nothingChanged)
  }

  @Test func `one miss outweighs a doubt, and a doubt outweighs what is met`() {
    #expect(Outcome(all: []) == .met)
    #expect(Outcome(all: [.met, .met]) == .met)
    #expect(Outcome(all: [.met, .undecided]) == .undecided)
    #expect(Outcome(all: [.undecided, .missed, .met]) == .missed)
  }

  @Test func `a record judged by nothing holds no requirements`() {
    let record = JudgedRecord.make()
    #expect(record.judged(by: []) == record)
  }

  /// No model is the baseline here, so the run's own contrasts are with the first pass alone.
  @Test func `a run compares with any model that a requirement names`() throws {
    let corpus = Corpus(
      name: "hand-made", digest: .sha256(of: "hand-made"),
      utterances: (0..<12).map { index in
        Utterance(
          id: "u\(index)", reference: "a b c d",
          nBest: NBestList(
            (index % 3 == 0 ? ["a b c", "a b c d"] : ["a b c d e", "a b c d"]).enumerated().map {
              Hypothesis(text: $1, costs: FirstPassCosts(total: Double($0)))
            }))
      })
    let run = try RobustnessRun(
      configuration: RunConfiguration(resamples: 200),
      models: [
        SecondPass(
          model: FunctionModel(name: "shortest") { Double($0.count) },
          interpolation: .secondPassAlone),
        SecondPass(
          model: FunctionModel(name: "longest") { -Double($0.count) },
          interpolation: .secondPassAlone),
      ],
      corpora: [corpus], perturbations: [Unperturbed()], properties: [])
    let requirements = try run.requirements([
      RequirementText("not worse than longest by 0 points"),
      RequirementText("longest: not worse than shortest by 1 point (none)"),
      RequirementText("not worse than first-pass by 0 points"),
    ])
    let record = try run.record(
      programVersion: "test", command: "none", requirements: requirements)
    let verdicts = try #require(record.requirements)
    #expect(verdicts.map(\.model) == ["shortest", "longest", "shortest", "longest"])
    // Shortest errs in a third, longest in two thirds of the lists.
    #expect(verdicts[0].figure?.estimate?.value == -4.0 / 48)
    #expect(verdicts.allSatisfy { $0.doubt != .notMeasured })
    let required = try #require(record.corpora[0].requiredContrasts)
    #expect(required.map(\.against) == ["longest", "shortest"])
    let plain = try run.record(programVersion: "test", command: "none")
    #expect(plain.requirements == nil && plain.corpora[0].requiredContrasts == nil)
    #expect(plain.corpora[0].contrasts == record.corpora[0].contrasts)
  }
}
