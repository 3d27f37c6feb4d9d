import Perturbations
import Testing

@Suite struct `Spaced words` {
  @Test(arguments: [
    ("", []), (" ", []), ("see", ["see"]), ("  see  the sea ", ["see", "the", "sea"]),
    ("don't-stop\r\nnow\t5%", ["don't-stop\r\nnow\t5%"]),
    ("über\u{A0}café müde", ["über\u{A0}café", "müde"]),
    // A mark that follows a space is part of its character, which separates nothing.
    ("see \u{301}the", ["see \u{301}the"]),
  ])
  func `are what single spaces separate`(text: String, words: [String]) {
    #expect(text.spacedWords == words)
  }

  @Test func `of plain and of other texts are cut alike`() {
    for text in ["see the sea", " a  b\r\n c", "5 , 6"] {
      let others = (text + " é").spacedWords
      #expect(others == text.spacedWords + ["é"])
    }
  }
}
