import ArtifactFiles
import Foundation
import PropertyTesting
import Rescoring
import Robustness
import Testing
import Transcripts

@Suite struct `Fixtures` {
  let folder = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString)"
  /// Dear: capitals.
  let broken = FunctionModel(name: "shouting") { Double($0.count { $0.isUppercase }) }

  func counterexample() throws -> Counterexample {
    let prepared = PreparedCorpus(SmallWorld.corpus, listLimit: 5)
    let property = TextFormInvariance(forms: [.upperCase])
    let check = PropertyCheck(
      secondPass: SmallWorld.secondPass(broken), lexicon: SmallWorld.lexicon)
    let finding = try check.finding(
      PropertyCases(of: property, in: prepared, limit: 5, seed: 1), in: prepared)
    return try #require(finding.counterexamples.first)
  }

  func write(_ text: String, named name: String = "f.json") throws -> String {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = "\(folder)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test func `a counterexample comes back from its file as it was`() throws {
    let found = try counterexample()
    let path = try FixtureFolder.save(found, in: folder)
    #expect(path == "\(folder)/\(found.id).json")
    #expect(try FixtureFolder.fixture(at: path) == found)
    #expect(try FixtureFolder.fixtures(in: folder) == [found])
  }

  @Test func `the smallest text-form failure is one hypothesis of one word`() throws {
    let found = try counterexample()
    #expect(found.clean.count == 1)
    #expect(found.clean[0].text.split(separator: " ").count == 1)
    #expect(found.lexicon == nil)
  }

  @Test func `a missing or an empty folder is an error, not an empty list`() throws {
    #expect(throws: RobustnessError.noFixtures(folder: folder)) {
      try FixtureFolder.fixtures(in: folder)
    }
    _ = try write("not a fixture", named: "README.md")
    #expect(throws: RobustnessError.noFixtures(folder: folder)) {
      try FixtureFolder.fixtures(in: folder)
    }
  }

  @Test func `a missing file is told`() {
    #expect(throws: RobustnessError.file(.missing(path: "/no/such.json"))) {
      try FixtureFolder.fixture(at: "/no/such.json")
    }
  }

  @Test(arguments: [("{", "no JSON"), ("{}", "no key \"version\""), ("{\"version\":2}", "no key")])
  func `a damaged file is told with path and key`(text: String, expected: String) throws {
    let path = try write(text)
    do {
      _ = try FixtureFolder.fixture(at: path)
      Issue.record("expected an error")
    } catch {
      #expect(error.description.hasPrefix(path))
      #expect(error.description.contains(expected), "\(error)")
    }
  }

  @Test func `a later version is refused`() throws {
    let path = try write("{\"version\":99}")
    #expect(throws: RobustnessError.unsupportedFixture(path: path, expected: 3, found: 99)) {
      try FixtureFolder.fixture(at: path)
    }
  }

  @Test func `a correspondence to no hypothesis is refused`() throws {
    let json = String(decoding: FixtureFolder.json(of: try counterexample()), as: UTF8.self)
    let path = try write(
      json.replacingOccurrences(
        of: "\"correspondence\" : [\n    0\n  ]", with: "\"correspondence\" : [\n    7\n  ]"))
    #expect(throws: RobustnessError.self) { try FixtureFolder.fixture(at: path) }
  }

  @Test func `replay says still fails, passes, and how it was`() throws {
    let found = try counterexample()
    let failing = try FixtureReplay(
      found, model: broken, properties: SmallWorld.properties, lexicon: SmallWorld.lexicon)
    #expect(failing.verdict == .stillFails)
    #expect(failing.isSameModel)
    #expect(failing.outcome.margin == found.margin)
    let passing = try FixtureReplay(
      found, model: FunctionModel { _ in 1 }, properties: SmallWorld.properties,
      lexicon: SmallWorld.lexicon)
    #expect(passing.verdict == .passes)
    #expect(!passing.isSameModel)
  }

  @Test func `an edited lexicon is told: still in the domain, or no longer`() throws {
    let blind = FunctionModel { _ in 1 }
    let prepared = PreparedCorpus(SmallWorld.corpus, listLimit: 5)
    let check = PropertyCheck(
      secondPass: SmallWorld.secondPass(blind), lexicon: SmallWorld.lexicon)
    let property = HomophoneDiscrimination(SmallWorld.candidates)
    let finding = try check.finding(
      PropertyCases(of: property, in: prepared, limit: 5, seed: 1), in: prepared)
    let found = try #require(finding.counterexamples.first)
    let other = Digest.sha256(of: "edited")
    let still = try FixtureReplay(
      found, model: blind, properties: SmallWorld.properties, lexicon: other)
    #expect(still.verdict == .stillFails)
    #expect(still.lexiconEdit == .init(recorded: SmallWorld.lexicon, found: other))
    // A model for which it holds: but without the homophone nothing can be said to hold.
    let said = found.clean[0].text
    let edited = RobustnessProperties.all(candidates: HomophoneCandidates(sets: [["a", "b"]]))
    let replay = try FixtureReplay(
      found, model: FunctionModel { $0 == said ? 0 : 1 }, properties: edited, lexicon: other)
    #expect(!replay.outcome.isFailure)
    guard case .noLongerInDomain(let reason) = replay.verdict else {
      Issue.record("expected to be out of the domain, found \(replay.verdict)")
      return
    }
    #expect(reason.contains("is not among the homophones of"))
  }

  @Test func `a fixture of version 1 is migrated on reading`() throws {
    let found = try counterexample()
    let json = String(decoding: FixtureFolder.json(of: found), as: UTF8.self)
    let old = json.replacingOccurrences(of: "\"version\" : 3", with: "\"version\" : 1")
      .replacingOccurrences(of: "  \"kind\" : \"smallest\",\n", with: "")
    #expect(!old.contains("\"kind\" : \"smallest\""))
    let path = try write(old)
    #expect(try FixtureFolder.fixture(at: path) == found)
    // What version 2 demands, version 2 must have.
    let damaged = try write(
      json.replacingOccurrences(of: "  \"kind\" : \"smallest\",\n", with: ""))
    #expect(throws: RobustnessError.malformedFixture(path: damaged, reason: "no key \"kind\"")) {
      try FixtureFolder.fixture(at: damaged)
    }
  }

  @Test func `a fixture is judged under the perturbation that it names`() throws {
    let junctures = PhraseSubstitution(
      "junctures", confuser: ConfusionFunction(table: ["ice cream": ["i scream"]]),
      usesLexicon: true)
    let clean = SmallWorld.list("ice cream", "hello")
    let item = RobustnessCase(
      clean: clean,
      perturbed: PerturbedList(
        NBestList([Hypothesis(text: "i scream", costs: clean[0].costs), clean[1]]),
        replacements: [
          Replacement(hypothesis: 0, position: 0, original: "ice cream", replacement: "i scream")
        ]))
    let model = FunctionModel { $0.contains("scream") ? 10 : 0 }
    let property = RankStability(under: junctures)
    let found = try CounterexampleShrinker(
      property: property, secondPass: SmallWorld.secondPass(model), lexicon: SmallWorld.lexicon
    ).shrink(
      item, perturbationChoices: nil,
      origin: CounterexampleOrigin(corpus: "c", utterance: "u", reference: "ice cream"))?.smallest
    let fixture = try #require(found)
    let replay = try FixtureReplay(
      fixture, model: model, properties: SmallWorld.properties + [property],
      lexicon: SmallWorld.lexicon)
    #expect(replay.verdict == .stillFails)
    #expect(
      throws: RobustnessError.unknownPerturbation(
        id: "junctures", property: "rank-stability", known: ["homophones"])
    ) {
      try FixtureReplay(
        fixture, model: model, properties: SmallWorld.properties, lexicon: SmallWorld.lexicon)
    }
  }

  @Test func `a property that is not at hand is an error with those that are`() throws {
    let found = try counterexample()
    #expect(
      throws: RobustnessError.unknownProperty(
        id: "text-form-invariance", known: ["order-invariance"])
    ) {
      try FixtureReplay(
        found, model: broken, properties: [.orderInvariance], lexicon: SmallWorld.lexicon)
    }
  }
}
