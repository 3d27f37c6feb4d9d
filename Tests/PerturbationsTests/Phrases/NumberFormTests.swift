import Perturbations
import PropertyTesting
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Number forms` {
  private func perturbed(
    _ texts: [String], language: String? = nil, targets: WordTargets = .all, seed: UInt64 = 1
  ) throws -> PerturbedList {
    var settings = PerturbationSettings(.numberForms, strength: .share(1))
    settings.language = language
    settings.targets = targets
    let perturbation = try SpokenWorld.kit.perturbation(settings)
    var source = ChoiceSource.random(seed: seed)
    return perturbation.perturb(list(texts), source: &source)
  }

  private func list(_ texts: [String]) -> NBestList {
    NBestList(
      texts.enumerated().map {
        Hypothesis(text: $1, costs: FirstPassCosts(language: 2, total: Double($0)))
      })
  }

  /// Every way that some seed writes a text.
  private func ways(_ text: String, language: String? = nil) throws -> Set<String> {
    Set(try (1...40).map { try perturbed([text], language: language, seed: $0).list[0].text })
  }

  @Test(arguments: [
    ("seventy five percent of us", ["75 percent of us", "75% of us"]),
    ("in nineteen eighty four", ["in 1984"]),
    ("seventy-five percent of us", ["75 percent of us", "75% of us"]),
    ("one hundred and twenty-three thousand", ["123,000", "123000"]),
    ("a one-off at forty-niners' twenty-ones", ["a one-off at forty-niners' twenty-ones"]),
    ("two thousand and nine was good", ["2009 was good", "2,009 was good"]),
    ("at six forty five", ["at 6:45", "at 645"]),
    ("the twenty first of june", ["the 21st of june", "the 21 june", "the june 21"]),
    ("it costs $5", ["it costs five dollars"]),
    ("the 3rd at 10:30", ["the third at ten thirty", "the third at half past ten"]),
    (
      "1,000 times 3.5",
      [
        "one thousand times three point five", "one thousand times three and a half",
      ]
    ),
  ])
  func `whole numbers are written or said in another way`(text: String, ways: [String]) throws {
    #expect(try self.ways(text) == Set(ways))
  }

  @Test func `a year is said as a year and as a number`() throws {
    #expect(
      try ways("1984") == [
        "nineteen eighty four", "one thousand nine hundred eighty four",
        "one thousand nine hundred and eighty four",
      ])
  }

  @Test(arguments: ["one of us", "no one knows", "the one", "one another", "wait a second"])
  func `words that only look like numbers stay`(text: String) throws {
    #expect(try ways(text) == [text])
  }

  @Test func `simplest choices give the commonest form, the same in all hypotheses`() throws {
    let perturbation = try SpokenWorld.kit.perturbation(.numberForms, strength: .words(1))
    let list = SmallWorld.list("seventy five percent", "all seventy five percent")
    var source = ChoiceSource.replay(ChoiceSequence())
    let made = perturbation.perturb(list, source: &source)
    #expect(made.list.texts == ["75 percent", "all 75 percent"])
    #expect(perturbation.domain(of: made, from: list) == .inside)
    let parted = PerturbedList(
      SmallWorld.list("70 five percent", "all seventy five percent"),
      replacements: [
        Replacement(hypothesis: 0, position: 0, original: "seventy", replacement: "70")
      ])
    #expect(perturbation.domain(of: parted, from: list) == .inside)
  }

  @Test func `drawn lists are in the domain, and replay`() throws {
    let texts = [
      "call five five five one two one two at six thirty", "july fourth nineteen seventy six",
      "two thirds of $5.50 on the 21st",
    ]
    let perturbation = try SpokenWorld.kit.perturbation(.numberForms, strength: .words(2))
    let list = self.list(texts)
    for seed in 1...30 {
      var source = ChoiceSource.random(seed: UInt64(seed))
      let made = perturbation.perturb(list, source: &source)
      #expect(perturbation.domain(of: made, from: list) == .inside)
      var again = ChoiceSource.replay(source.recorded)
      #expect(perturbation.perturb(list, source: &again) == made)
    }
  }

  @Test func `a number changes only where all its words are targets`() throws {
    let half = try perturbed(["seventy five percent"], targets: .listed(["seventy", "five"]))
    #expect(half.replacements.isEmpty)
    let whole = try perturbed(
      ["seventy five percent"], targets: .listed(["seventy", "five", "percent"]))
    #expect(whole.replacements.count == 1)
  }

  @Test func `the language is a setting of the recipe`() throws {
    #expect(
      try ways("halb sieben", language: "de") == ["6:30 uhr", "6:30"])
    #expect(
      try ways("mille neuf cent quatre vingt quatre", language: "fr") == ["1984"])
    #expect(try ways("halb sieben") == ["halb sieben"])
    var settings = PerturbationSettings(.numberForms)
    settings.language = "tlh"
    #expect(
      throws: PerturbationError.missingPart(
        perturbation: "number-forms",
        part: "rules of ICU for the numbers of the language \"tlh\"")
    ) { try SpokenWorld.kit.perturbation(settings) }
  }
}
