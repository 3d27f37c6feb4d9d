import Counterexamples
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Case reduction` {
  let clean = SmallWorld.list("we're over there", "we're by the sea", "hello")

  func homophoneCase(seed: UInt64 = 4) -> (RobustnessCase, HomophoneSubstitution) {
    let perturbation = HomophoneSubstitution(
      scope: .nBest, strength: .words(2), candidates: SmallWorld.candidates)
    return (
      RobustnessCase(clean: clean, perturbed: SmallWorld.draw(perturbation, clean, seed: seed)),
      perturbation
    )
  }

  @Test func `the whole choices make the whole case`() {
    for seed in 1...10 {
      let (whole, perturbation) = homophoneCase(seed: UInt64(seed))
      let reduction = CaseReduction(whole, perturbation: perturbation)
      #expect(reduction.generator.value(replaying: reduction.wholeChoices, exactly: true) == whole)
    }
  }

  @Test func `so they do for reordered, duplicated and rewritten lists`() {
    let perturbations: [any Perturbation] = [.reordering, .duplication, .textForm, .none]
    for perturbation in perturbations {
      var source = ChoiceSource.random(seed: 9)
      let whole = RobustnessCase(
        clean: clean, perturbed: perturbation.perturb(clean, source: &source))
      let reduction = CaseReduction(whole, perturbation: perturbation)
      let again = reduction.generator.value(replaying: reduction.wholeChoices, exactly: true)
      #expect(again?.perturbed.list == whole.perturbed.list)
      #expect(again?.perturbed.correspondence == whole.perturbed.correspondence)
    }
  }

  @Test func `a dropped hypothesis goes from both lists, and the rest is renumbered`() throws {
    let (whole, perturbation) = homophoneCase()
    let reduction = CaseReduction(whole, perturbation: perturbation)
    var choices = Array(reduction.wholeChoices.choices)
    choices[0] = .boolean(false)
    let smaller = try #require(reduction.generator.value(replaying: ChoiceSequence(choices)))
    #expect(smaller.clean.texts == ["we're by the sea", "hello"])
    #expect(smaller.perturbed.list.texts == Array(whole.perturbed.list.texts.dropFirst()))
    #expect(smaller.perturbed.correspondence == [0, 1])
    #expect(smaller.perturbed.replacements.allSatisfy { $0.hypothesis == 0 })
  }

  @Test func `a dropped word goes from both texts`() throws {
    let (whole, perturbation) = homophoneCase()
    let reduction = CaseReduction(whole, perturbation: perturbation)
    var choices = Array(reduction.wholeChoices.choices)
    // Three hypotheses, seven different words, then the first hypothesis's own three.
    choices[3 + 7 + 1] = .boolean(false)
    let smaller = try #require(reduction.generator.value(replaying: ChoiceSequence(choices)))
    #expect(smaller.clean.texts == ["we're there", "we're by the sea", "hello"])
    #expect(smaller.perturbed.list[0].text.split(separator: " ").count == 2)
  }

  @Test func `one choice drops a word from all hypotheses`() throws {
    let (whole, perturbation) = homophoneCase()
    let reduction = CaseReduction(whole, perturbation: perturbation)
    var choices = Array(reduction.wholeChoices.choices)
    choices[3] = .boolean(false)
    let smaller = try #require(reduction.generator.value(replaying: ChoiceSequence(choices)))
    #expect(smaller.clean.texts == ["over there", "by the sea", "hello"])
  }

  @Test func `a hypothesis keeps at least one of its words`() {
    let (whole, perturbation) = homophoneCase()
    let reduction = CaseReduction(whole, perturbation: perturbation)
    var choices = Array(reduction.wholeChoices.choices)
    choices[3 + 6] = .boolean(false)
    #expect(reduction.generator.value(replaying: ChoiceSequence(choices)) == nil)
  }

  @Test func `nothing kept is no case`() {
    let (whole, perturbation) = homophoneCase()
    let reduction = CaseReduction(whole, perturbation: perturbation)
    let choices = reduction.wholeChoices.choices.map { choice -> Choice in
      if case .boolean = choice { .boolean(false) } else { choice }
    }
    #expect(reduction.generator.value(replaying: ChoiceSequence(choices)) == nil)
  }

  @Test func `words of a text that grew are not dropped`() throws {
    let whole = RobustnessCase(
      clean: SmallWorld.list("ice cream"),
      perturbed: PerturbedList(SmallWorld.list("i scream loud")))
    let reduction = CaseReduction(whole, perturbation: Unperturbed())
    #expect(reduction.wholeChoices.count == 1)
    #expect(reduction.generator.value(replaying: reduction.wholeChoices) == whole)
  }

  @Test func `a failure shrinks to the words that matter`() throws {
    // Dear: "weir" anywhere. So replacing "we're" flips the choice.
    let model = FunctionModel { $0.contains("weir") ? 10 : Double($0.count) * 0.01 }
    let property = RankStability(under: homophoneCase().1)
    let list = SmallWorld.list(
      "we're over there by the sea", "here over there by the sea", "hello over there by the sea")
    let shrinker = CounterexampleShrinker(
      property: property, secondPass: SmallWorld.secondPass(model))
    var smallest: Counterexample?
    for seed in 1...20 where smallest == nil {
      var source = ChoiceSource.random(seed: UInt64(seed))
      let item = RobustnessCase(
        clean: list, perturbed: property.perturbation.perturb(list, source: &source))
      smallest = try shrinker.shrink(
        item, perturbationChoices: source.recorded,
        origin: CounterexampleOrigin(corpus: "c", utterance: "u", reference: "r"))?.smallest
    }
    let found = try #require(smallest)
    #expect(found.clean.count == 2)
    #expect(found.replacements.map(\.replacement) == ["weir"])
    #expect(found.clean.map(\.text).contains("we're"))
    #expect(found.margin.map { $0 < 0 } == true)
    #expect(found.perturbed.count { $0.isSelected } == 1)
    #expect(found.recipe == property.perturbation.recipe)
    #expect(found.description.contains("we're → weir in hypothesis 1"))
    let whole = try #require(found.whole)
    #expect(whole.clean == list.hypotheses.map(\.text))
    #expect(whole.perturbed.count == 3 && whole.perturbed[0].hasPrefix("weir "))
    #expect(whole.cleanSelected != whole.perturbedSelected)
  }

  @Test func `a case that can't be cut has no lists of before`() throws {
    let model = FunctionModel { $0.contains("weir") ? 10 : Double($0.count) * 0.01 }
    let list = SmallWorld.list("we're", "hello")
    let whole = RobustnessCase(
      clean: list,
      perturbed: PerturbedList(
        SmallWorld.list("weir", "hello"), correspondence: [0, 1],
        replacements: [
          Replacement(hypothesis: 0, position: 0, original: "we're", replacement: "weir")
        ]))
    let found = try CounterexampleShrinker(
      property: RankStability(under: homophoneCase().1), secondPass: SmallWorld.secondPass(model)
    ).shrink(
      whole, perturbationChoices: nil,
      origin: CounterexampleOrigin(corpus: "c", utterance: "u", reference: "r"))
    #expect(try #require(found).smallest.whole == nil)
  }

  @Test func `a case that holds has no counterexample`() throws {
    let (whole, perturbation) = homophoneCase()
    let shrinker = CounterexampleShrinker(
      property: RankStability(under: perturbation),
      secondPass: SmallWorld.secondPass(FunctionModel { _ in 0 }))
    let origin = CounterexampleOrigin(corpus: "c", utterance: "u", reference: "r")
    #expect(
      try shrinker.shrink(
        whole, perturbationChoices: ChoiceSequence(), origin: origin) == nil)
  }
}
