import Artifacts
import Counterexamples
import Foundation
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

/// Which parts of a smallest list may be anything: "or any other word here".
@Suite struct `An explanation` {
  static let prepared = PreparedCorpus(SmallWorld.corpus, listLimit: 5)
  static let origin = CounterexampleOrigin(corpus: "c", utterance: "u", reference: "r")

  /// The smallest list of `item` that breaks the property for `model`.
  static func smallest(
    _ item: RobustnessCase, _ property: any RobustnessProperty, _ model: any RescoringModel,
    explanation: ExplanationLimits = ExplanationLimits(texts: SmallWorld.references),
    batch: Int = 8, deadline: @escaping () -> Bool = { false }
  ) throws -> Counterexample {
    let shrinker = CounterexampleShrinker(
      property: property, secondPass: SmallWorld.secondPass(model),
      limits: ShrinkLimits(maximumExecutions: 2_000, batchSize: batch), keptMargin: nil,
      explanation: explanation)
    return try #require(
      try shrinker.shrink(
        item, perturbationChoices: nil, origin: origin, deadline: deadline)
    ).smallest
  }

  /// "we're" is misheard in the first of two hypotheses.
  static let weir: RobustnessCase = {
    let clean = SmallWorld.list("we're over there", "hello you")
    return RobustnessCase(
      clean: clean,
      perturbed: PerturbedList(
        NBestList([
          Hypothesis(text: "weir over there", costs: clean[0].costs), clean[1],
        ]),
        replacements: [
          Replacement(hypothesis: 0, position: 0, original: "we're", replacement: "weir")
        ]))
  }()
  static let stability = RankStability(under: .homophones(SmallWorld.candidates))

  static func part(
    _ kind: VariablePart.Kind, of found: Counterexample
  ) -> VariablePart? {
    found.explanation?.parts.first { $0.kind == kind && $0.isFree }
  }

  @Test func `a model that minds one word lets everything else be anything`() throws {
    let model = FunctionModel { $0.hasPrefix("weir") ? 10 : 0 }
    let found = try Self.smallest(Self.weir, Self.stability, model)
    #expect(found.clean.map(\.text) == ["we're", "you"])
    let explanation = try #require(found.explanation)
    #expect(explanation.isComplete)
    // The other hypothesis, but not the word that is misheard: another one would not be dear.
    let other = try #require(Self.part(.hypothesis, of: found))
    #expect(other.hypotheses == [1])
    #expect(other.tried >= 5)
    #expect(Self.part(.change, of: found) == nil)
    #expect(Self.part(.alternative, of: found) == nil)
    // "you" is part of a hypothesis that may be any: not told again.
    #expect(Self.part(.word, of: found) == nil)
    #expect(explanation.sentences.first?.hasPrefix("hypothesis 2 may be anything else (") == true)
    #expect(found.description.contains("  varies      hypothesis 2 may be anything else"))
  }

  @Test func `a word that must be the same in both may still be another`() throws {
    // Dear: "weir" beside the word that the other hypothesis has, too.
    let model = FunctionModel { $0.hasPrefix("weir ") ? 10 : 0 }
    let clean = SmallWorld.list("we're there", "no there")
    let item = RobustnessCase(
      clean: clean,
      perturbed: PerturbedList(
        NBestList([Hypothesis(text: "weir there", costs: clean[0].costs), clean[1]]),
        replacements: Self.weir.perturbed.replacements))
    let found = try Self.smallest(item, Self.stability, model)
    #expect(found.clean.map(\.text).contains("we're there"))
    let free = try #require(found.explanation).parts.filter(\.isFree)
    #expect(free.contains { $0.kind == .word && $0.text == "there" })
    #expect(!free.contains { $0.kind == .word && $0.text == "weir" })
  }

  @Test func `a model that is blind to homophones is broken by any of them`() throws {
    let blind = FunctionModel { _ in 1 }
    let check = PropertyCheck(
      secondPass: SmallWorld.secondPass(blind))
    let property = HomophoneDiscrimination(SmallWorld.candidates)
    let finding = try check.finding(
      PropertyCases(of: property, in: Self.prepared, limit: 5, seed: 1), in: Self.prepared)
    let found = try #require(finding.counterexamples.first)
    let change = try #require(Self.part(.change, of: found))
    #expect(change.text == found.replacements[0].original)
    #expect(change.tried > 5)
    #expect(change.examples.count == 3)
    #expect(change.sentence.contains("also fails ("))
  }

  @Test func `what becomes of a word in another form is known of every word`() throws {
    let finding = try `Shrinking failures`.finding(
      `Shrinking failures`.capitals, `Shrinking failures`.shouting)
    let found = try #require(finding.counterexamples.first)
    let change = try #require(Self.part(.change, of: found))
    #expect(change.replacement == change.text?.uppercased())
    #expect(change.tried == 12)
  }

  @Test func `where everything matters it says so`() throws {
    let wanted = ["we're": 0.0, "hello": 0.2, "weir": 1]
    let model = FunctionModel { wanted[$0] ?? ($0.count > 6 ? Double($0.count) : -5) }
    let clean = SmallWorld.list("we're", "hello")
    let item = RobustnessCase(
      clean: clean,
      perturbed: PerturbedList(
        NBestList([Hypothesis(text: "weir", costs: clean[0].costs), clean[1]]),
        replacements: Self.weir.perturbed.replacements))
    let found = try Self.smallest(item, Self.stability, model)
    let explanation = try #require(found.explanation)
    #expect(explanation.parts.allSatisfy { $0.kind != .word && $0.kind != .hypothesis })
    let none = CounterexampleExplanation(
      parts: [], varyTogether: nil, isComplete: true, executions: 9)
    #expect(none.sentences == ["nothing: every part matters"])
  }

  @Test func `any batch size gives the same explanation`() throws {
    let model = FunctionModel { $0.hasPrefix("weir") ? 10 : 0.001 * Double($0.utf8.count) }
    let one = try Self.smallest(Self.weir, Self.stability, model, batch: 1)
    #expect(one.explanation != nil)
    for batch in [3, 8, 64] {
      let many = try Self.smallest(Self.weir, Self.stability, model, batch: batch)
      #expect(many.json == one.json)
    }
  }

  @Test func `a limit leaves parts out and says so`() throws {
    let model = FunctionModel { $0.contains("weir") ? 10 : 0 }
    let short = ExplanationLimits(texts: SmallWorld.references, maximumExecutions: 20)
    let found = try Self.smallest(Self.weir, Self.stability, model, explanation: short)
    let explanation = try #require(found.explanation)
    #expect(!explanation.isComplete)
    #expect(explanation.executions <= 20)
    #expect(explanation.sentences.last == "not every part was tried before the limit")
    let none = ExplanationLimits(texts: SmallWorld.references, maximumExecutions: 0)
    #expect(
      try Self.smallest(Self.weir, Self.stability, model, explanation: none).explanation == nil)
    let silent = ExplanationLimits(texts: [])
    #expect(
      try Self.smallest(Self.weir, Self.stability, model, explanation: silent).explanation == nil)
  }

  @Test func `it comes back from a fixture, and fixtures without it are read`() throws {
    let model = FunctionModel { $0.contains("weir") ? 10 : 0 }
    let found = try Self.smallest(Self.weir, Self.stability, model)
    let data = found.json
    #expect(try JSONDecoder().decode(Counterexample.self, from: data) == found)
    var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object.removeValue(forKey: "explanation") != nil)
    object["version"] = 2
    object["perturbation"] = "homophones"
    let old = try JSONSerialization.data(withJSONObject: object)
    #expect(try JSONDecoder().decode(Counterexample.self, from: old).explanation == nil)
  }

  @Test func `a flaky model is told, and nothing is said of its lists`() throws {
    let drifting = BrokenModel(.drifts, of: SmallWorld.healthy)
    let finding = try `Shrinking failures`.finding(.orderInvariance, drifting)
    let found = try #require(finding.counterexamples.first)
    #expect(found.flakiness?.margin != nil)
    #expect(!found.failure.contains("flaky"))
    #expect(found.explanation == nil)
    #expect(found.description.contains("  flaky       asked again, the margin is "))
    let data = found.json
    #expect(try JSONDecoder().decode(Counterexample.self, from: data) == found)
  }

  @Test(arguments: [("-0.25", -0.25 as Double?), ("-inf", nil)])
  func `version 2 told of flakiness in words`(margin: String, expected: Double?) throws {
    let model = FunctionModel { $0.contains("weir") ? 10 : 0 }
    let data = try Self.smallest(Self.weir, Self.stability, model).json
    var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    object["version"] = 2
    object["perturbation"] = "homophones"
    object["failure"] = "it fails; flaky: asked again, the margin is \(margin)"
    let old = try JSONDecoder().decode(
      Counterexample.self, from: try JSONSerialization.data(withJSONObject: object))
    #expect(old.failure == "it fails")
    #expect(old.flakiness == Counterexample.Flakiness(margin: expected))
    // What version 3 says in `failure` is just that.
    object["version"] = 3
    let new = try JSONDecoder().decode(
      Counterexample.self, from: try JSONSerialization.data(withJSONObject: object))
    #expect(new.flakiness == nil && new.failure.contains("flaky"))
  }
}
