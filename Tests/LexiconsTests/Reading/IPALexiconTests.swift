import Foundation
import Lexicons
import Testing

@Suite struct `Reading lexicons in the IPA` {
  private func read(
    _ text: String, _ format: LexiconFormat, _ marks: PhoneMarks = .kept
  ) throws(LexiconError) -> Lexicon {
    try Lexicon(text: text, path: "some.lexicon", format: format, marks: marks)
  }

  @Test func `MFA's dictionaries with no, one or four numbers`() throws {
    let lexicon = try read(
      "the\t0.16\t0.08\t2.17\t1.13\tð ə\nthe\t0.5\tð iː\ncat\tkʰ æ t\narpa\tAA1 R P AH0\n", .mfa)
    #expect(lexicon.pronunciations(of: "the").map(\.probability) == [0.16, 0.5])
    #expect(lexicon.pronunciations(of: "the").map(\.description) == ["ð ə", "ð iː"])
    #expect(lexicon.pronunciations(of: "cat").map(\.probability) == [nil])
    #expect(lexicon.pronunciations(of: "cat").map(\.description) == ["kʰ æ t"])
    #expect(lexicon.pronunciations(of: "arpa")[0].symbols == ["AA1", "R", "P", "AH0"])
  }

  @Test func `WikiPron's words may hold spaces`() throws {
    let lexicon = try read("a priori\te ɪ p ɹ a ɪ ɔː ɹ a ɪ\nvin\tv ɛ̃\n", .wikipron)
    #expect(lexicon.contains("a priori"))
    #expect(lexicon.pronunciations(of: "vin").map(\.symbols) == [["v", "ɛ̃"]])
  }

  @Test func `ipa-dict's several transcriptions are several pronunciations`() throws {
    let lexicon = try read("plus\t/plys/, /ply/\nl’eau\t/lo/\n", .ipaDict)
    #expect(lexicon.pronunciations(of: "plus").map(\.description) == ["p l y s", "p l y"])
    // Words from transcripts have a plain apostrophe.
    #expect(lexicon.pronunciations(of: "l'eau").map(\.description) == ["l o"])
  }

  @Test(arguments: [
    (
      LexiconFormat.mfa, "a\tb\nword\n", "2: expected a word, none, one or four numbers, and phones"
    ),
    (.mfa, "word\t0.5\t0.5\tv\n", "1: expected a word, none, one or four numbers, and phones"),
    (.mfa, "word\t1.5\tv\n", "1: expected a probability above 0 and at most 1, found \"1.5\""),
    (.mfa, "word\t0.5\tx\t1\t1\tv\n", "1: expected a probability above 0"),
    (.mfa, "word\t0.5\t\n", "1: expected phones after \"word\", found none"),
    (.wikipron, "a\tb\nword v ɛ\n", "2: expected a word and its transcription, separated by a tab"),
    (
      .wikipron, "word\tv\tx\n",
      "1: expected a word and its transcription, separated by a tab, found 3"
    ),
    (.wikipron, "word\t\n", "1: expected phones after \"word\", found none"),
    (.wikipron, "\tv ɛ\n", "1: expected a word and its transcription"),
    (.wikipron, "a\tb\n\nword\tv\n", "2: expected a word and its phones, found an empty line"),
    (.ipaDict, "word\tvɛʁ\n", "1: expected a transcription as /ˈwɜːd/, found \"vɛʁ\""),
    (.ipaDict, "word\t/vɛʁ/, \n", "1: expected a transcription as /ˈwɜːd/, found \"\""),
    (.ipaDict, "word\t/.ˈ/\n", "1: expected phones after \"word\", found none"),
  ])
  func `what is wrong is said with its line`(
    format: LexiconFormat, text: String, message: String
  ) {
    #expect {
      try read(text, format)
    } throws: { error in
      "\(error)".hasPrefix("some.lexicon:" + message)
    }
  }

  @Test func `French homophones come out as one class`() throws {
    let lexicon = try read(
      "vert\t/vɛʁ/\nverre\t/vɛʁ/\nver\t/vɛʁ/\nvers\t/vɛʁ/\nvin\t/vɛ̃/\nvent\t/vɑ̃/\nvain\t/vɛ̃/\n",
      .ipaDict)
    let index = HomophoneIndex(lexicon)
    #expect(index.classCount == 2)
    #expect(index.words(inClass: 0) == ["vert", "verre", "ver", "vers"])
    #expect(
      index.candidates(for: "verre", minimumCount: 0).map(\.word) == ["ver", "vers", "vert"])
    // Nasal vowels are near.
    #expect(
      NearHomophones(lexicon).candidates(for: "vin", minimumCount: 0).map(\.word) == ["vent"])
  }

  @Test func `German final devoicing makes homophones, and ß is no ss`() throws {
    let lexicon = try read(
      "Rat\tʁ aː t\nRad\tʁ aː t\nSeite\tz aɪ̯ t ə\nSaite\tz aɪ̯ t ə\nStraße\tʃ t ʁ aː s ə\n"
        + "Stadt\tʃ t a t\nStaat\tʃ t aː t\n", .wikipron)
    let index = HomophoneIndex(lexicon)
    #expect(index.areHomophones("rat", "rad"))
    #expect(index.areHomophones("seite", "saite"))
    #expect(lexicon.contains("straße") && !lexicon.contains("strasse"))
    #expect(!index.areHomophones("stadt", "staat"))
    let short = try read(
      "Stadt\tʃ t a t\nStaat\tʃ t aː t\n", .wikipron, PhoneMarks(length: .dropped))
    #expect(HomophoneIndex(short).areHomophones("stadt", "staat"))
  }

  @Test func `Spanish seseo and silent letters`() throws {
    let lexicon = try read(
      "casa\t/ˈkasa/\ncaza\t/ˈkasa/, /ˈkaθa/\nhola\t/ˈola/\nola\t/ˈola/\nechó\t/eˈt͡ʃo/\n"
        + "hecho\t/ˈet͡ʃo/\n", .ipaDict)
    let index = HomophoneIndex(lexicon)
    #expect(index.areHomophones("casa", "caza"))
    #expect(index.areHomophones("hola", "ola"))
    #expect(index.areHomophones("echó", "hecho"))
    #expect(!HomophoneIndex(lexicon, stress: .kept).areHomophones("echó", "hecho"))
  }

  /// In Kaldi's notation with a digit for the tone, and in the IPA.
  @Test func `Mandarin by syllable with or without tone`() throws {
    let pinyin = "妈 m a1\n马 m a3\n吗 m a5\n玛 m a3\n你好 n i3 h ao3\n拟好 n i2 h ao3\n"
    let kept = HomophoneIndex(try read(pinyin, .kaldi))
    #expect(kept.candidates(for: "马", minimumCount: 0).map(\.word) == ["玛"])
    #expect(!kept.areHomophones("你好", "拟好"))
    let dropped = HomophoneIndex(try read(pinyin, .kaldi, PhoneMarks(tones: .dropped)))
    #expect(dropped.candidates(for: "马", minimumCount: 0).map(\.word).count == 3)
    #expect(dropped.areHomophones("你好", "拟好"))
    let ipa = "妈\t/ma˥˥/\n马\t/ma˨˩˦/\n玛\t/ma˨˩˦/\n"
    #expect(
      HomophoneIndex(try read(ipa, .ipaDict)).candidates(for: "马", minimumCount: 0).map(\.word)
        == ["玛"])
    let near = NearHomophones(try read(ipa, .ipaDict)).candidates(for: "马", minimumCount: 0)
    #expect(near == [WordCandidate(word: "妈", count: 0, distance: 0.2)])
  }

  @Test func `right-to-left, combining marks and words beyond the BMP`() throws {
    let gothic = "\u{10330}\u{10337}\u{10330}"
    let lexicon = try read(
      "שלום\t/ʃaˈlom/\nقلب\t/qalb/\nكلب\t/kalb/\n\(gothic)\t/ˈaθa/\n𠮷\t/ˈaθa/\n"
        + "หมา\t/maː˩˩˦/\ne\u{301}te\u{301}\t/ete/\n", .ipaDict)
    #expect(lexicon.contains("שלום"))
    #expect(HomophoneIndex(lexicon).areHomophones(gothic, "𠮷"))
    // Words are found in NFC, whatever form they were written in.
    #expect(lexicon.pronunciations(of: "été").map(\.symbols) == [["e", "t", "e"]])
    #expect(lexicon.pronunciations(of: "หมา").map(\.symbols) == [["m", "aː", "˩˩˦"]])
    #expect(
      NearHomophones(lexicon).candidates(for: "قلب", minimumCount: 0).map(\.word) == ["كلب"])
  }

  @Test func `Kaldi's phones lose their length marks where these are dropped`() throws {
    let lexicon = try read("a b a:\nb b a\nc b aː\nd AH0 B\n", .kaldi, PhoneMarks(length: .dropped))
    #expect(HomophoneIndex(lexicon).words(inClass: 0) == ["a", "b", "c"])
    #expect(lexicon.pronunciations(of: "d")[0].symbols == ["AH0", "B"])
    let toneless = try read("d AH0 B\ne i3 B\n", .kaldi, PhoneMarks(tones: .dropped))
    #expect(toneless.pronunciations(of: "d")[0].symbols == ["AH0", "B"])
    #expect(toneless.pronunciations(of: "e")[0].symbols == ["i", "B"])
  }
}
