import Artifacts
import Counterexamples
import Foundation
import Lexicons
import Perturbations
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Robustness runs` {
  static let configuration = RunConfiguration(
    seed: 11, draws: 2, nBestDraws: 1, resamples: 200, baseline: "ngram", propertyCases: 6)
  static let strengths: [Strength] = [.words(1), .words(2), .share(0.5)]
  static let ngram = NGramModel(name: "ngram", trainedOn: SmallWorld.references)
  static let broken = BrokenModel(.dependsOnOrder, of: SmallWorld.healthy)

  static func run(
    _ configuration: RunConfiguration = configuration, strengths: [Strength] = strengths,
    corpora: [Corpus] = [SmallWorld.corpus], kit: PerturbationKit? = nil
  ) throws -> RobustnessRun {
    let kit = try kit ?? SmallWorld.kit()
    return try RobustnessRun(
      configuration: configuration,
      models: [
        SmallWorld.secondPass(SmallWorld.healthy), SmallWorld.secondPass(ngram),
        SmallWorld.secondPass(broken),
      ],
      corpora: corpora,
      perturbations: try kit.perturbations(
        [.homophones], scopes: PerturbationScope.allCases, strengths: strengths),
      properties: RobustnessProperties.standard(under: try kit.perturbation(.homophones)), kit: kit)
  }

  static func record(
    _ run: RobustnessRun, threads: Int = 1, journal: String? = nil,
    progress: (RunProgress) -> Void = { _ in }, isCancelled: () -> Bool = { false }
  ) throws -> RunRecord {
    try run.record(
      programVersion: "test", command: "none", threads: threads, journal: journal,
      progress: progress, isCancelled: isCancelled)
  }

  static func bytes(_ record: RunRecord) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(record)
  }

  /// Computed once: most tests look at the same record.
  static let shared = Result { try record(try run()) }

  @Test func `the first pass comes first and the baseline is marked`() throws {
    let record = try Self.shared.get()
    #expect(record.models.map(\.role) == [.firstPass, .examined, .baseline, .examined])
    #expect(record.corpora[0].models.map(\.model) == record.models.map(\.identity.name))
  }

  @Test func `clean figures are those of the selections`() throws {
    let corpus = try Self.shared.get().corpora[0]
    #expect(corpus.utterances == 6)
    #expect(corpus.hypotheses == 30)
    let firstPass = corpus.models[0].clean
    // By hand: every first hypothesis has its last word wrong.
    #expect(firstPass.errors.edits == 6)
    #expect(firstPass.errors.referenceWords == corpus.referenceWords)
    #expect(firstPass.changedSelections == 0)
    #expect(firstPass.againstFirstPass == nil)
    let healthy = corpus.models[1].clean
    #expect(healthy.errors.edits == 0)
    #expect(healthy.changedSelections == 6)
    #expect(healthy.againstFirstPass?.reduction.value == 1)
    #expect(healthy.againstBaseline != nil)
    #expect(corpus.models[2].clean.againstBaseline == nil)
    #expect(corpus.oracle.first == OracleRecord(limit: 1, errors: firstPass.errors))
    #expect(corpus.oracle.last?.errors.edits == 0)
  }

  @Test func `every scope, strength and counting is there`() throws {
    let corpus = try Self.shared.get().corpora[0]
    for model in corpus.models {
      #expect(model.perturbed.count == 3 * 3 * 2)
    }
    #expect(corpus.coverage.count == 9)
    #expect(corpus.coverage.allSatisfy { $0.replacedWords > 0 })
    let lists = corpus.coverage.map(\.lists)
    #expect(
      lists == [12, 12, 12, 6, 6, 6, 48, 48, 48],
      "two draws of the 1-best, one of the N-best, two of what each of four models selects")
  }

  @Test func `the healthy model keeps every choice, and pays only as heard`() throws {
    let results = try Self.shared.get().corpora[0].models[1].perturbed
    for result in results {
      #expect(result.keptSelections == 1)
      if result.counting == .asChosen { #expect(result.errors.edits == 0) }
      if result.counting == .asHeard, result.condition.scope == .nBest {
        #expect(result.errors.edits > 0)
      }
      // A clean WER of 0 has no ratio.
      #expect(result.nprr.kind == .absolute)
    }
  }

  @Test func `the first pass degrades as heard and not as chosen`() throws {
    for result in try Self.shared.get().corpora[0].models[0].perturbed {
      #expect(result.nprr.kind == .relative)
      switch result.counting {
      case .asChosen: #expect(result.nprr.estimate == Estimate(value: 0, lower: 0, upper: 0))
      case .asHeard: #expect(result.nprr.estimate.value > 0)
      }
    }
  }

  @Test func `NPRR is the ratio of the counts`() throws {
    let model = try Self.shared.get().corpora[0].models[0]
    for result in model.perturbed where result.counting == .asHeard {
      let draws = Self.configuration.draws(of: result.condition.scope)
      let perturbed = Double(result.errors.edits) / Double(draws)
      let clean = Double(model.clean.errors.edits)
      #expect(abs(result.nprr.estimate.value - (perturbed - clean) / clean) < 1e-12)
    }
  }

  @Test func `discrimination counts every homophone of every reference word`() throws {
    let models = try Self.shared.get().corpora[0].models
    #expect(models[0].discrimination == nil)
    let healthy = try #require(models[1].discrimination)
    // By hand, candidates of: we're 1, there 2, by 2, weir 1; hear 1, right 1, here 1; no 1, know 1;
    // two 2, to 2, see 1, sea 1, too 2; by 2, sea 1.
    #expect(healthy.pairs == 6 + 3 + 2 + 8 + 3)
    #expect(healthy.preferred == healthy.pairs)
    #expect(healthy.rate == ExactRate.estimate(5, of: 5))
    #expect(healthy.hardest.isEmpty)
    let ngram = try #require(models[2].discrimination)
    #expect(ngram.preferred + ngram.ties <= ngram.pairs)
  }

  @Test func `only the broken model breaks, with a counterexample`() throws {
    let record = try Self.shared.get()
    let models = record.corpora[0].models
    #expect(models[0].properties.isEmpty)
    #expect(models[1].properties.allSatisfy { $0.failures == 0 })
    let failed = models[3].properties.filter { $0.failures > 0 }
    #expect(failed.map(\.property).contains("order-invariance"))
    #expect(
      record.counterexamples.map(\.id)
        == models.flatMap { model in
          model.properties.flatMap(\.counterexamples)
        })
    #expect(record.counterexamples.allSatisfy { $0.origin.corpus == "small" })
  }

  @Test func `threads and repetition change nothing`() throws {
    let first = try Self.bytes(try Self.shared.get())
    #expect(try Self.bytes(Self.record(try Self.run(), threads: 2)) == first)
  }

  @Test func `another seed gives another record`() throws {
    let other = RunConfiguration(
      seed: 12, draws: 2, nBestDraws: 1, resamples: 200, baseline: "ngram", propertyCases: 6)
    let record = try Self.record(try Self.run(other))
    #expect(try record.corpora[0].models != Self.shared.get().corpora[0].models)
  }

  @Test func `a killed run goes on where it was, to the same bytes`() throws {
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString).journal"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let expected = try Self.bytes(try Self.shared.get())
    for stop in [1, 9, 20, 40] {
      var done = 0
      #expect(throws: RunError.cancelled) {
        try Self.record(
          try Self.run(), journal: path, progress: { done = $0.completed },
          isCancelled: { done >= stop })
      }
      // A kill can cut a line short.
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("0123abcd {\"key\":\"cut".utf8))
      try handle.close()
    }
    var last = RunProgress(completed: 0, total: 0, share: 0, freshShare: 0, label: "")
    let record = try Self.record(try Self.run(), journal: path, progress: { last = $0 })
    #expect(try Self.bytes(record) == expected)
    #expect(last.completed == last.total)
    // And once more from the whole journal.
    #expect(try Self.bytes(Self.record(try Self.run(), journal: path)) == expected)
  }

  @Test func `progress tells the share of the work, and which part of it is new`() throws {
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString).journal"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var steps: [RunProgress] = []
    _ = try Self.record(try Self.run(), journal: path, progress: { steps.append($0) })
    let shares = steps.map(\.share)
    #expect(shares == shares.sorted())
    #expect(shares.last == 1)
    // What the units are expected to be is what they add up to.
    #expect(abs(try #require(steps.last).freshShare - 1) < 1e-9)
    #expect(steps.contains { $0.label == "ngram on small: clean lists" })
    #expect(
      steps.contains {
        $0.label == "ngram on small: homophones in the top hypothesis, 1 word, draw 2"
      })
    #expect(!steps.contains { $0.label.contains("oneBest") || $0.label.contains("nBest") })
    // Figures are announced before they are computed, which takes long with many lists.
    #expect(steps.suffix(2).map(\.label) == ["figures of small", "figures of small"])
    #expect(steps.suffix(2).map { $0.total - $0.completed } == [1, 0])
    var again: [RunProgress] = []
    _ = try Self.record(try Self.run(), journal: path, progress: { again.append($0) })
    #expect(again.map(\.share) == shares)
    #expect(again.last?.freshShare == 0)
  }

  /// What a run is made of, changed in one thing.
  enum OtherInput: String, CaseIterable {
    case seed, strength, candidates, stress, spellings, languageCosts, utterances, lexiconReading

    func run() throws -> RobustnessRun {
      switch self {
      case .seed:
        try `Robustness runs`.run(
          RunConfiguration(
            seed: 99, draws: 2, nBestDraws: 1, resamples: 200, baseline: "ngram", propertyCases: 6))
      case .strength: try `Robustness runs`.run(strengths: [.words(1), .words(2), .share(0.6)])
      case .candidates: try run { $0.candidates = 1 }
      case .stress: try run { $0.stress = .kept }
      case .spellings: try run { $0.spellings = .included }
      case .languageCosts: try run { $0.languageCosts = .recomputed }
      // The same file, of which fewer utterances are used.
      case .utterances:
        try `Robustness runs`.run(
          corpora: [
            Corpus(
              name: SmallWorld.corpus.name, digest: SmallWorld.corpus.digest,
              utterances: Array(SmallWorld.utterances.prefix(4)))
          ])
      case .lexiconReading:
        try `Robustness runs`.run(
          kit: SmallWorld.kit(reading: PhoneMarks(tones: .dropped, length: .dropped)))
      }
    }

    private func run(
      _ change: (inout PerturbationSettings) -> Void
    ) throws -> RobustnessRun {
      try `Robustness runs`.run(
        kit: try SmallWorld.kit(languageModel: `Robustness runs`.ngram, change))
    }
  }

  @Test(arguments: OtherInput.allCases)
  func `a journal of other inputs is refused`(input: OtherInput) throws {
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString).journal"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var done = 0
    #expect(throws: RunError.cancelled) {
      try Self.record(
        try Self.run(), journal: path, progress: { done = $0.completed }, isCancelled: { done >= 3 }
      )
    }
    do {
      _ = try Self.record(try input.run(), journal: path)
      Issue.record("expected an error")
    } catch RunError.foreignJournal(let found, _, _) {
      #expect(found == path)
    }
  }

  @Test func `a journal of another run or version says what differs and what to do`() {
    let digits = String(repeating: "0123456789abcdef", count: 4)
    func message(_ found: String) -> String {
      RunError.foreignJournal(path: "j", expected: Digest(hexadecimal: digits), found: found)
        .description
    }
    #expect(
      message("fedcba9876543210").contains("run 0123456789ab, found one of run fedcba987654,"))
    #expect(message(digits + "\r").contains("run \(digits), found one of run \(digits)\\r,"))
    let former = RunError.unsupportedJournal(path: "j", found: "1").description
    #expect(former.contains("found version 1") && former.hasSuffix("pass --restart to start over"))
  }

  @Test func `a changed digit in a journal is found, and never becomes a figure`() throws {
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString).journal"
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try Self.record(try Self.run(), journal: path)
    let written = try String(contentsOfFile: path, encoding: .utf8)
    let selections = try #require(written.firstRange(of: "\"value\":[0"))
    try written.replacingCharacters(in: selections, with: "\"value\":[1")
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect(
      throws: RunError.malformedJournal(
        path: path, entry: 2, reason: "its checksum does not fit")
    ) {
      try Self.record(try Self.run(), journal: path)
    }
  }

  @Test func `a file that is no journal is refused and stays as it is`() throws {
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString).txt"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try "some notes\nwithout a line feed".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: RunError.notAJournal(path: path)) {
      try Self.record(try Self.run(), journal: path)
    }
    #expect(throws: RunError.notAJournal(path: path)) { try RunJournal.remove(at: path) }
    #expect(
      try String(contentsOfFile: path, encoding: .utf8) == "some notes\nwithout a line feed")
  }

  @Test func `a run that fails before it has found anything leaves no journal`() throws {
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString).journal"
    #expect(throws: RunError.self) {
      try Self.record(
        RobustnessRun(
          configuration: RunConfiguration(),
          models: [
            SmallWorld.secondPass(FunctionModel(name: "nan") { _ in .nan })
          ], corpora: [SmallWorld.corpus], perturbations: [], properties: []), journal: path,
        isCancelled: { true })
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `recomputed language costs leave the first pass its ranks`() throws {
    let configuration = RunConfiguration(
      seed: 11, draws: 2, nBestDraws: 1, resamples: 50, propertyCases: 1)
    let kit = try SmallWorld.kit(languageModel: Self.ngram) {
      $0.languageCosts = .recomputed
      $0.languageWeight = 1
    }
    let record = try Self.record(try Self.run(configuration, strengths: [.words(2)], kit: kit))
    let settings = try #require(record.provenance.perturbations.first?.settings)
    #expect(settings.languageCosts == .recomputed && settings.languageWeight == 1)
    #expect(settings.sources.languageModel == Self.ngram.identity.digest)
    let results = record.corpora[0].models[0].perturbed
    #expect(results.allSatisfy { $0.keptSelections == 1 })
    // Who weighs the recomputed costs chooses anew.
    let blind = try RobustnessRun(
      configuration: configuration,
      models: [
        SecondPass(
          model: FunctionModel(name: "blind") { _ in 0 },
          interpolation: Interpolation(acoustic: 0, language: 1, secondPass: 1))
      ],
      corpora: [SmallWorld.corpus],
      perturbations: try kit.perturbations([.homophones], strengths: [.words(2)]),
      properties: [], kit: kit)
    let moved = try Self.record(blind).corpora[0].models[1].perturbed
    #expect(moved.contains { $0.keptSelections < 1 })
  }

  @Test func `names must differ and the baseline must exist`() throws {
    let healthy = SmallWorld.secondPass(SmallWorld.healthy)
    #expect(throws: RunError.duplicateModel(name: "healthy")) {
      try RobustnessRun(
        configuration: RunConfiguration(), models: [healthy, healthy], corpora: [],
        perturbations: [], properties: [])
    }
    #expect(throws: RunError.duplicateCorpus(name: "small")) {
      try RobustnessRun(
        configuration: RunConfiguration(), models: [healthy],
        corpora: [SmallWorld.corpus, SmallWorld.corpus], perturbations: [], properties: [])
    }
    #expect(throws: RunError.unknownBaseline(name: "frozen", known: ["healthy"])) {
      try RobustnessRun(
        configuration: RunConfiguration(baseline: "frozen"), models: [healthy], corpora: [],
        perturbations: [], properties: [])
    }
    let empty = Corpus(name: "none", digest: .sha256(of: ""), utterances: [])
    #expect(throws: RunError.emptyCorpus(name: "none")) {
      try RobustnessRun(
        configuration: RunConfiguration(), models: [healthy], corpora: [empty],
        perturbations: [], properties: [])
    }
  }

  @Test func `a model that answers NaN stops the run with its name`() throws {
    let run = try RobustnessRun(
      configuration: Self.configuration.withoutBaseline,
      models: [SmallWorld.secondPass(FunctionModel(name: "nan") { _ in .nan })],
      corpora: [SmallWorld.corpus], perturbations: [], properties: [])
    do {
      _ = try Self.record(run)
      Issue.record("expected an error")
    } catch RunError.rescoring(.notFinite(let model, _, _)) {
      #expect(model == "nan")
    }
  }
}

extension RunConfiguration {
  fileprivate var withoutBaseline: RunConfiguration {
    RunConfiguration(
      seed: seed, draws: draws, nBestDraws: nBestDraws, resamples: resamples,
      propertyCases: propertyCases)
  }
}
