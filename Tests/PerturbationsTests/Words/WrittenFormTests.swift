import Lexicons
import Perturbations
import PropertyTesting
import Rescoring
import SmallWorlds
import Testing
import Transcripts

/// Texts as recognizers write them, with case and punctuation: tables are looked up without these, and texts keep
/// them.
@Suite struct `Words as they were written` {
  static let candidates = HomophoneCandidates(sets: [["four", "for", "fore"], ["their", "there"]])

  private func draw(
    _ list: NBestList, _ scope: PerturbationScope = .nBest, words: Int = 1, seed: UInt64 = 1,
    targets: WordTargets = .all
  ) -> PerturbedList {
    SmallWorld.draw(
      HomophoneSubstitution(
        scope: scope, strength: .words(words), candidates: Self.candidates, targets: targets), list,
      seed: seed)
  }

  @Test(arguments: [
    ("their", "there"), ("Their", "There"), ("THEIR", "THERE"), ("“Their,", "“There,"),
    ("(their)", "(there)"), ("their…", "there…"),
  ])
  func `a homophone takes over the case and punctuation of the word`(word: String, other: String) {
    #expect(Self.candidates.candidates(for: word) == [other])
    let perturbed = draw(SmallWorld.list("We saw \(word) car."), .oneBest)
    #expect(perturbed.list[0].text == "We saw \(other) car.")
    #expect(perturbed.replacements.map(\.original) == [word])
  }

  @Test(arguments: ["—", "well-known", "...", "their/there"])
  func `what is no word, or several, has no homophones`(text: String) {
    #expect(Self.candidates.candidates(for: text).isEmpty)
  }

  @Test func `words that differ in case and punctuation only become the same`() {
    let list = SmallWorld.list("Four more.", "four more", "Is it four?", "FOUR")
    var seen: Set<[String]> = []
    for seed in 1...20 {
      let perturbed = draw(list, seed: UInt64(seed))
      seen.insert(perturbed.list.texts)
      let choices = HomophoneSubstitution(
        scope: .nBest, strength: .words(1), candidates: Self.candidates
      ).choices(making: perturbed, from: list)
      #expect(choices != nil)
    }
    #expect(
      seen == [
        ["For more.", "for more", "Is it for?", "FOR"],
        ["Fore more.", "fore more", "Is it fore?", "FORE"],
      ])
  }

  @Test func `targets are words whatever their case and punctuation`() {
    #expect(WordTargets.function.include("The,"))
    #expect(!WordTargets.content.include("THE"))
    #expect(WordTargets.listed(["four"]).include("“Four”"))
    let list = SmallWorld.list("Four in their car")
    #expect(draw(list, .oneBest, targets: .listed(["their"])).list[0].text == "Four in there car")
  }

  @Test func `the language model weighs words and costs whatever their case and punctuation`()
    throws
  {
    let model = NGramModel(
      trainedOn: ["we waited four hours", "four hours", "for you", "we waited for you"])
    let costs = LanguageCosts.recomputed(model, weight: 2)
    func total(_ text: String, _ clean: String) -> Double {
      costs.costs(
        of: text, replacing: Hypothesis(text: clean, costs: FirstPassCosts(total: 1))
      ).total
    }
    #expect(
      total("We waited for hours.", "We waited four hours.")
        == total("we waited for hours", "we waited four hours"))
  }

  @Test func `forms of lists with case and punctuation are without them, too`() {
    func text(_ form: TextFormChange.Form, _ text: String) -> String {
      SmallWorld.draw(TextFormChange(forms: [form]), SmallWorld.list(text)).list[0].text
    }
    #expect(text(.lowerCase, "Well, I’M here.") == "well, i’m here.")
    #expect(text(.unpunctuated, "“Well, I'm here!” — no.") == "Well I'm here — no")
    #expect(text(.finalStop, "Is it here?") == "Is it here?")
    #expect(text(.sentence, "Well done.") == "Well done.")
    #expect(text(.commas, "Well, done but here") == "Well, done, but here")
  }

  @Test func `words without a pronunciation are counted without case and punctuation`() throws {
    let lexicon = try Lexicon(text: "HOUSE  HH AW1 S\n", path: "small", format: .cmudict)
    let coverage = PronunciationCoverage(
      of: [
        Utterance(
          id: "1", reference: "House.", nBest: SmallWorld.list("House!", "“House”, blorptic."))
      ], in: lexicon)
    #expect(coverage.unknownWords == ["blorptic"])
    #expect(coverage.words == 3)
  }
}
