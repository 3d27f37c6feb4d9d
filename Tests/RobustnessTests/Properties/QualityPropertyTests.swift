import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Qualities` {
  private func judge(
    _ property: some RobustnessProperty, clean: NBestList, perturbed: NBestList,
    reference: String? = nil, weights: Interpolation = .secondPassAlone,
    cost: @escaping @Sendable (String) -> Double
  ) throws -> PropertyOutcome {
    try property.judge(
      [
        RobustnessCase(
          clean: clean, perturbed: PerturbedList(perturbed), reference: reference)
      ], of: SecondPass(model: FunctionModel(cost: cost), interpolation: weights))[0]
  }

  /// Undoing a mishearing makes both hypotheses equal: the text that is selected is the same.
  @Test func `rank stability compares texts, not places`() throws {
    func list(_ texts: [String]) -> NBestList {
      NBestList(
        texts.enumerated().map {
          Hypothesis(text: $1, costs: FirstPassCosts(total: 100 + Double($0)))
        })
    }
    let outcome = try judge(
      RankStability(under: Unperturbed()),
      clean: list(["the whether is great", "the weather is great"]),
      perturbed: list(["the weather is great", "the weather is great"]),
      weights: Interpolation(total: 1, secondPass: 1)
    ) { $0.contains("whether") ? 50 : 0 }
    #expect(!outcome.isFailure)
  }

  @Test(arguments: [
    (3.294_836_282_730_1, 1.02, "costs 3.29, \"sea\" 1.02"),
    (3.294_836_28, 3.294_812, "costs 3.29484, \"sea\" 3.29481"), (4, 1, "costs 4.0, \"sea\" 1.0"),
    (2e-12, -1e300, "costs 2e-12, \"sea\" -1e+300"),
  ])
  func `notes print costs with no more digits than tell them apart`(
    first: Double, second: Double, expected: String
  ) throws {
    let outcome = try judge(
      HomophoneDiscrimination(SmallWorld.candidates), clean: SmallWorld.list("see"),
      perturbed: SmallWorld.list("sea")
    ) { $0 == "see" ? first : second }
    #expect(outcome.note == "\"see\" \(expected)")
  }

  @Test func `a choice that moves to fewer errors does no harm`() throws {
    let clean = SmallWorld.list("see the sea", "sea the see")
    let perturbed = SmallWorld.list("sea the sea", "see the sea")
    let costs = ["see the sea": 1.0, "sea the see": 2, "sea the sea": 4]
    // Clean, the first is selected. Perturbed, the second says what the first said.
    let better = try judge(
      NoHarm(under: Unperturbed()), clean: clean, perturbed: perturbed, reference: "see the sea"
    ) { costs[$0]! }
    #expect(!better.isFailure)
    let worse = try judge(
      NoHarm(under: Unperturbed()), clean: clean,
      perturbed: SmallWorld.list("sea the sea", "sea a see"), reference: "see the sea"
    ) { ["see the sea": 1, "sea the see": 2, "sea the sea": 4, "sea a see": 3.5][$0]! }
    #expect(worse.margin == -0.5)
    #expect(worse.note?.contains("with 3 errors") == true, "\(worse.note ?? "")")
  }

  /// A damaged copy stands above the hypothesis that it was made of, and both stand for the clean choice.
  @Test func `choosing the damaged copy of the choice is a move, and does harm`() throws {
    let clean = SmallWorld.list("see the sea", "a b")
    let item = RobustnessCase(
      clean: clean,
      perturbed: PerturbedList(
        SmallWorld.list("sea the sea", "see the sea", "a b"), correspondence: [0, 0, 1]),
      reference: "see the sea")
    func margin(damaged: Double) throws -> Double {
      let costs = ["see the sea": 1.0, "sea the sea": damaged, "a b": 4]
      return try NoHarm(under: Unperturbed()).judge(
        [item],
        of: SecondPass(
          model: FunctionModel { costs[$0]! }, interpolation: .secondPassAlone))[0].margin
    }
    #expect(try margin(damaged: 0.5) == -0.5)
    #expect(try margin(damaged: 2) == 0)
  }

  @Test func `a loss against the first pass is counted in words`() throws {
    let list = SmallWorld.list("see the sea", "a b")
    let worse = try judge(
      FirstPassParity(), clean: list, perturbed: list, reference: "see the sea"
    ) { $0 == "a b" ? 0 : 1 }
    #expect(worse.margin == -3)
    // As many wins allow as many losses, and chance a few more.
    let outcomes = [3.0, -3, 0, 0].map { PropertyOutcome(margin: $0) }
    #expect(FirstPassParity().allowance(of: outcomes).lowest > 0.25)
    let losses = (0..<100).map { _ in PropertyOutcome(margin: -1) }
    #expect(FirstPassParity().allowance(of: losses).highest < 0.5)
  }

  @Test func `errors are those of the corpus's normalizer`() throws {
    let list = SmallWorld.list("seventy five", "75")
    let property = FirstPassParity()
    func margin(_ property: FirstPassParity) throws -> Double {
      try judge(property, clean: list, perturbed: list, reference: "seventy five") {
        $0 == "75" ? 0 : 1
      }.margin
    }
    #expect(try margin(property) == -2)
    #expect(try margin(property.counting(by: TextNormalizer(.spoken))) == 0)
    let clean = SmallWorld.list("seventy five", "a b")
    func harm(_ property: NoHarm) throws -> Bool {
      try judge(
        property, clean: clean, perturbed: SmallWorld.list("seventy five", "75"),
        reference: "seventy five"
      ) { ["seventy five": 1.0, "75": 0, "a b": 4][$0]! }.isFailure
    }
    #expect(try harm(NoHarm(under: Unperturbed())))
    #expect(try !harm(NoHarm(under: Unperturbed()).counting(by: TextNormalizer(.spoken))))
  }

  @Test func `without an allowance a rate fails if it is certainly above its own share`() {
    let standard = FailureAllowance.standard(0.1)
    // 1 of 40 may be a tenth, 8 of 40 may be by a hair, 12 of 40 can't.
    #expect(standard.admits(1, of: 40, allowing: nil))
    #expect(standard.admits(8, of: 40, allowing: nil))
    #expect(!standard.admits(12, of: 40, allowing: nil))
    // What a gate says is counted, and 0 is none.
    #expect(!standard.admits(1, of: 40, allowing: 0))
    #expect(standard.admits(12, of: 40, allowing: 0.3))
    #expect(!FailureAllowance.any.admits(1, of: 1000, allowing: nil))
    #expect(!FailureAllowance.none.admits(1, of: 1000, allowing: 1))
    for property in RobustnessProperties.all(candidates: SmallWorld.candidates) {
      #expect(
        property.kind == .quality || property.allowance(of: []).standard == nil, "\(property.id)")
    }
  }

  @Test func `no allowance lets guessing pass`() {
    let outcomes = (0..<100).map { PropertyOutcome(holds: $0 % 2 == 0) }
    let allowance = ReferencePreference(.short).allowance(of: outcomes)
    #expect(allowance.share(allowing: 1) < 0.5)
    #expect(allowance.share(allowing: 0) > 0.3)
  }

  @Test func `what spoiling can't have made is outside of its domain`() {
    let list = SmallWorld.list("tell her we're over there by the weir", "no i know the way")
    for seed in UInt64(0)..<50 {
      let spoiled = SmallWorld.draw(WordCorruption(), list, seed: seed)
      #expect(WordCorruption().domain(of: spoiled, from: list) == .inside)
    }
    func reason(_ texts: String...) -> String? {
      let perturbed = PerturbedList(
        NBestList(zip(texts, list.hypotheses).map { Hypothesis(text: $0, costs: $1.costs) }))
      guard case .outside(let reason) = WordCorruption().domain(of: perturbed, from: list) else {
        return nil
      }
      return reason
    }
    #expect(reason("tell her over we're there by the weir", "no i know the way") == nil)
    // The clean text lost a word, or the spoiled one.
    #expect(
      reason("tell her we're over there by weir", "no i know the way")?.contains(
        "keeps the number of words") == true)
    #expect(
      reason("weir the by there over we're her tell", "no i know the way")?.contains(
        "changes four words at the most") == true)
    #expect(
      WordCorruption().domain(
        of: PerturbedList(SmallWorld.list("no i know the way"), correspondence: [1]), from: list)
        != .inside)
  }

  @Test func `a spoiled copy has as many words and is another text`() {
    let list = SmallWorld.list("tell her we're over there by the weir", "no i know", "stop")
    for seed in UInt64(0)..<50 {
      let spoiled = SmallWorld.draw(WordCorruption(), list, seed: seed).list
      for (old, new) in zip(list.texts, spoiled.texts) {
        #expect(old.split(separator: " ").count == new.split(separator: " ").count)
        #expect((old == new) == (old == "stop"))
      }
    }
  }

  @Test func `an empty text that wins against everything is found, and a language model is not`()
    throws
  {
    let list = SmallWorld.list("over there by the sea")
    let sound = try judge(EmptyText(), clean: list, perturbed: list) {
      2 + 5 * Double($0.split(separator: " ").count)
    }
    #expect(!sound.isFailure)
    let eager = try judge(EmptyText(), clean: list, perturbed: list) {
      $0.isEmpty ? -100 : 2 + 5 * Double($0.split(separator: " ").count)
    }
    #expect(eager.isFailure)
  }
}

@Suite struct `Cost range` {
  private func isFailure(_ cost: @escaping @Sendable (String) -> Double) throws -> Bool {
    let text = (0..<20).map { "word\($0)" }.joined(separator: " ")
    let list = SmallWorld.list(text, "something else")
    return try CostRange().judge(
      [RobustnessCase(clean: list, perturbed: PerturbedList(list))],
      of: SmallWorld.secondPass(FunctionModel(cost: cost)))[0].isFailure
  }

  @Test func `ordinary costs hold, also of a length-normalized model`() throws {
    #expect(try !isFailure { 3 + 4.5 * Double($0.split(separator: " ").count) })
    #expect(try !isFailure { 60 / Double(max(1, $0.split(separator: " ").count)) + 5 })
    #expect(try !isFailure { _ in 1 })
  }

  @Test func `costs that lose digits or leap are found`() throws {
    @Sendable func cost(_ text: String) -> Double { 4.5 * Double(text.split(separator: " ").count) }
    #expect(try isFailure { 1e200 * cost($0) })
    #expect(try isFailure { 1e12 + cost($0) })
    #expect(try isFailure { 1e-12 * cost($0) })
    #expect(try isFailure { cost($0) - ($0.split(separator: " ").count > 15 ? 1e4 : 0) })
  }
}
