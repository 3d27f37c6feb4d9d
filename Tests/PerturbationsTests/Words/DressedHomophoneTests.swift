import Lexicons
import Perturbations
import PropertyTesting
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Homophones of words in case and punctuation` {
  private let candidates = HomophoneCandidates(sets: [["their", "there"], ["right", "write"]])

  @Test(arguments: [
    ("their", "there"), ("Their", "There"), ("THEIR", "THERE"), ("their,", "there,"),
    ("“Right,”", "“Write,”"), ("(right)", "(write)"), ("right!?", "write!?"),
  ])
  func `wear what the word wore`(word: String, other: String) {
    #expect(candidates.candidates(for: word) == [other])
  }

  @Test(arguments: ["—", "well-known", "theirs", "", "right-hand", "3"])
  func `are none of what is no such word`(word: String) {
    #expect(candidates.candidates(for: word).isEmpty)
  }

  @Test func `a list in true case keeps it, is replayed and is in the domain`() throws {
    let perturbation = HomophoneSubstitution(
      scope: .nBest, strength: .words(1), candidates: candidates)
    let list = SmallWorld.list("Right, I saw it.", "Their cat, right?", "their cat")
    for seed in 1...20 {
      var source = ChoiceSource.random(seed: UInt64(seed))
      let made = perturbation.perturb(list, source: &source)
      for (clean, text) in zip(list.hypotheses, made.list.hypotheses) {
        #expect(clean.text != text.text)
        #expect(clean.text.filter(\.isPunctuation) == text.text.filter(\.isPunctuation))
        #expect(clean.text.first?.isUppercase == text.text.first?.isUppercase)
      }
      #expect(perturbation.domain(of: made, from: list) == .inside)
      #expect(perturbation.choices(making: made, from: list) != nil)
    }
  }

  @Test func `context weighs the word and not what it wears`() throws {
    let kit = SpokenWorld.kit
    let plausible = try kit.perturbation(.homophones, scope: .oneBest) as! HomophoneSubstitution
    let plain = plausible.places(in: "they went there to see the sea")
    let dressed = plausible.places(in: "They went there, to see the Sea.")
    #expect(plain.map(\.position) == dressed.map(\.position))
    #expect(plain.map(\.odds) == dressed.map(\.odds))
    #expect(
      dressed.flatMap { $0.candidates.map(\.word) }.filter { $0.hasSuffix(".") }.isEmpty == false)
  }

  @Test func `targets mean the word, whatever it wears`() {
    let targets = WordTargets.listed(["right"])
    #expect(targets.include("Right,") && !targets.include("Write,"))
    #expect(WordTargets.function.include("The") && !WordTargets.content.include("“The"))
  }
}
