import Lexicons
import Perturbations
import PropertyTesting
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Phrase substitution` {
  let confuser = ConfusionFunction(table: [
    "ice cream": ["i scream"], "over there": ["over the air"], "there": ["their"], "we": [""],
  ])
  let list = SmallWorld.list("we like ice cream over there", "ice cream", "hello")

  private func substitution(
    _ strength: Strength, _ scope: PerturbationScope = .nBest, consistent: Bool = true
  ) -> PhraseSubstitution {
    PhraseSubstitution(
      "phrases", scope: scope, strength: strength, confuser: confuser, isConsistent: consistent)
  }

  @Test func `the strength counts phrases that fit beside each other`() {
    for seed in 1...30 {
      for consistent in [true, false] {
        let made = SmallWorld.draw(
          substitution(.words(2), consistent: consistent), list, seed: UInt64(seed))
        let counts = (0..<3).map { index in
          made.replacements.count { $0.hypothesis == index }
        }
        // "over there" and "there" exclude each other.
        #expect(counts == [2, 1, 0])
      }
    }
    let all = SmallWorld.draw(substitution(.share(1)), list)
    #expect(all.replacements.count { $0.hypothesis == 0 } >= 2)
    #expect(all.list.texts[1] == "i scream")
    #expect(SmallWorld.draw(substitution(.words(1), .oneBest), list).list.texts[1] == "ice cream")
  }

  @Test func `a phrase may be replaced by nothing or by more words`() {
    var texts: Set<String> = []
    for seed in 1...60 {
      let made = SmallWorld.draw(substitution(.words(1), .oneBest), list, seed: UInt64(seed))
      texts.insert(made.list[0].text)
    }
    #expect(
      texts == [
        "like ice cream over there", "we like i scream over there", "we like ice cream over their",
        "we like ice cream over the air",
      ])
  }

  @Test func `what is misheard more readily is drawn more often`() {
    let weighted = ConfusionFunction { word in
      switch word {
      case "a": PhraseAlternatives([.init("x", weight: 9), .init("y", weight: 1)], weight: 3)
      case "b": PhraseAlternatives([.init("z")], weight: 1)
      default: nil
      }
    }
    let perturbation = PhraseSubstitution("weighted", scope: .oneBest, confuser: weighted)
    var counts: [String: Int] = [:]
    for seed in 1...4000 {
      let made = SmallWorld.draw(perturbation, SmallWorld.list("a b"), seed: UInt64(seed))
      counts[made.list[0].text, default: 0] += 1
    }
    // 3/4 · 9/10, 3/4 · 1/10, 1/4, within four standard deviations.
    #expect(abs(Double(counts["x b"]!) - 2700) < 120)
    #expect(abs(Double(counts["y b"]!) - 300) < 67)
    #expect(abs(Double(counts["a z"]!) - 1000) < 110)
  }

  @Test func `junctures change boundaries and keep the sounds`() throws {
    let perturbation = try SpokenWorld.kit.perturbation(
      .junctures, scope: .oneBest, strength: .share(1))
    var found: Set<String> = []
    for seed in 1...40 {
      let made = SmallWorld.draw(
        perturbation as! PhraseSubstitution, SmallWorld.list("we like ice cream"),
        seed: UInt64(seed))
      found.insert(made.list[0].text)
    }
    #expect(found.contains("we like i scream"))
  }

  @Test func `spelling variants are told apart from homophones`() throws {
    let variants = SpellingConfusions.confuser(index: SpokenWorld.homophones)
    #expect(variants.alternatives(for: "colour")?.alternatives.map(\.text) == ["color"])
    #expect(variants.alternatives(for: "there") == nil)
    #expect(variants.alternatives(for: "any one")?.alternatives.map(\.text) == ["anyone"])
    let all = HomophoneCandidates(SpokenWorld.homophones, minimumFrequency: 1)
    let apart = HomophoneCandidates(
      SpokenWorld.homophones, minimumFrequency: 1, without: .english)
    #expect(all.candidates(for: "colour").contains("color"))
    #expect(!apart.candidates(for: "colour").contains("color"))
    #expect(apart.candidates(for: "there") == all.candidates(for: "there"))
  }
}
