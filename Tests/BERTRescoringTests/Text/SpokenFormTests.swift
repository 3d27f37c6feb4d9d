import BERTRescoring
import Testing

struct SpokenFormTests {
  @Test(arguments: [
    ("“Please, sir, is this Plumfield?”", "please sir is this plumfield"),
    ("a hospitable-looking house--with _wide_ steps", "a hospitable looking house with wide steps"),
    ("‘I dare say,’ replied O’Neill; 'tis the boys'.", "i dare say replied o'neill tis the boys"),
    ("we're WE’RE", "we're we're"),
    ("  \t", ""),
    ("At 7 o'clock…", "at 7 o'clock"),
    ("Café ÉCOLE", "café école"),
  ])
  func `punctuation goes, apostrophes inside words stay`(_ written: String, _ spoken: String) {
    #expect(SpokenForm.of(written) == spoken)
    #expect(SpokenForm.of(spoken) == spoken)
  }

  @Test func `sentences end at full stops that are no abbreviation's`() {
    #expect(
      SentenceSplitter.sentences(
        of: "Mr. J. Smith came. “Who?” she asked! It was I. Nobody said a word… not one")
        == [
          "mr j smith came", "who", "she asked", "it was i", "nobody said a word", "not one",
        ])
  }

  @Test func `written sentences keep their case and marks, and what closes them`() {
    #expect(
      SentenceSplitter.sentences(
        of: " Mr. J. Smith paid $12.50. “Who?” she asked... (It was I!)  Nobody…  -- not one ",
        as: .written)
        == [
          "Mr. J. Smith paid $12.50.", "“Who?”", "she asked...", "(It was I!)", "Nobody…",
          "-- not one",
        ])
    #expect(SentenceSplitter.sentences(of: " …  -- ! ", as: .written) == [])
  }

  @Test(arguments: [
    "He paid 12.50 at p.m. Nobody saw.", "“Who?” she asked! It was I.", "not one", "",
    "a.b. c", "Prof. X?! 'Yes'",
  ])
  func `both forms have the same sentences`(paragraph: String) {
    #expect(
      SentenceSplitter.sentences(of: paragraph, as: .written).map(SpokenForm.of)
        == SentenceSplitter.sentences(of: paragraph))
  }
}
