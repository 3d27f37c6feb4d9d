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

/// Perturbations run backwards: from a list to the choices that make it.
@Suite struct `Reversal` {
  static let lists = SmallWorld.utterances.map(\.nBest) + [SmallWorld.list("hello", "hello", "no")]

  static let perturbations: [any Perturbation] = [
    .reordering, .duplication, .textForm, .none, .truncation, .costSwap, .apostrophes,
    CopyInsertion(
      of: .homophones(SmallWorld.candidates, scope: .oneBest, strength: .words(2)),
      placement: .above),
    CopyInsertion(
      of: .homophones(SmallWorld.candidates, scope: .oneBest), placement: .below),
    .homophones(SmallWorld.candidates, scope: .oneBest, strength: .words(2)),
    .homophones(SmallWorld.candidates, scope: .nBest, strength: .words(1)),
    .homophones(SmallWorld.candidates, scope: .nBest, strength: .share(0.6)),
    HomophoneSubstitution(
      scope: .nBest, strength: .words(2), candidates: SmallWorld.candidates, isConsistent: false),
  ]

  @Test(arguments: perturbations.indices)
  func `what was drawn comes back as choices that make it again`(number: Int) {
    let perturbation = Self.perturbations[number]
    var failures: [String] = []
    for (index, list) in Self.lists.enumerated() {
      for draw in 0..<40 {
        var source = ChoiceSource.random(seed: Seed(7).derived(index).derived(draw).value)
        let drawn = perturbation.perturb(list, source: &source)
        guard let choices = perturbation.choices(making: drawn, from: list) else {
          failures.append("no choices make \(drawn.list.texts)")
          continue
        }
        var replay = ChoiceSource.replay(choices)
        let again = perturbation.perturb(list, source: &replay)
        if again != drawn || replay.status != .valid {
          failures.append("\(choices) make \(again.list.texts), not \(drawn.list.texts)")
        }
      }
    }
    #expect(failures.isEmpty, "\(perturbation.id): \(failures.first ?? "")")
  }

  @Test func `what a perturbation never makes has no choices`() {
    let list = SmallWorld.list("over there by the sea", "over there")
    let homophones: HomophoneSubstitution = .homophones(SmallWorld.candidates)
    let wrong = [
      // No homophone; too many words; none; not the same in both.
      SmallWorld.list("over where by the sea", "over where"),
      SmallWorld.list("over their buy the sea", "over their"),
      SmallWorld.list("over there by the sea", "over there"),
      SmallWorld.list("over their by the sea", "over they're"),
    ]
    for perturbed in wrong {
      #expect(homophones.choices(making: PerturbedList(perturbed), from: list) == nil)
    }
    #expect(
      NBestReordering().choices(making: PerturbedList(list, correspondence: [0, 0]), from: list)
        == nil)
    #expect(HypothesisDuplication().choices(making: PerturbedList(list), from: list) == nil)
  }
}

@Suite struct `The domain of a perturbation` {
  let homophones: HomophoneSubstitution = .homophones(SmallWorld.candidates)
  let clean = SmallWorld.list("over there by the sea", "over there")

  func verdict(_ texts: String..., replacements: [Replacement] = []) -> DomainVerdict {
    let list = NBestList(
      zip(texts, clean.hypotheses).map { Hypothesis(text: $0, costs: $1.costs) })
    return homophones.domain(of: PerturbedList(list, replacements: replacements), from: clean)
  }

  private func made(_ hypothesis: Int, _ position: Int, _ word: String, _ other: String)
    -> Replacement
  {
    Replacement(hypothesis: hypothesis, position: position, original: word, replacement: other)
  }

  @Test func `holds lists of which only a part was replaced`() {
    #expect(
      verdict(
        "over their by the sea", "over there", replacements: [made(0, 1, "there", "their")])
        == .inside)
    #expect(
      verdict(
        "over there by the sea", "over they're", replacements: [made(1, 1, "there", "they're")])
        == .inside)
  }

  @Test func `ends where a word is no homophone`() {
    #expect(
      verdict(
        "over where by the sea", "over there", replacements: [made(0, 1, "there", "where")])
        == .outside(
          reason: "the perturbation \"homophones\" does not replace \"there\" with \"where\""))
  }

  @Test func `a text of another length is judged by what it records`() {
    let wrong = Replacement(
      hypothesis: 1, position: 1, original: "there", replacement: "the air")
    #expect(verdict("over there by the sea", "over the air", replacements: [wrong]) != .inside)
  }

  /// What is left where a hand has edited a fixture: a word more on one side than on the other.
  @Test func `a text that lost a word is outside, whatever was replaced in the rest`() {
    let made = Replacement(hypothesis: 0, position: 1, original: "there", replacement: "their")
    #expect(
      verdict("over their the sea", "over there", replacements: [made])
        == .outside(
          reason: "the recorded replacements do not turn \"over there by the sea\" into "
            + "\"over their the sea\""))
  }

  @Test func `ends at words that are no targets`() {
    let aimed = HomophoneSubstitution(
      scope: .nBest, strength: .words(1), candidates: SmallWorld.candidates, targets: .content)
    let heard = PerturbedList(
      SmallWorld.list("over their by the sea", "over there"),
      replacements: [made(0, 1, "there", "their")])
    #expect(
      aimed.domain(of: heard, from: clean)
        == .outside(reason: "\"there\" is not among the words that may change (content words)"))
  }

  @Test func `of list perturbations holds the same words alone`() {
    let dropped = SmallWorld.list("over there by", "over there")
    for perturbation: any Perturbation in [
      NBestReordering(), NBestTruncation(), HypothesisDuplication(), ClosestDrop(), CostSwap(),
      ScoreNoise.scoreNoise(deviation: 1), Unperturbed(),
    ] {
      #expect(perturbation.domain(of: PerturbedList(clean), from: clean) == .inside)
      #expect(
        perturbation.domain(of: PerturbedList(dropped), from: clean)
          == .outside(
            reason:
              "the perturbation \"\(perturbation.id)\" does not turn \"over there by the sea\" into "
              + "\"over there by\""))
    }
  }
}

@Suite struct `A list as heard` {
  let perturbation: HomophoneSubstitution = .homophones(SmallWorld.candidates)

  func utterance(_ texts: String...) -> Utterance {
    Utterance(
      id: "u", reference: "tell her we're over there",
      nBest: NBestList(
        texts.map { Hypothesis(text: $0, costs: FirstPassCosts(total: Double($0.utf8.count))) }))
  }

  @Test func `is put back to what was said`() throws {
    let heard = try #require(
      HeardList(
        utterance("tell her weir over their", "uh tell her we're over there", "tell the weir"),
        misheardBy: perturbation))
    #expect(
      heard.item.clean.texts == [
        "tell her we're over there", "uh tell her we're over there", "tell the we're",
      ])
    #expect(heard.item.perturbed.replacements.map(\.replacement) == ["weir", "their", "weir"])
    #expect(
      heard.item.clean.hypotheses.map(\.costs) == heard.item.perturbed.list.hypotheses.map(\.costs))
    // Two words at once are more than one word a hypothesis.
    #expect(heard.choices == nil)
    #expect(
      perturbation.unlimited.domain(of: heard.item.perturbed, from: heard.item.clean) == .inside)
  }

  @Test func `has the choices that make it, where there are any`() throws {
    let heard = try #require(
      HeardList(utterance("tell her weir over there", "say weir"), misheardBy: perturbation))
    var source = ChoiceSource.replay(try #require(heard.choices))
    #expect(
      perturbation.perturb(heard.item.clean, source: &source).list == heard.item.perturbed.list)
  }

  @Test func `is none without a word that the perturbation puts there`() {
    #expect(HeardList(utterance("tell her where over there"), misheardBy: perturbation) == nil)
    #expect(HeardList(utterance("tell her we're over there"), misheardBy: perturbation) == nil)
    #expect(HeardList(utterance("tell her weir"), misheardBy: .reordering) == nil)
  }

  @Test func `has phrases put back that were parted anew, lost or doubled`() throws {
    func heard(
      _ text: String, said: String, _ confuser: any PhraseConfuser
    ) -> HeardList? {
      HeardList(
        Utterance(
          id: "u", reference: said,
          nBest: NBestList([Hypothesis(text: text, costs: FirstPassCosts(total: 1))])),
        misheardBy: PhraseSubstitution("phrases", confuser: confuser))
    }
    let table = ConfusionFunction(table: ["ice cream": ["i scream"], "a head": ["ahead"]])
    let parted = try #require(
      heard("so i scream go ahead then", said: "ice cream go a head then", table))
    #expect(parted.item.clean.texts == ["so ice cream go a head then"])
    #expect(
      parted.item.perturbed.replacements == [
        Replacement(hypothesis: 0, position: 1, original: "ice cream", replacement: "i scream"),
        Replacement(hypothesis: 0, position: 4, original: "a head", replacement: "ahead"),
      ])
    #expect(
      PhraseSubstitution("phrases", confuser: table)
        .unlimited.domain(of: parted.item.perturbed, from: parted.item.clean) == .inside)
    let lost = try #require(
      heard("tell over there", said: "tell her over there", WordEdits.drops()))
    #expect(lost.item.clean.texts == ["tell her over there"])
    #expect(lost.item.perturbed.replacements.map(\.replacement) == [""])
    let doubled = try #require(
      heard("tell tell her", said: "tell her", WordEdits.repetitions()))
    #expect(doubled.item.clean.texts == ["tell her"])
    #expect(heard("so i scheme", said: "ice cream", table) == nil)
  }

  @Test func `is checked and shrunk like a drawn one`() throws {
    // Dear: "weir".
    let model = FunctionModel { $0.contains("weir") ? 10 : 0 }
    let corpus = Corpus(
      name: "production", digest: .sha256(of: "p"),
      utterances: [utterance("tell her weir over their", "tell her over their", "hello")])
    let property = RankStability(under: perturbation)
    let prepared = PreparedCorpus(corpus, listLimit: 10)
    let cases = PropertyCases(of: property, heardIn: prepared, draws: 5, seed: 1)
    #expect(cases.heard == 1)
    let check = PropertyCheck(
      secondPass: SecondPass(
        model: model, interpolation: Interpolation(total: -0.01, secondPass: 1)))
    let finding = try check.finding(cases, in: prepared)
    let smallest = try #require(finding.bugs.first?.smallest)
    #expect(smallest.replacements.map(\.replacement) == ["weir"])
    #expect(smallest.clean.count == 2)
    #expect(smallest.perturbationChoices == nil)
    #expect(smallest.replayLine == "fixture \(smallest.id).json")
  }
}
