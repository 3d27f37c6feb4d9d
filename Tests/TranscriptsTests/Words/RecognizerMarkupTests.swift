import Testing
import Transcripts

@Suite struct `Marks of recognizers` {
  private func words(_ text: String, _ policy: MarkupPolicy) -> [String] {
    var normalizer = TextNormalizer()
    normalizer.markup = policy
    return normalizer.words(in: text)
  }

  private let text = "Well <unk> I [background noise] (uh) saw <eps> %hesitation it {laugh}."

  @Test func `marks are kept as words, dropped, or words of their own`() {
    #expect(
      words(text, .keep) == [
        "well", "unk", "i", "background", "noise", "uh", "saw", "eps", "hesitation", "it", "laugh",
      ])
    #expect(words(text, .drop) == ["well", "i", "saw", "it"])
    #expect(
      words(text, .word) == [
        "well", "<unk>", "i", "<background-noise>", "<uh>", "saw", "<eps>", "<hesitation>", "it",
        "<laugh>",
      ])
  }

  @Test(arguments: [
    "(as he said) it", "5 % of it", "50% [sic", "a<b and c>d", "[1] is a note", "(555) 1212",
    "x <- y", "it's (really good) now",
  ])
  func `what is no mark stays`(text: String) {
    #expect(words(text, .drop) == words(text, .keep))
  }

  @Test func `a mark that is a word is unlike any word that was said, also the second time`() {
    var normalizer = TextNormalizer()
    normalizer.markup = .word
    #expect(normalizer.words(in: "<Noise> noise") == ["<noise>", "noise"])
    let once = normalizer.normalize(text)
    #expect(normalizer.normalize(once) == once)
    #expect(normalizer.name == "basic, markup as words")
    normalizer.markup = .drop
    #expect(
      WordErrorRate(reference: "yes", hypothesis: "<unk> yes (uh)", normalizer: normalizer).edits
        == 0)
  }
}
