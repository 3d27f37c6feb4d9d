import Foundation
import Lexicons
import Perturbations
import PropertyTesting
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Perturbation recipes` {
  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private func decoded(_ text: String) throws -> PerturbationRecipe {
    try JSONDecoder().decode(PerturbationRecipe.self, from: Data(text.utf8))
  }

  @Test(arguments: PerturbationKind.allCases)
  func `come back from JSON, and make the same lists from the same choices`(
    kind: PerturbationKind
  ) throws {
    let kit = SpokenWorld.kit {
      $0.candidates = 3
      $0.radius = 1.2
      $0.noise = .normal(deviation: 2)
      $0.targets = .listed(["we're", "here", "ice", "cream", "twenty", "three", "colours"])
    }
    let made = try kit.perturbation(kind, strength: .words(2))
    let text = try json(made.recipe)
    let read = try decoded(text)
    #expect(read == made.recipe)
    #expect(try json(read) == text)
    let again = try SpokenWorld.kit.perturbation(try #require(read.settings))
    #expect(again.recipe == made.recipe)
    for seed in 1...4 {
      var first = ChoiceSource.random(seed: UInt64(seed))
      let list = made.perturb(
        SpokenWorld.list, reference: SpokenWorld.reference, source: &first)
      var second = ChoiceSource.replay(first.recorded)
      #expect(
        again.perturb(SpokenWorld.list, reference: SpokenWorld.reference, source: &second) == list)
      #expect(made.domain(of: list, from: SpokenWorld.list) == .inside)
    }
  }

  @Test(arguments: PerturbationKind.allCases)
  func `name what they draw on, and nothing else`(kind: PerturbationKind) throws {
    let sources = try SpokenWorld.kit.perturbation(kind).recipe.sources
    let bySound: Set<PerturbationKind> = [
      .homophones, .uniformHomophones, .nearHomophones, .spellingVariants, .junctures, .confusions,
      .copyAbove,
      .copyBelow,
    ]
    #expect((sources.lexicon != nil) == bySound.contains(kind))
    #expect((sources.frequencies != nil) == bySound.contains(kind))
    #expect((sources.confusions != nil) == (kind == .confusions))
    #expect(sources.languageModel == nil)
    #expect(sources.lexicon.map { $0.digest == SpokenWorld.lexicon.digest } ?? true)
  }

  @Test func `of words and positions have the same bytes in any order`() throws {
    var settings = PerturbationSettings(.homophones)
    settings.targets = .listed(["weir", "there", "a"])
    #expect(try json(settings).contains("{\"words\":[\"a\",\"there\",\"weir\"]}"))
    settings.targets = .positions([3, -1, 0])
    #expect(try json(settings).contains("{\"positions\":[-1,0,3]}"))
  }

  @Test func `with settings that came later read as what went before them`() throws {
    let bare = try decoded(
      "{\"kind\":\"homophones\",\"scope\":\"nBest\",\"strength\":{\"words\":2}}")
    var expected = PerturbationSettings(.homophones, strength: .words(2))
    expected.spellings = .included
    expected.plausibility = .uniform
    expected.minimumRatio = 0
    expected.unusualWords = .included
    #expect(bare == .shipped(expected))
  }

  @Test func `of somebody's own hold id, version and parameters`() throws {
    let own = PerturbationRecipe.custom(
      CustomPerturbation(id: "lost-apostrophes", version: 3, parameters: ["share": "0.5"]))
    #expect(try decoded(try json(own)) == own)
    #expect(own.id == "lost-apostrophes" && own.settings == nil)
    #expect("\(own)" == "lost-apostrophes version 3 (share 0.5)")
    let table = HomophoneSubstitution.homophones(SmallWorld.candidates, strength: .words(2))
    guard case .custom(let custom) = table.recipe else {
      Issue.record("expected a table made by hand to be a custom recipe, found \(table.recipe)")
      return
    }
    #expect(custom.parameters["strength"] == "2 words")
  }

  @Test func `the number of words that junctures re-segment is a setting`() throws {
    let three = SpokenWorld.kit { $0.junctureWords = 3 }
    #expect(try SpokenWorld.kit.perturbation(.junctures).longestPhrase == 2)
    let made = try three.perturbation(.junctures)
    #expect(made.longestPhrase == 3)
    #expect(try SpokenWorld.kit.perturbation(try #require(made.recipe.settings)).longestPhrase == 3)
  }

  @Test func `stress and pronunciation variants decide what sounds the same`() throws {
    // CMUdict has "read" like "red" first, then like "reed".
    func candidates(
      _ change: (inout PerturbationSettings) -> Void = { _ in }
    ) -> HomophoneCandidates {
      SpokenWorld.kit {
        $0.minimumFrequency = 0
        change(&$0)
      }.homophoneCandidates
    }
    let all = candidates()
    let first = candidates { $0.variants = .first }
    #expect(Set(all.candidates(for: "read")).isSuperset(of: ["red", "reed"]))
    #expect(first.candidates(for: "read").contains("red"))
    #expect(!first.candidates(for: "read").contains("reed"))
    let stressed = candidates { $0.stress = .kept }
    #expect(all.candidates(for: "insight").contains("incite"))
    #expect(!stressed.candidates(for: "insight").contains("incite"))
  }
}
