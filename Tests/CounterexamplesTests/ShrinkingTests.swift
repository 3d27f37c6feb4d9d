import Artifacts
import Counterexamples
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

/// Shrinking that keeps the margin, that tells two models apart, and that finds different bugs.
@Suite struct `Shrinking failures` {
  static let prepared = PreparedCorpus(SmallWorld.corpus, listLimit: 5)

  /// Every capital costs a nat.
  static let shouting = FunctionModel(name: "shouting") { Double($0.count { $0.isUppercase }) }
  static let capitals = TextFormInvariance(forms: [.upperCase])

  static func finding(
    _ property: any RobustnessProperty, _ model: any RescoringModel,
    against contrast: (any RescoringModel)? = nil, counterexamples: Int = 1, batch: Int = 8,
    keptMargin: Double? = 0.5, in prepared: PreparedCorpus = prepared,
    deadline: @escaping () -> Bool = { false }
  ) throws -> PropertyFinding {
    let check = PropertyCheck(
      secondPass: SmallWorld.secondPass(model), contrast: contrast.map(SmallWorld.secondPass),
      counterexamples: counterexamples,
      limits: ShrinkLimits(maximumExecutions: 2_000, batchSize: batch), keptMargin: keptMargin)
    return try check.finding(
      PropertyCases(of: property, in: prepared, limit: 20, seed: 1), in: prepared,
      deadline: deadline)
  }

  @Test func `two fixtures: the smallest, and the smallest with a margin`() throws {
    let finding = try Self.finding(Self.capitals, Self.shouting)
    let bug = try #require(finding.bugs.first)
    let worst = try #require(finding.worstMargin)
    let strong = try #require(bug.withMargin)
    #expect(bug.smallest.kind == .smallest)
    #expect(bug.smallest.margin.map { $0 > 0.5 * worst } == true, "\(bug.smallest)")
    #expect(strong.kind == .smallestWithMargin(floor: 0.5 * worst))
    #expect(strong.margin.map { $0 <= 0.5 * worst } == true, "\(strong)")
    #expect(bug.smallest.wordCount < strong.wordCount)
    #expect(Set(bug.counterexamples.map(\.id)).count == 2)
  }

  @Test func `a smallest list that is strong enough is the only fixture`() throws {
    // All or nothing: any capital costs 5.
    let model = FunctionModel { $0.contains { $0.isUppercase } ? 5 : 0 }
    let bug = try #require(try Self.finding(Self.capitals, model).bugs.first)
    #expect(bug.withMargin == nil)
    let none = try Self.finding(Self.capitals, Self.shouting, keptMargin: nil)
    #expect(none.bugs.first?.withMargin == nil)
  }

  @Test func `a difference: one model breaks while the other holds`() throws {
    // Both mind capitals, the other one only the "K" of "KNOW": so that can't be the difference.
    let other = FunctionModel(name: "other") { $0.contains("K") ? 1 : 0 }
    let alone = try Self.finding(Self.capitals, Self.shouting)
    let apart = try Self.finding(Self.capitals, Self.shouting, against: other)
    #expect(apart.failures < alone.failures)
    let smallest = try #require(apart.bugs.first?.smallest)
    #expect(!smallest.perturbed.contains { $0.text.contains("K") })
    #expect(smallest.contrast?.model.name == "other")
    #expect(smallest.contrast.map { $0.margin >= 0 } == true)
    #expect(smallest.description.contains("holds for   other"))
    let replay = try FixtureReplay(
      smallest, model: Self.shouting, contrast: other, properties: [Self.capitals])
    #expect(replay.verdict == .stillFails)
    #expect(replay.contrast?.isFailure == false)
    let same = try Self.finding(Self.capitals, Self.shouting, against: Self.shouting)
    #expect(same.failures == 0)
  }

  @Test func `different bugs, not one a hundred times`() throws {
    // Two words are dear: two bugs, however many lists show them.
    let model = FunctionModel { text in
      let words = text.split(separator: " ")
      return words.contains("weir") ? 3 : words.contains("see") ? 2 : 0
    }
    let texts = ["well go", "well run", "well do it", "well stop", "well eat", "well sleep on"]
    let lists = PreparedCorpus(
      Corpus(
        name: "wells", digest: .sha256(of: "wells"),
        utterances: texts.map {
          Utterance(id: $0, reference: $0, nBest: SmallWorld.list($0, "well", $0 + " then"))
        }), listLimit: 5)
    let finding = try Self.finding(TextChange(), model, counterexamples: 10, in: lists)
    #expect(finding.failures == 6)
    #expect(finding.bugs.map(\.failures) == [3, 3])
    #expect(
      finding.bugs.map { Set($0.smallest.replacements.map(\.replacement)) } == [["weir"], ["see"]])
  }

  @Test func `an invariance that fails everywhere is one bug`() throws {
    let model = BrokenModel(.dependsOnOrder, of: SmallWorld.healthy)
    let finding = try Self.finding(.orderInvariance, model, counterexamples: 10)
    #expect(finding.failures > 3)
    #expect(finding.bugs.map(\.failures) == [finding.failures])
  }

  @Test(arguments: [1, 2, 3, 8, 64])
  func `any batch size gives the same fixtures`(batch: Int) throws {
    let one = try Self.finding(Self.capitals, Self.shouting, batch: 1)
    let many = try Self.finding(Self.capitals, Self.shouting, batch: batch)
    #expect(many.bugs.map(\.counterexamples) == one.bugs.map(\.counterexamples))
    let (first, second) = (one.bugs[0].shrinking, many.bugs[0].shrinking)
    #expect(second.executions == first.executions)
    #expect(second.batches <= first.batches)
  }

  @Test func `a deadline ends with the best so far, and says so`() throws {
    var asked = 0
    nonisolated(unsafe) let count = { () -> Bool in
      asked += 1
      return asked > 3
    }
    let finding = try Self.finding(Self.capitals, Self.shouting, deadline: count)
    let bug = try #require(finding.bugs.first)
    #expect(bug.shrinking.ending == .deadline)
    #expect(bug.shrinking.sentence.contains("stopped at the deadline"))
  }
}

/// Costs must not change when words change: fails wherever the model minds a word.
private struct TextChange: RobustnessProperty {
  var id: String { "text-change" }
  var summary: String { "costs stay" }
  /// The two words that the test's model minds, in every list of six.
  var perturbation: any Perturbation { Planting() }

  func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    let clean = try secondPass.model.validatedCosts(for: cases.map(\.clean))
    let perturbed = try secondPass.model.validatedCosts(for: cases.map(\.perturbed.list))
    return cases.indices.map { index in
      let change = zip(clean[index], perturbed[index]).map { $1 - $0 }.max() ?? 0
      return PropertyOutcome(margin: 0.5 - change)
    }
  }
}

/// Puts "weir" or "see" for the first word of every hypothesis, by the length of the first text.
private struct Planting: Perturbation {
  var id: String { "planting" }
  var summary: String { "a word for the first" }
  func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    let word = list[0].text.utf8.count % 2 == 0 ? "weir" : "see"
    var replacements: [Replacement] = []
    let hypotheses = list.hypotheses.enumerated().map { index, hypothesis -> Hypothesis in
      var words = hypothesis.text.split(separator: " ").map(String.init)
      guard !words.isEmpty, words[0] != word else { return hypothesis }
      replacements.append(
        Replacement(hypothesis: index, position: 0, original: words[0], replacement: word))
      words[0] = word
      return Hypothesis(text: words.joined(separator: " "), costs: hypothesis.costs)
    }
    return PerturbedList(NBestList(hypotheses), replacements: replacements)
  }
}
