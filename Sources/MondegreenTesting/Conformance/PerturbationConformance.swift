import Counterexamples
import Foundation
public import Perturbations
import PropertyTesting
import Robustness
public import Testing
import Transcripts

/// What every `Perturbation` must do, as one call in a test of yours.
///
/// ```swift
/// @Test func `my perturbation is one`() throws {
///   try checkConformance(of: MyPerturbation(), changing: ["a list that it changes"])
/// }
/// ```
///
/// One issue is recorded for each demand that is not met: an id and a summary; a recipe and a condition of
/// that id, which come back from JSON; the same list from the same choices; every list that it makes in its
/// own domain; a correspondence to hypotheses that there are; replacements that are where they
/// say; words joined by single spaces; finite costs; draws that survive choices cut short or made as
/// simple as can be; a shrinker that finds the way back to the whole list; alternatives that are other
/// words; and that it changes anything at all.
///
/// - Parameters:
///   - perturbation: the perturbation to try.
///   - texts: hypotheses of one list that it is able to change; the kit adds lists of its own.
///   - draws: perturbations of each list.
///   - sourceLocation: where issues are recorded.
public func checkConformance(
  of perturbation: any Perturbation, changing texts: [String], draws: Int = 50,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let demand = Demands(
    name: "perturbation \"\(perturbation.id)\"", sourceLocation: sourceLocation)
  demand(!perturbation.id.isEmpty, "expected an id")
  demand(
    !perturbation.id.contains { $0.isWhitespace || $0 == "/" }, "expected an id for file names")
  demand(!perturbation.summary.isEmpty, "expected a summary")
  let recipe = perturbation.recipe
  demand(recipe.id == perturbation.id, "expected a recipe of its id, found \"\(recipe.id)\"")
  let written = try JSONEncoder().encode(recipe)
  demand(
    try JSONDecoder().decode(PerturbationRecipe.self, from: written) == recipe,
    "expected a recipe that comes back from JSON")
  demand(
    perturbation.condition.perturbation == perturbation.id,
    "expected a condition of its id, found \"\(perturbation.condition.perturbation)\"")
  precondition(!texts.isEmpty, "expected a list to change")
  let own = NBestList(
    texts.enumerated().map { Hypothesis(text: $1, costs: FirstPassCosts(total: Double($0))) })
  var faults: [String: String] = [:]
  var isChanging = false
  for (number, list) in ([own] + ConformanceLists.all).enumerated() {
    for draw in 0..<draws {
      let trial = PerturbationTrial(
        perturbation, list, seed: Seed(1).derived(number).derived(draw).value)
      for fault in trial.faults { faults[fault.demand] = faults[fault.demand] ?? fault.found }
      if number == 0, trial.isChanged { isChanging = true }
    }
  }
  demand(isChanging, "expected \(texts) to change in \(draws) draws")
  for (expected, found) in faults.sorted(by: { $0.key < $1.key }) {
    demand(false, "expected \(expected), found \(found)")
  }
  for word in Set(texts.flatMap { $0.split(separator: " ").map(String.init) }).sorted() {
    let others = perturbation.alternatives(for: word)
    demand(
      !others.contains(word) && Set(others).count == others.count,
      "expected other words for \"\(word)\", each once, found \(others)")
  }
}

/// One draw, and what is wrong with it.
private struct PerturbationTrial {
  private(set) var faults: [(demand: String, found: String)] = []
  let isChanged: Bool

  init(_ perturbation: any Perturbation, _ list: NBestList, seed: UInt64) {
    var source = ChoiceSource.random(seed: seed)
    let made = perturbation.perturb(list, source: &source)
    let choices = source.recorded
    let item = RobustnessCase(clean: list, perturbed: made)
    isChanged = made.list != list
    expectCosts(made)
    guard faults.isEmpty else { return }
    var again = ChoiceSource.replay(choices)
    let replayed = perturbation.perturb(list, source: &again)
    expect(
      replayed == made && again.status == .valid, "the same list from the same choices",
      "\(replayed.list.texts) after \(made.list.texts)")
    expect(
      made.correspondence.allSatisfy { list.hypotheses.indices.contains($0) },
      "a correspondence to hypotheses of the clean list", "\(made.correspondence)")
    guard faults.isEmpty else { return }
    if case .outside(let reason) = perturbation.domain(of: made, from: list) {
      expect(false, "its own lists in its domain", reason)
    }
    expectText(made, list)
    // Whatever the shrinker makes of the choices, there must be a list, and no trap.
    for cut in [0, choices.count / 2] {
      let shorter = ChoiceSequence(choices.choices.prefix(cut))
      var source = ChoiceSource.replay(shorter, tail: .simplest)
      let list = perturbation.perturb(list, source: &source)
      expect(source.status != .overrun, "no endless draws", "\(list.list.count) hypotheses")
    }
    let reduction = CaseReduction(item, perturbation: perturbation)
    let whole = reduction.generator.value(replaying: reduction.wholeChoices, exactly: true)
    expect(
      whole?.perturbed.list == made.list && whole?.clean == list,
      "a shrinker that begins with the whole list", "\(whole?.perturbed.list.texts ?? [])")
  }

  private mutating func expectCosts(_ made: PerturbedList) {
    for costs in made.list.hypotheses.map(\.costs) {
      let parts = [costs.acoustic, costs.language, costs.total].compactMap(\.self)
      expect(parts.allSatisfy(\.isFinite), "finite costs", "\(costs)")
    }
  }

  private mutating func expectText(_ made: PerturbedList, _ clean: NBestList) {
    for (hypothesis, rank) in zip(made.list.hypotheses, made.correspondence) {
      let words = hypothesis.text.split(separator: " ", omittingEmptySubsequences: false)
      expect(
        hypothesis.text == clean[rank].text || hypothesis.text.isEmpty
          || !words.contains { $0.isEmpty },
        "words joined by single spaces", "\"\(hypothesis.text)\"")
    }
    for replacement in made.replacements {
      guard clean.hypotheses.indices.contains(replacement.hypothesis) else {
        expect(false, "replacements in hypotheses that there are", "\(replacement)")
        continue
      }
      // An original may be several words.
      let words = clean[replacement.hypothesis].text.split(separator: " ").map(String.init)
      let original = replacement.original.split(separator: " ").map(String.init)
      let rest = words.dropFirst(replacement.position)
      expect(
        replacement.position >= 0 && replacement.position <= words.count
          && rest.starts(with: original),
        "replacements where they say", "\(replacement) in \(words)")
    }
  }

  private mutating func expect(_ isMet: Bool, _ demand: String, _ found: String) {
    if !isMet { faults.append((demand, found)) }
  }
}
