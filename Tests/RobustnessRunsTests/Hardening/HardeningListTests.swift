import Counterexamples
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Hardening lists` {
  private static let prepared = PreparedCorpus(SmallWorld.corpus, listLimit: 20)

  private static func lists(
    _ scope: PerturbationScope, rounds: Int = 2, seed: Seed = 5
  ) -> HardeningLists {
    let perturbation = HomophoneSubstitution(
      scope: scope, strength: .words(2), candidates: SmallWorld.candidates)
    return HardeningLists(
      of: prepared, perturbedBy: [(perturbation, scope == .oneBest ? .asHeard : .asChosen)],
      rounds: rounds, seed: seed)
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }

  private static func errors(of texts: [String], in utterance: Utterance) -> [Int] {
    texts.map { WordDistance.edits(words(utterance.reference), words($0)) }
  }

  @Test func `count a perturbed 1-best's errors as heard`() {
    let lists = Self.lists(.oneBest)
    var worse = 0
    for index in 0..<lists.count {
      let utterance = Self.prepared.utterances[index % Self.prepared.utterances.count]
      let list = lists.list(at: index)
      #expect(list.errors == Self.errors(of: list.list.texts, in: utterance))
      #expect(list.referenceWords == Self.words(utterance.reference).count)
      #expect(list.list.texts.dropFirst() == utterance.nBest.texts.dropFirst())
      worse += list.list.texts[0] == utterance.nBest.texts[0] ? 0 : 1
    }
    #expect(worse > lists.count / 2)
  }

  @Test func `count perturbed N-best lists' errors as chosen`() {
    let lists = Self.lists(.nBest)
    var changed = 0
    for index in 0..<lists.count {
      let utterance = Self.prepared.utterances[index % Self.prepared.utterances.count]
      let list = lists.list(at: index)
      #expect(list.errors == Self.errors(of: utterance.nBest.texts, in: utterance))
      changed += list.list.texts == utterance.nBest.texts ? 0 : 1
    }
    #expect(changed > lists.count / 2)
  }

  @Test func `are perturbed anew in each round, and the same for the same seed`() {
    let first = Self.lists(.nBest, rounds: 8), again = Self.lists(.nBest, rounds: 8)
    let other = Self.lists(.nBest, rounds: 8, seed: 6)
    let all = (0..<first.count).map { first.list(at: $0) }
    #expect(all == (0..<first.count).map { again.list(at: $0) })
    #expect(all != (0..<first.count).map { other.list(at: $0) })
    #expect(
      Set(stride(from: 0, to: first.count, by: SmallWorld.utterances.count).map { all[$0] }).count
        > 1)
  }

  @Test func `of a counterexample want the clean choice back`() throws {
    let list = try #require(
      HardeningList(
        Self.counterexample(
          clean: ["to the sea", "two the sea", "to the see"], selected: 0,
          perturbed: ["too the see", "two the see", "to the sea"], correspondence: [2, 1, 0])))
    #expect(list.list.texts == ["too the see", "two the see", "to the sea"])
    #expect(list.errors == [1, 1, 0])
    #expect(list.referenceWords == 3)
    #expect(list.list[0].costs.total == 7)
  }

  @Test func `of two single texts prefer the clean one, without the first pass`() throws {
    let list = try #require(
      HardeningList(
        Self.counterexample(
          clean: ["two"], selected: 0, perturbed: ["to"], correspondence: [0])))
    #expect(list.list.texts == ["two", "to"])
    #expect(list.errors == [0, 1])
    #expect(list.list.hypotheses.allSatisfy { $0.costs.total == 0 && $0.costs.acoustic == 0 })
  }

  @Test func `are not made of counterexamples that leave no choice`() {
    #expect(
      HardeningList(
        Self.counterexample(
          clean: ["a b", "a c"], selected: 0, perturbed: ["a d"], correspondence: [1])) == nil)
    #expect(
      HardeningList(
        Self.counterexample(
          clean: ["a b"], selected: nil, perturbed: ["a c"], correspondence: [0])) == nil)
  }

  private static func counterexample(
    clean: [String], selected: Int?, perturbed: [String], correspondence: [Int]
  ) -> Counterexample {
    func judged(_ texts: [String], _ selected: Int?) -> [JudgedHypothesis] {
      texts.enumerated().map { index, text in
        JudgedHypothesis(
          text: text, firstPass: FirstPassCosts(acoustic: 1, language: 2, total: 7),
          secondPass: 1, interpolated: 1, isSelected: index == selected)
      }
    }
    return Counterexample(
      id: "rank-stability-model-0", property: "rank-stability",
      recipe: .shipped(PerturbationSettings(.homophones)),
      model: SmallWorld.healthy.identity, interpolation: Interpolation(total: 1, secondPass: 1),
      origin: CounterexampleOrigin(corpus: "small", utterance: "u", reference: "to the sea"),
      margin: -1, failure: "", clean: judged(clean, selected), perturbed: judged(perturbed, 0),
      replacements: [], correspondence: correspondence, perturbationChoices: nil,
      choices: ChoiceSequence())
  }
}
