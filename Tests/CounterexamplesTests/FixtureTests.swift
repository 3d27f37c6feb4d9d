import Artifacts
import Counterexamples
import Foundation
import Lexicons
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
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
      secondPass: SmallWorld.secondPass(broken))
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
    let path = try found.write(toFolder: folder)
    #expect(path == "\(folder)/\(found.id).json")
    #expect(try Counterexample(contentsOf: path) == found)
    #expect(try Counterexample.all(in: folder) == [found])
  }

  @Test func `the smallest text-form failure is one hypothesis of one word`() throws {
    let found = try counterexample()
    #expect(found.clean.count == 1)
    #expect(found.clean[0].text.split(separator: " ").count == 1)
    // These forms are not the shipped ones, so the recipe says which they are.
    #expect(
      found.recipe
        == .custom(CustomPerturbation(id: "text-form", parameters: ["forms": "upperCase"])))
  }

  @Test func `a missing or an empty folder is an error, not an empty list`() throws {
    #expect(throws: FixtureError.noFixtures(folder: folder)) {
      try Counterexample.all(in: folder)
    }
    _ = try write("not a fixture", named: "README.md")
    #expect(throws: FixtureError.noFixtures(folder: folder)) {
      try Counterexample.all(in: folder)
    }
  }

  @Test func `a missing file is told`() {
    #expect(throws: FixtureError.file(.missing(path: "/no/such.json"))) {
      try Counterexample(contentsOf: "/no/such.json")
    }
  }

  @Test(arguments: [("{", "no JSON"), ("{}", "no key \"version\""), ("{\"version\":2}", "no key")])
  func `a damaged file is told with path and key`(text: String, expected: String) throws {
    let path = try write(text)
    do {
      _ = try Counterexample(contentsOf: path)
      Issue.record("expected an error")
    } catch {
      #expect(error.description.hasPrefix(path))
      #expect(error.description.contains(expected), "\(error)")
    }
  }

  @Test func `a later version is refused`() throws {
    let path = try write("{\"version\":99}")
    #expect(throws: FixtureError.unsupportedFixture(path: path, expected: 4, found: 99)) {
      try Counterexample(contentsOf: path)
    }
  }

  @Test func `a correspondence to no hypothesis is refused`() throws {
    let json = String(decoding: try counterexample().json, as: UTF8.self)
    let path = try write(
      json.replacingOccurrences(
        of: "\"correspondence\" : [\n    0\n  ]", with: "\"correspondence\" : [\n    7\n  ]"))
    #expect(throws: FixtureError.self) { try Counterexample(contentsOf: path) }
  }

  @Test func `replay says still fails, passes, and how it was`() throws {
    let found = try counterexample()
    let own = [TextFormInvariance(forms: [.upperCase])]
    let failing = try FixtureReplay(found, model: broken, properties: own)
    #expect(failing.verdict == .stillFails)
    #expect(failing.isSameModel)
    #expect(failing.outcome.margin == found.margin)
    let passing = try FixtureReplay(found, model: FunctionModel { _ in 1 }, properties: own)
    #expect(passing.verdict == .passes)
    #expect(!passing.isSameModel)
  }

  /// What a model says that can't tell homophones apart, smallest.
  func discrimination(_ kit: PerturbationKit) throws -> Counterexample {
    let prepared = PreparedCorpus(SmallWorld.corpus, listLimit: 5)
    let check = PropertyCheck(secondPass: SmallWorld.secondPass(blind))
    let finding = try check.finding(
      PropertyCases(
        of: .homophoneDiscrimination(kit.homophoneCandidates), in: prepared, limit: 5, seed: 1),
      in: prepared)
    return try #require(finding.counterexamples.first)
  }

  let blind = FunctionModel { _ in 1 }

  @Test func `an edited lexicon is told: still in the domain, or no longer`() throws {
    let found = try discrimination(try SmallWorld.kit())
    #expect(found.recipe.sources.lexicon?.digest == (try SmallWorld.index()).lexicon.digest)
    let more = try SmallWorld.kit(adding: "fur  F ER1\nfir  F ER1")
    let still = try FixtureReplay(found, model: blind, kit: more)
    #expect(still.verdict == .stillFails)
    #expect(
      still.sourceEdits.map(\.description) == [
        "made with lexicon \(try SmallWorld.index().lexicon.digest.short), judged with "
          + more.homophones.lexicon.digest.short
      ])
    // A model for which it holds: but without the homophone nothing can be said to hold.
    let said = found.clean[0].text
    let bare = PerturbationKit(
      HomophoneIndex(try Lexicon(text: "a  AH0\n", path: "bare", format: .cmudict)))
    let replay = try FixtureReplay(found, model: FunctionModel { $0 == said ? 0 : 1 }, kit: bare)
    #expect(!replay.outcome.isFailure)
    guard case .noLongerInDomain(let reason) = replay.verdict else {
      Issue.record("expected to be out of the domain, found \(replay.verdict)")
      return
    }
    #expect(reason.contains("the perturbation \"homophones\" does not replace"))
  }

  @Test func `a lexicon read another way is another lexicon`() throws {
    let found = try discrimination(try SmallWorld.kit())
    let marks = PhoneMarks(tones: .dropped, length: .kept)
    let replay = try FixtureReplay(
      found, model: blind, kit: try SmallWorld.kit(reading: marks))
    #expect(
      replay.sourceEdits.map(\.description) == [
        "made with lexicon read as cmudict, tones kept, length marks kept, judged with cmudict, "
          + "tones dropped, length marks kept"
      ])
  }

  /// The settings under which a fixture was made are in it; whoever replays it need not know them.
  @Test func `a fixture is judged under the settings that it was made with`() throws {
    let unusual = try SmallWorld.kit {
      $0.candidates = 1
      $0.spellings = .included
    }
    let found = try discrimination(unusual)
    let settings = try #require(found.recipe.settings)
    #expect(settings.candidates == 1 && settings.spellings == .included)
    let strict = try SmallWorld.kit { $0.minimumFrequency = 1_000_000 }
    let replay = try FixtureReplay(found, model: blind, kit: strict)
    #expect(replay.verdict == .stillFails)
    #expect(replay.sourceEdits.isEmpty)
  }

  @Test func `a word more in one list than in the other leaves the domain`() throws {
    let found = try discrimination(try SmallWorld.kit())
    let path = try found.write(toFolder: folder)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let said = try #require(found.clean.first?.text)
    try text.replacing("\"text\" : \"\(said)\"", with: "\"text\" : \"big \(said)\"")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let edited = try Counterexample(contentsOf: path)
    #expect(edited.clean[0].text == "big " + said)
    let replay = try FixtureReplay(edited, model: blind, kit: try SmallWorld.kit())
    guard case .noLongerInDomain(let reason) = replay.verdict else {
      Issue.record("expected to be out of the domain, found \(replay.verdict)")
      return
    }
    #expect(reason.hasPrefix("the recorded replacements do not turn \"big"))
  }

  @Test func `a perturbation of somebody's own is judged by who has it, in its version`() throws {
    let own = TextFormInvariance(forms: [.upperCase])
    let found = try counterexample()
    #expect(
      throws: FixtureError.unknownPerturbation(
        id: "text-form", property: "text-form-invariance", known: [])
    ) {
      try FixtureReplay(found, model: broken, kit: try SmallWorld.kit())
    }
    #expect(try FixtureReplay(found, model: broken, properties: [own]).verdict == .stillFails)
    let other = TextFormInvariance(forms: [.upperCase, .decomposed])
    #expect(
      try FixtureReplay(found, model: broken, properties: [other]).verdict
        == .noLongerInDomain(
          reason: "made by text-form version 1 (forms upperCase), judged by text-form version 1 "
            + "(forms upperCase decomposed)"))
  }

  /// The fixture as an earlier version wrote it.
  func former(_ version: Int, _ found: Counterexample) -> String {
    var json = String(decoding: found.json, as: UTF8.self)
    json = json.replacing("\"version\" : 4", with: "\"version\" : \(version)")
    if let start = json.firstRange(of: "  \"recipe\" : {")?.lowerBound,
      let end = json[start...].firstRange(of: "\n  },\n")?.upperBound
    {
      let lexicon = found.recipe.sources.lexicon.map {
        "  \"lexicon\" : \"\($0.digest.hexadecimal)\",\n"
      }
      json.replaceSubrange(
        start..<end, with: "  \"perturbation\" : \"\(found.recipe.id)\",\n" + (lexicon ?? ""))
    }
    return version > 1 ? json : json.replacing("  \"kind\" : \"smallest\",\n", with: "")
  }

  @Test(arguments: 1...3)
  func `a fixture of an earlier version is migrated on reading`(version: Int) throws {
    let found = try discrimination(try SmallWorld.kit())
    let path = try write(former(version, found))
    let migrated = try Counterexample(contentsOf: path)
    #expect(migrated.clean == found.clean && migrated.perturbed == found.perturbed)
    let settings = try #require(migrated.recipe.settings)
    // What those versions did not record is as commands had it by default.
    #expect(settings.kind == .homophones && settings.scope == .oneBest)
    #expect(settings.candidates == 5 && settings.minimumFrequency == 50)
    #expect(settings.sources.lexicon?.digest == found.recipe.sources.lexicon?.digest)
    // Written anew, it is of the present version and reads as the same fixture.
    try migrated.write(toFolder: folder)
    #expect(try Counterexample(contentsOf: "\(folder)/\(migrated.id).json") == migrated)
  }

  @Test func `what version 2 demands, version 2 must have`() throws {
    let damaged = try write(
      former(2, try counterexample()).replacing("  \"kind\" : \"smallest\",\n", with: ""))
    #expect(throws: FixtureError.malformedFixture(path: damaged, reason: "no key \"kind\"")) {
      try Counterexample(contentsOf: damaged)
    }
  }

  @Test(arguments: [
    ("\"candidates\" : 5", "\"candidates\" : 0", "expected at least 1 candidate"),
    ("\"minimumFrequency\" : 0", "\"minimumFrequency\" : \"many\"", "minimumFrequency"),
    (
      "\"kind\" : \"homophones\"", "\"kind\" : \"telepathy\"",
      "expected one of homophones, near-homophones, "
    ),
    ("\"minimumFrequency\" : 0", "\"minimumFrequency\" : -1", "expected at least 0, found -1"),
    ("\"candidates\" : 5", "\"candidates\" : 5, \"candidate\" : 3", "found \"candidate\""),
    ("\"words\" : 1", "\"words\" : 1, \"share\" : 0.5", "expected either"),
    ("\"digest\" : \"", "\"digest\" : \"zzz", "expected digests of 64 hexadecimal digits"),
    ("\"words\" : 1", "\"words\" : -1", "expected at least 1 word"),
  ])
  func `a recipe that no option allows is refused with its key`(
    part: String, edited: String, expected: String
  ) throws {
    let found = try discrimination(try SmallWorld.kit())
    let json = String(decoding: found.json, as: UTF8.self)
    #expect(json.contains(part))
    let path = try write(json.replacing(part, with: edited))
    do {
      _ = try Counterexample(contentsOf: path)
      Issue.record("expected an error")
    } catch {
      #expect(error.description.hasPrefix(path) && error.description.contains(expected), "\(error)")
      #expect(error.description.contains("recipe"), "\(error)")
    }
  }

  @Test(arguments: [
    ("{\"kind\":\"homophones\",\"scope\":\"nBest\"}", "expected a strength, as homophones has one"),
    ("{\"kind\":\"custom\",\"id\":\"\",\"version\":1,\"parameters\":{}}", "the perturbation's id"),
    ("{\"kind\":\"custom\",\"id\":\"x\",\"version\":-1,\"parameters\":{}}", "found -1"),
    (
      "{\"kind\":\"none\",\"scope\":\"nBest\",\"voice\":\"--help\"}", "expected the name of a voice"
    ),
    ("{\"kind\":\"none\",\"scope\":3}", "expected a string, found a number"),
    (
      "{\"kind\":\"score-noise\",\"scope\":\"nBest\",\"noise\":{}}",
      "expected one key, found none or several"
    ),
  ])
  func `a recipe without sense is refused`(text: String, expected: String) throws {
    do {
      _ = try JSONDecoder().decode(PerturbationRecipe.self, from: Data(text.utf8))
      Issue.record("expected an error")
    } catch {
      #expect(JSONFault.description(of: error).contains(expected), "\(JSONFault(error))")
    }
  }

  @Test func `a fixture says which hypothesis is selected, one in each list`() throws {
    let found = try discrimination(try SmallWorld.kit())
    let json = String(decoding: found.json, as: UTF8.self)
    for (part, edited) in [("true", "false"), ("false", "true")] {
      let path = try write(
        json.replacing("\"isSelected\" : \(part)", with: "\"isSelected\" : \(edited)"))
      guard json.contains("\"isSelected\" : \(part)") else { continue }
      let error = #expect(throws: FixtureError.self) { try Counterexample(contentsOf: path) }
      #expect(error?.description.contains("selected") == true, "\(String(describing: error))")
    }
  }

  @Test func `a fixture that did not record its settings says so, and keeps to no strength`() throws
  {
    let found = try discrimination(try SmallWorld.kit())
    let migrated = try Counterexample(contentsOf: try write(former(3, found)))
    let bare = PerturbationKit(
      HomophoneIndex(try Lexicon(text: "a  AH0\n", path: "bare", format: .cmudict)))
    guard
      case .noLongerInDomain(let reason) = try FixtureReplay(migrated, model: blind, kit: bare)
        .verdict
    else {
      Issue.record("expected to be out of the domain")
      return
    }
    #expect(reason.hasSuffix("; its file does not record the settings it was made with"))
  }

  @Test func `a fixture is judged under the perturbation that it names`() throws {
    let junctures = PhraseSubstitution(
      "junctures", confuser: ConfusionFunction(table: ["ice cream": ["i scream"]]))
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
      property: property, secondPass: SmallWorld.secondPass(model)
    ).shrink(
      item, perturbationChoices: nil,
      origin: CounterexampleOrigin(corpus: "c", utterance: "u", reference: "ice cream"))?.smallest
    let fixture = try #require(found)
    let replay = try FixtureReplay(
      fixture, model: model, properties: SmallWorld.properties + [property])
    #expect(replay.verdict == .stillFails)
    #expect(
      throws: FixtureError.unknownPerturbation(
        id: "junctures", property: "rank-stability", known: ["homophones"])
    ) {
      try FixtureReplay(
        fixture, model: model, properties: SmallWorld.properties)
    }
  }

  @Test func `a property that is not at hand is an error with those that are`() throws {
    let found = try counterexample()
    #expect(
      throws: FixtureError.unknownProperty(
        id: "text-form-invariance", known: ["order-invariance"])
    ) {
      try FixtureReplay(
        found, model: broken, properties: [.orderInvariance])
    }
  }
}
