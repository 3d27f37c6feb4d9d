import Lexicons
import Testing

@Suite struct `The IPA` {
  private func phones(_ transcription: String, _ marks: PhoneMarks = .kept) throws -> [String] {
    let lexicon = try Lexicon(
      text: "word\t/\(transcription)/\n", path: "ipa.txt", format: .ipaDict, marks: marks)
    return lexicon.pronunciations(of: "word")[0].symbols
  }

  @Test func `a phone is a letter with its marks`() throws {
    #expect(try phones("t͡ʃɝt͡ʃ") == ["t͡ʃ", "ɝ", "t͡ʃ"])
    #expect(try phones("vɛ̃tʁə") == ["v", "ɛ̃", "t", "ʁ", "ə"])
    #expect(try phones("tʰɑːk̚") == ["tʰ", "ɑː", "k̚"])
    #expect(try phones("bʌtn̩") == ["b", "ʌ", "t", "n̩"])
    #expect(try phones("ab.l‿o(r)t|a") == ["a", "b", "l", "o", "r", "t", "a"])
  }

  @Test func `a stress mark goes to the vowel of its syllable`() throws {
    #expect(try phones("ɪnˈkɹis") == ["ɪ", "n", "k", "ɹ", "ˈi", "s"])
    #expect(try phones("ˌʌndɚˈstænd") == ["ˌʌ", "n", "d", "ɚ", "s", "t", "ˈæ", "n", "d"])
  }

  /// Transcriptions as in WikiPron's Swahili, Zulu, Fijian and Icelandic.
  @Test(arguments: [
    ("aⁿda", ["a", "ⁿd", "a"]), ("ⁿdege", ["ⁿd", "e", "ɡ", "e"]), ("aᵐbo", ["a", "ᵐb", "o"]),
    ("iˈᵑɡoma", ["i", "ᵑɡ", "ˈo", "m", "a"]), ("aːⁿda", ["aː", "ⁿd", "a"]),
    ("saⁿt͡ʃi", ["s", "a", "ⁿt͡ʃ", "i"]), ("aᶮɟa", ["a", "ᶮɟ", "a"]), ("ˈɛʰtɪ", ["ˈɛ", "ʰt", "ɪ"]),
    // Released through the nose, aspirated, nasal to the end.
    ("dⁿa", ["dⁿ", "a"]), ("tʰa", ["tʰ", "a"]), ("atʰka", ["a", "tʰ", "k", "a"]), ("aⁿ", ["aⁿ"]),
    ("bʌtⁿd", ["b", "ʌ", "tⁿ", "d"]), ("aⁿla", ["aⁿ", "l", "a"]),
  ])
  func `a superscript nasal before a stop belongs to the stop`(
    transcription: String, expected: [String]
  ) throws {
    #expect(try phones(transcription) == expected)
  }

  @Test func `a prenasalized stop is near its plain fellow`() throws {
    let lexicon = try Lexicon(
      text: "a\t/aⁿda/\nb\t/ada/\nc\t/aⁿta/\n", path: "ipa.tsv", format: .ipaDict)
    #expect(
      NearHomophones(lexicon).candidates(for: "b", minimumCount: 0).map(\.word) == ["a", "c"])
  }

  @Test func `letters that look like the IPA's are taken for them`() throws {
    #expect(try phones("gi:s") == ["ɡ", "iː", "s"])
    #expect(try phones("c\u{327}a") == ["ç", "a"])
  }

  @Test func `tones are phones of their own after the syllable, or dropped`() throws {
    #expect(try phones("ni˨˩˦xɑʊ̯˨˩˦") == ["n", "i", "˨˩˦", "x", "ɑ", "ʊ̯", "˨˩˦"])
    let dropped = PhoneMarks(tones: .dropped)
    #expect(try phones("ni˨˩˦xɑʊ̯˨˩˦", dropped) == ["n", "i", "x", "ɑ", "ʊ̯"])
    #expect(try phones("máà", dropped) == ["m", "a", "a"])
    #expect(try phones("ma³⁵", dropped) == ["m", "a"])
  }

  @Test func `length marks are kept or dropped`() throws {
    #expect(try phones("ʃaːf") == ["ʃ", "aː", "f"])
    #expect(try phones("ʃaːfˑ", PhoneMarks(length: .dropped)) == ["ʃ", "a", "f"])
  }

  @Test func `what the mouth does alike is near, in any language`() throws {
    let lexicon = try Lexicon(
      text: "a\tp b i y ø ɛ ɛ̃ aː a t͡s s ʁ ˥ ˩\n", path: "ipa.tsv", format: .wikipron)
    let distances = PhoneDistances(lexicon.inventory)
    func distance(_ first: String, _ second: String) throws -> Double {
      distances.substitution(
        try #require(lexicon.inventory.phone(first)),
        try #require(lexicon.inventory.phone(second)))
    }
    #expect(try distance("p", "b") == 0.3)
    #expect(try distance("p", "i") == 1)
    #expect(try distance("i", "y") == 0.1)
    #expect(try distance("i", "ɛ") > distance("i", "y"))
    #expect(try distance("ɛ", "ɛ̃") == 0.1)
    #expect(try distance("a", "aː") == 0.1)
    #expect(try distance("t͡s", "s") == 0.3)
    // In a row the two letters are one contour.
    #expect(lexicon.pronunciations(of: "a")[0].symbols.last == "˥˩")
  }

  @Test func `English goes to and fro between ARPABET and the IPA`() throws {
    #expect(PhoneNotation.ipa(ofARPABET: ["CH", "ER1", "CH"]) == ["t͡ʃ", "ˈɝ", "t͡ʃ"])
    #expect(PhoneNotation.ipa(ofARPABET: ["CH", "ER3"]) == nil)
    #expect(PhoneNotation.ipa(ofARPABET: ["Q"]) == nil)
    #expect(PhoneNotation.arpabet(ofIPA: "ˈtʃɜːtʃ") == ["CH", "ER1", "CH"])
    #expect(PhoneNotation.arpabet(ofIPA: "ɹɪˈmoʊt") == ["R", "IH0", "M", "OW1", "T"])
    #expect(PhoneNotation.arpabet(ofIPA: "ʁy") == nil)
    let lexicon = CMUdict.lexicon
    var lost: [String] = []
    for id in 0..<lexicon.wordCount {
      for pronunciation in lexicon.pronunciations(of: lexicon.word(id)) {
        let ipa = PhoneNotation.ipa(ofARPABET: pronunciation.symbols) ?? []
        if PhoneNotation.arpabet(ofIPA: ipa) != pronunciation.symbols {
          lost.append("\(lexicon.word(id)): \(pronunciation) \(ipa)")
        }
      }
      // A sample of the whole is enough here: all phones occur.
      if id > 4_000 { break }
    }
    #expect(lost.isEmpty, "\(lost.prefix(5))")
  }
}
