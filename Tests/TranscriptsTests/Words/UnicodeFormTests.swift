import Testing
import Transcripts

@Suite struct `Unicode forms` {
  @Test func `composition and decomposition`() {
    #expect(Array(UnicodeForm.nfc.apply(to: "e\u{301}").unicodeScalars) == ["\u{E9}"])
    #expect(Array(UnicodeForm.nfd.apply(to: "\u{E9}").unicodeScalars) == ["e", "\u{301}"])
    #expect(UnicodeForm.nfkc.apply(to: "ﬁ½") == "fi1⁄2")
    #expect(UnicodeForm.nfkcCaseFold.apply(to: "Stra\u{AD}ße ΌΣΟΣ") == "strasse όσοσ")
    #expect(UnicodeForm.nfkcLowerCase.apply(to: "Stra\u{AD}ße ΌΣΟΣ ﬁ½²") == "straße όσος fi½²")
    for form in UnicodeForm.allCases { #expect(form.apply(to: "") == "") }
  }

  @Test func `a text may grow beyond any guess`() {
    // U+FDFA is one code point and eighteen under NFKC.
    let text = String(repeating: "\u{FDFA}", count: 50)
    #expect(UnicodeForm.nfkc.apply(to: text).unicodeScalars.count == 900)
  }
}
