import Perturbations
import PropertyTesting
import Rescoring
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Homophone substitution` {
  let list = SmallWorld.list(
    "we're over there by the sea", "we're over their by the sea", "hello", "over there to see")

  func substitution(
    _ scope: PerturbationScope, _ words: Int, consistent: Bool = true,
    costs: LanguageCosts = .kept
  ) -> HomophoneSubstitution {
    HomophoneSubstitution(
      scope: scope, strength: .words(words), candidates: SmallWorld.candidates,
      isConsistent: consistent, languageCosts: costs)
  }

  @Test func `in one-best scope only the top hypothesis changes`() {
    for seed in 1...20 {
      let perturbed = SmallWorld.draw(substitution(.oneBest, 2), list, seed: UInt64(seed))
      #expect(Array(perturbed.list.texts.dropFirst()) == Array(list.texts.dropFirst()))
      #expect(perturbed.replacements.count == 2)
      #expect(perturbed.replacements.allSatisfy { $0.hypothesis == 0 })
    }
  }

  @Test(arguments: [true, false])
  func `in N-best scope every hypothesis changes by the strength`(consistent: Bool) {
    let perturbed = SmallWorld.draw(substitution(.nBest, 2, consistent: consistent), list)
    let counts = (0..<4).map { index in
      perturbed.replacements.count { $0.hypothesis == index }
    }
    #expect(counts == [2, 2, 0, 2])
  }

  @Test func `replacements say what became of the text`() {
    let perturbed = SmallWorld.draw(substitution(.nBest, 3), list)
    for index in 0..<list.count {
      var words = list[index].text.split(separator: " ").map(String.init)
      for replacement in perturbed.replacements where replacement.hypothesis == index {
        #expect(words[replacement.position] == replacement.original)
        #expect(
          SmallWorld.candidates.candidates(for: replacement.original)
            .contains(replacement.replacement))
        words[replacement.position] = replacement.replacement
      }
      #expect(words.joined(separator: " ") == perturbed.list[index].text)
    }
  }

  @Test func `consistently, a word becomes the same wherever it is replaced`() {
    for seed in 1...30 {
      let perturbed = SmallWorld.draw(substitution(.nBest, 2), list, seed: UInt64(seed))
      var became: [String: String] = [:]
      for replacement in perturbed.replacements {
        #expect(
          became.updateValue(replacement.replacement, forKey: replacement.original)
            .map { $0 == replacement.replacement } ?? true)
      }
    }
  }

  @Test func `the simplest choices take the first word and its commonest homophone`() {
    var source = ChoiceSource.replay(ChoiceSequence(), tail: .simplest)
    let perturbed = substitution(.oneBest, 1).perturb(list, source: &source)
    #expect(perturbed.list[0].text == "weir over there by the sea")
  }

  @Test func `recorded choices make the same list again`() {
    var source = ChoiceSource.random(seed: 5)
    let first = substitution(.nBest, 2).perturb(list, source: &source)
    var replay = ChoiceSource.replay(source.recorded)
    #expect(substitution(.nBest, 2).perturb(list, source: &replay) == first)
    #expect(replay.status == .valid)
  }

  @Test func `costs are kept`() {
    let perturbed = SmallWorld.draw(substitution(.nBest, 2), list)
    #expect(perturbed.list.hypotheses.map(\.costs) == list.hypotheses.map(\.costs))
  }

  @Test func `or the language cost moves by an n-gram, and the total by its weight`() {
    let model = NGramModel(
      trainedOn: ["we're over there by the sea", "over there by the sea", "by the sea"])
    let perturbed = SmallWorld.draw(
      substitution(.oneBest, 1, costs: .recomputed(model, weight: 2)), list)
    let change = model.cost(of: perturbed.list[0].text) - model.cost(of: list[0].text)
    #expect(change > 0)
    #expect(perturbed.list[0].costs.language == 2 + change)
    #expect(perturbed.list[0].costs.total == 2 * change)
    #expect(perturbed.list[1].costs == list[1].costs)
  }

  @Test func `a list without homophones stays as it is`() {
    let plain = SmallWorld.list("hello", "")
    #expect(SmallWorld.draw(substitution(.nBest, 3), plain).list == plain)
  }
}
