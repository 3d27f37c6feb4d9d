import Perturbations
import PropertyTesting
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Phrases in their case and punctuation` {
  @Test(arguments: [
    ("Right, “colour” it", "Right, “color” it"), ("COLOUR it", "COLOR it"), ("Colour.", "Color."),
    ("colour it", "color it"),
  ])
  func `a replacement wears what the phrase wore`(text: String, expected: String) throws {
    let perturbation = try SpokenWorld.kit.perturbation(.spellingVariants, strength: .words(1))
    let list = SmallWorld.list(text)
    var source = ChoiceSource.replay(ChoiceSequence())
    let made = perturbation.perturb(list, source: &source)
    #expect(made.list.texts == [expected])
    #expect(perturbation.domain(of: made, from: list) == .inside)
  }

  @Test func `numbers keep what stands around them, and are none across punctuation`() throws {
    let perturbation = try SpokenWorld.kit.perturbation(.numberForms, strength: .share(1))
    var source = ChoiceSource.replay(ChoiceSequence())
    let made = perturbation.perturb(
      SmallWorld.list("Seventy five, please. One hundred, fifty"), source: &source)
    #expect(made.list[0].text.hasPrefix("75, please."))
  }

  @Test func `words know their keys`() {
    #expect(WordDress("“Right,")?.key == "right")
    #expect(WordDress("they’re.")?.key == "they're")
    #expect(WordDress("$5.50,")?.key == "$5.50")
    #expect(WordDress("—") == nil)
    #expect(WordDress("well-known") == nil)
    #expect(WordDress.isPlain("they're"))
    #expect(!WordDress.isPlain("They're"))
    #expect(WordDress.isPlain("straße"))
    #expect(!WordDress.isPlain("it."))
  }
}
