import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Prepared corpora` {
  private func corpus(_ style: TextNormalizer.Style) -> Corpus {
    var corpus = Corpus(
      name: "numbers", digest: .sha256(of: "numbers"),
      utterances: [
        Utterance(
          id: "a", reference: "It's seventy-five percent.",
          nBest: SmallWorld.list("it's 75%", "its seventy five percent"))
      ])
    corpus.normalizer = TextNormalizer(style)
    return corpus
  }

  @Test func `words are compared as the corpus says, and models read texts as they were written`() {
    let spoken = PreparedCorpus(corpus(.spoken), listLimit: 2)
    #expect(spoken.utterances[0].nBest.texts == ["it's 75%", "its seventy five percent"])
    #expect(spoken.utterances[0].reference == "It's seventy-five percent.")
    #expect(spoken.oracle(limit: 1).errors.edits == 0)
    let basic = PreparedCorpus(corpus(.basic), listLimit: 2)
    #expect(basic.oracle(limit: 1).errors.edits == 3)
    #expect(basic.utterances[0].nBest.texts == spoken.utterances[0].nBest.texts)
    let none = PreparedCorpus(corpus(.none), listLimit: 2)
    #expect(none.utterances[0].reference == "It's seventy-five percent.")
    #expect(none.oracle(limit: 1).errors.referenceWords == 3)
  }

  @Test func `models read what is compared where a corpus says so`() {
    var lower = corpus(.basic)
    lower.normalizer.modelTexts = .compared
    let prepared = PreparedCorpus(lower, listLimit: 2)
    #expect(prepared.utterances[0].reference == "it's seventy five percent")
    #expect(prepared.utterances[0].nBest.texts == ["it's 75%", "its seventy five percent"])
  }

  @Test(arguments: [
    ("Straße  nach\tKöln.", "Straße nach Köln."), ("3½ cups, 10²!", "3½ cups, 10²!"),
    ("IŞIK", "IŞIK"), ("น้ำ", "น้ำ"), ("Cafe\u{301}", "Café"), ("τοίχος", "τοίχος"),
  ])
  func `a text keeps its letters, case and punctuation`(written: String, read: String) {
    let corpus = Corpus(
      name: "written", digest: .sha256(of: "written"),
      utterances: [
        Utterance(id: "a", reference: written, nBest: SmallWorld.list(written, "b"))
      ])
    let prepared = PreparedCorpus(corpus, listLimit: 2).utterances[0]
    #expect(Array(prepared.nBest[0].text.unicodeScalars) == Array(read.unicodeScalars))
    #expect(Array(prepared.reference.unicodeScalars) == Array(read.unicodeScalars))
  }

  @Test func `a selection of a corpus compares words as the whole does`() {
    #expect(corpus(.spoken).selecting([0]).normalizer == TextNormalizer(.spoken))
  }
}
