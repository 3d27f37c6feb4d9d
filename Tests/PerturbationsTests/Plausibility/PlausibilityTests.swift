import BundledCorpora
import BundledLexicons
import Lexicons
import Perturbations
import PropertyTesting
import Rescoring
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Plausible draws` {
  static let model = try! BundledLexicon.languageModel()

  static func kit(
    _ change: (inout PerturbationSettings) -> Void = { _ in }
  ) -> PerturbationKit {
    var settings = PerturbationSettings()
    settings.plausibility = .context
    change(&settings)
    return PerturbationKit(SpokenWorld.homophones, languageModel: model, settings: settings)
  }

  static func substitution(
    _ kind: PerturbationKind = .homophones, scope: PerturbationScope = .oneBest,
    _ change: (inout PerturbationSettings) -> Void = { _ in }
  ) throws -> HomophoneSubstitution {
    try #require(
      kit(change).perturbation(kind, scope: scope) as? HomophoneSubstitution)
  }

  /// How often each replacement is drawn of a hundred.
  static func drawn(_ perturbation: any Perturbation, of text: String) -> [String: Int] {
    var found: [String: Int] = [:]
    for seed in 1...100 {
      for one in SmallWorld.draw(perturbation, SmallWorld.list(text), seed: UInt64(seed))
        .replacements
      {
        found["\(one.original) → \(one.replacement)", default: 0] += 1
      }
    }
    return found
  }

  @Test func `the words around a word decide what it becomes`() throws {
    let perturbation = try Self.substitution()
    let places = perturbation.places(in: "i want to go to the meeting")
    let first = try #require(places.first { $0.word == "to" })
    // "want too go" and "want two go".
    #expect(Set(first.candidates.map(\.word)) == ["too", "two"])
    let after = perturbation.places(in: "they have to children")
    let here = try #require(after.first { $0.word == "to" })
    let two = try #require(here.candidates.first { $0.word == "two" })
    #expect(two.probability > 0.8)
    // A word that hardly fits changes sooner than one that does.
    #expect(here.odds > 5 * first.odds)
  }

  @Test func `by frequency the words around it make no difference`() throws {
    let perturbation = try Self.substitution { $0.plausibility = .frequency }
    let here = perturbation.places(in: "they have to children").first { $0.word == "to" }
    let there = perturbation.places(in: "i want to go").first { $0.word == "to" }
    #expect(here?.odds == there?.odds && here != nil)
    #expect(here?.candidates.map(\.probability) == there?.candidates.map(\.probability))
  }

  @Test func `evenly, every candidate is as likely as the others`() throws {
    let perturbation = try Self.substitution { $0.plausibility = .uniform }
    for place in perturbation.places(in: "they have to write their names here") {
      #expect(place.odds == 1)
      #expect(Set(place.candidates.map(\.probability)).count == 1)
    }
  }

  @Test func `draws follow the probabilities`() throws {
    let perturbation = try Self.substitution()
    let text = "they have to children and know money"
    let places = perturbation.places(in: text)
    let odds = places.reduce(0) { $0 + $1.odds }
    let drawn = Self.drawn(perturbation, of: text)
    for place in places {
      for candidate in place.candidates {
        let expected = 100 * place.odds / odds * candidate.probability
        let found = Double(drawn["\(place.word) → \(candidate.word)"] ?? 0)
        // Five standard deviations of a hundred draws.
        #expect(abs(found - expected) <= 5 * max(1, expected * (1 - expected / 100)).squareRoot())
      }
    }
  }

  @Test(arguments: Plausibility.allCases)
  func `the never becomes thee, nor anything else that is hardly ever written`(
    plausibility: Plausibility
  ) throws {
    let kit = Self.kit { $0.plausibility = plausibility }
    let candidates = kit.homophoneCandidates
    for (word, never) in [
      ("the", "thee"), ("a", "ay"), ("a", "uh"), ("in", "inn"), ("for", "fir"), ("for", "fur"),
      ("day", "de"), ("you", "hugh"), ("minutes", "minutes'"), ("be", "b"),
    ] {
      #expect(!candidates.candidates(for: word).contains(never), "\(word) → \(never)")
    }
    #expect(candidates.candidates(for: "their").contains("there"))
    #expect(candidates.candidates(for: "for").contains("four"))
    let wide = Self.kit {
      $0.plausibility = plausibility
      $0.minimumRatio = 0
      $0.minimumFrequency = 0
      $0.unusualWords = .included
      $0.candidates = 50
    }.homophoneCandidates
    #expect(wide.candidates(for: "the").contains("thee"))
    #expect(wide.candidates(for: "minutes").contains("minutes'"))
  }

  @Test func `a word that is replaced consistently is weighed where the best hypothesis has it`()
    throws
  {
    let perturbation = try Self.substitution(scope: .nBest)
    let list = SmallWorld.list("they have to children", "to children have to go to two of them")
    var becameTwo = 0
    for seed in 1...40 {
      let drawn = SmallWorld.draw(perturbation, list, seed: UInt64(seed)).replacements
      let first = drawn.first { $0.hypothesis == 0 && $0.original == "to" }
      if first?.replacement == "two" { becameTwo += 1 }
      // The same in the other hypothesis, whatever stands around it there.
      for other in drawn where other.original == "to" && first != nil {
        #expect(other.replacement == first?.replacement)
      }
    }
    #expect(becameTwo > 25)
  }

  @Test(arguments: [PerturbationKind.homophones, .nearHomophones, .junctures, .copyAbove])
  func `lists are drawn again from their choices, and from the list`(
    kind: PerturbationKind
  ) throws {
    let perturbation = try Self.kit().perturbation(kind)
    let list = SmallWorld.list(
      "i scream for ice cream and know the weather", "ice cream is know more")
    for seed in 1...20 {
      var source = ChoiceSource.random(seed: UInt64(seed))
      let perturbed = perturbation.perturb(list, source: &source)
      var replay = ChoiceSource.replay(source.recorded)
      #expect(perturbation.perturb(list, source: &replay) == perturbed)
      #expect(replay.status == .valid)
      #expect(perturbation.domain(of: perturbed, from: list) == .inside)
      if kind != .junctures {
        #expect(perturbation.choices(making: perturbed, from: list) != nil)
      }
    }
    // The simplest choices: the first place and its most frequent candidate.
    var simplest = ChoiceSource.replay(ChoiceSequence(), tail: .simplest)
    let first = perturbation.perturb(list, source: &simplest)
    #expect(!first.replacements.isEmpty)
  }

  @Test func `a juncture is chosen by the plausibility of the whole phrase`() throws {
    let perturbation = try Self.kit { $0.junctureWords = 2 }.perturbation(
      .junctures, scope: .oneBest)
    let drawn = Self.drawn(perturbation, of: "we all scream for i scream")
    #expect(drawn["i scream → ice cream", default: 0] > 60)
  }

  @Test func `without a language model nothing is weighed in context, and the error says so`() {
    var settings = PerturbationSettings()
    settings.plausibility = .context
    let kit = PerturbationKit(SpokenWorld.homophones, settings: settings)
    let error = #expect(throws: PerturbationError.self) { try kit.perturbation(.homophones) }
    #expect(
      error?.description
        == "homophones: expected a language model to weigh words in context with, or another "
        + "plausibility, found none")
    // Kinds that weigh nothing need none.
    #expect(throws: Never.self) { try kit.perturbation(.wordDrops) }
  }

  @Test func `a kit with a language model weighs in context unless told otherwise`() throws {
    let kit = PerturbationKit(SpokenWorld.homophones, languageModel: Self.model)
    #expect(kit.settings.plausibility == .context)
    let settings = try #require(kit.perturbation(.homophones).recipe.settings)
    #expect(settings.sources.languageModel == Self.model.identity.digest)
    #expect(try kit.perturbation(.wordDrops).recipe.sources.languageModel == nil)
    let even = try #require(kit.perturbation(.uniformHomophones).recipe.settings)
    #expect(even.plausibility == .uniform && even.sources.languageModel == nil)
    #expect(PerturbationKit(SpokenWorld.homophones).settings.plausibility == .uniform)
  }

  @Test func `number forms keep the costs of a first pass that never sees digits`() throws {
    let kit = Self.kit { $0.languageCosts = .recomputed }
    #expect(try kit.perturbation(.numberForms).recipe.settings?.languageCosts == .kept)
    #expect(try kit.perturbation(.homophones).recipe.settings?.languageCosts == .recomputed)
  }

  @Test func `pronunciation probabilities count`() throws {
    let lexicon = try Lexicon(
      text: "to 1.0 T UW\ntwo 1.0 T UW\ntoo 1.0 T OW\ntoo 0.25 T UW\n", path: "p",
      format: .kaldiProbabilities)
    let weigher = CandidateWeigher(
      exponent: 0, model: nil, frequencies: { _ in 1 }, total: 1, lexicon: lexicon)
    let candidates = HomophoneCandidates(sets: [["to", "two", "too"]]).weighed(by: weigher)
    let place = try #require(
      HomophoneSubstitution(scope: .oneBest, strength: .words(1), candidates: candidates)
        .places(in: "to").first)
    // 0.25 of 1.25 of "too" are said like "to".
    #expect(abs(place.candidates[1].probability / place.candidates[0].probability - 0.2) < 1e-12)
  }

  @Test func `language costs follow in the unit of the lists`() {
    let clean = Hypothesis(
      text: "open for hours",
      costs: FirstPassCosts(acoustic: 100, language: 20, total: 100 + 9 * 20))
    let nats =
      Self.model.cost(ofNormalized: "open four hours")
      - Self.model.cost(ofNormalized: "open for hours")
    for unit in [1.0, 0.5] {
      let costs = LanguageCosts.recomputed(Self.model, weight: 9, unit: unit)
        .costs(of: "open four hours", replacing: clean)
      #expect(abs((costs.language ?? 0) - (20 + unit * nats)) < 1e-9)
      #expect(abs(costs.total - (clean.costs.total + 9 * unit * nats)) < 1e-9)
      #expect(costs.acoustic == 100)
    }
  }

  /// From a list of messaging-test that holds all three.
  @Test(arguments: [("four four hours", 56.404), ("for for hours", 57.506)])
  func `a changed text costs about what the recognizer itself charges for it`(
    text: String, own: Double
  ) throws {
    let clean = Hypothesis(
      text: "my watch says islip for four hours",
      costs: FirstPassCosts(acoustic: 543.839, language: 54.347, total: 1060.136))
    let corpus = try BundledCorpus.messagingTest.read().utterances.prefix(200).map(\.nBest)
    let unit = try #require(LanguageUnit.estimated(from: corpus, by: Self.model))
    #expect(abs(unit - 1) < 0.1)
    let costs = LanguageCosts.recomputed(Self.model, weight: 9.5, unit: unit)
      .costs(of: "my watch says islip " + text, replacing: clean)
    #expect(abs((costs.language ?? 0) - own) < 0.5)
  }

  @Test func `texts that become equal are found`() {
    let clean = SmallWorld.list("for hours", "four hours", "four hours", "more hours")
    let texts = ["four hours", "four hours", "four hours", "more hours"]
    let perturbed = PerturbedList(
      NBestList(
        zip(texts, clean.hypotheses).map { Hypothesis(text: $0, costs: $1.costs) }))
    let found = perturbed.newlyEqual(in: clean)
    #expect(found.map(\.place) == [1, 2] && found.map(\.first) == [0, 0])
  }
}

@Suite struct `An expected number of errors` {
  static let texts = [
    "they have to children and know money", "i want to go to the sea", "there is no more to see",
    "we have to write to them", "for four days", "nothing happened",
  ]

  @Test(arguments: [2.0, 8.0, 20.0])
  func `is drawn on average, whatever the words`(rate: Double) throws {
    let plain = try `Plausible draws`.substitution()
    let words = Self.texts.joined(separator: " ").split(separator: " ").count
    let scale = try #require(
      plain.errorScale(adding: rate, to: Self.texts, referenceWords: words))
    let graded = try `Plausible draws`.kit { $0.errorScale = scale }.perturbation(
      .homophones, scope: .oneBest, strength: .share(rate / 100))
    #expect(graded.recipe.settings?.errorScale == scale)
    var found = 0
    for seed in 1...400 {
      for (number, text) in Self.texts.enumerated() {
        found +=
          SmallWorld.draw(
            graded, SmallWorld.list(text), seed: UInt64(1000 * seed + number)
          ).replacements.count
      }
    }
    let drawn = 100 * Double(found) / Double(400 * words)
    #expect(abs(drawn - rate) < 0.1 * rate + 0.1, "\(drawn)")
  }

  @Test func `is drawn again from its choices, the simplest of which change nothing`() throws {
    let graded = try `Plausible draws`.kit { $0.errorScale = 0.5 }.perturbation(
      .homophones, strength: .share(0.1))
    let list = SmallWorld.list("they have to write to them", "they have two right to them")
    for seed in 1...20 {
      var source = ChoiceSource.random(seed: UInt64(seed))
      let perturbed = graded.perturb(list, source: &source)
      var replay = ChoiceSource.replay(source.recorded)
      #expect(graded.perturb(list, source: &replay) == perturbed)
      #expect(graded.domain(of: perturbed, from: list) == .inside)
    }
    var simplest = ChoiceSource.replay(ChoiceSequence(), tail: .simplest)
    #expect(graded.perturb(list, source: &simplest).replacements.isEmpty)
  }

  @Test func `can be more than there are words to change`() throws {
    let plain = try `Plausible draws`.substitution()
    #expect(plain.errorScale(adding: 90, to: Self.texts, referenceWords: 40) == nil)
  }
}

@Suite struct `Goals of plausible draws` {
  /// The known figures of `Tests/Benchmarks/Plausibility` on part of a corpus.
  @Test func `few substitutions put in a word a hundred times rarer, and none a freak`() throws {
    let homophones = SpokenWorld.homophones
    let perturbation = try `Plausible draws`.substitution(scope: .nBest)
    let corpus = try BundledCorpus.narrativeTest.read()
    var (all, rare) = (0, 0)
    for utterance in corpus.utterances.prefix(150) {
      let list = NBestList(
        utterance.nBest.hypotheses.prefix(10).map {
          Hypothesis(text: TextNormalizer.standard.normalize($0.text), costs: $0.costs)
        })
      var source = ChoiceSource.random(seed: Seed(1).derived(utterance.id).value)
      for one in perturbation.perturb(list, source: &source).replacements {
        all += 1
        if homophones.count(of: one.original) > 100 * homophones.count(of: one.replacement) {
          rare += 1
        }
        #expect(!["thee", "ay", "uh", "inn", "fir", "fur", "de", "hugh"].contains(one.replacement))
      }
    }
    #expect(all > 500)
    #expect(Double(rare) <= 0.1 * Double(all), "\(rare) of \(all)")
  }
}
