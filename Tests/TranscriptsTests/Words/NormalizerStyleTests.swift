import Testing
import Transcripts

@Suite struct `Styles of normalizers` {
  private func errors(
    _ reference: String, _ hypothesis: String, _ style: TextNormalizer.Style,
    language: String? = nil
  ) -> Int {
    WordErrorRate(
      reference: reference, hypothesis: hypothesis,
      normalizer: TextNormalizer(style, language: language)
    ).edits
  }

  @Test func `none keeps texts, but for white space and the order of marks`() {
    let none = TextNormalizer(.none)
    #expect(none.words(in: "  Tell her,\u{A0}“Cafe\u{301}”!\n") == ["Tell", "her,", "“Café”!"])
    #expect(errors("Tell her.", "tell her", .none) == 2)
    #expect(errors("Tell her.", "tell her", .basic) == 0)
  }

  @Test(arguments: [
    ("seventy five percent of it", "75% of it"), ("in nineteen eighty-four", "in 1984"),
    ("at a quarter to seven", "at 6:45"), ("Five dollars, please.", "$5 please"),
    ("the twenty-first", "the 21st"), ("3½ cups", "three and a half cups"),
    ("call 555-1212", "call 555 1212"), ("1,000", "1000"),
  ])
  func `spoken takes no number for wrong that is only written otherwise`(
    reference: String, hypothesis: String
  ) {
    #expect(errors(reference, hypothesis, .spoken) == 0)
    #expect(errors(hypothesis, reference, .spoken) == 0)
  }

  @Test func `spoken counts the words of a number that are wrong`() {
    // "five dollars" against "six dollars".
    #expect(errors("$5", "$6", .spoken) == 1)
    #expect(errors("one of us", "1 of us", .spoken) == 0)
    #expect(errors("Maße", "Masse", .spoken) == 1)
    #expect(errors("fünfundsiebzig Prozent", "75 %", .spoken, language: "de") == 0)
    #expect(errors("mille neuf cent quatre-vingt-quatre", "1984", .spoken, language: "fr") == 0)
    #expect(errors("vingt et un", "21", .spoken, language: "fr") == 0)
  }

  @Test(arguments: [
    ("Maße", "Masse", 1), ("3½ cups", "31 2 cups", 2), ("10²", "102", 1),
    ("−5 degrees", "5 degrees", 1), ("$5.50", "€5.50", 1), ("€ 5,50", "$ 5,50", 1),
    ("₺5 only", "₽5 only", 1), ("฿50", "50", 1), ("STRAẞE", "straße", 0),
    ("ΟΔΟΣ", "οδος", 0),
  ])
  func `what folding must not make equal is an error`(
    reference: String, hypothesis: String, edits: Int
  ) {
    #expect(errors(reference, hypothesis, .basic) == edits)
  }

  @Test func `Turkish capitals are no errors in Turkish`() {
    #expect(errors("IŞIK", "ışık", .basic, language: "tr") == 0)
    #expect(errors("IŞIK", "ışık", .basic) == 1)
  }

  @Test func `normalizers have names, and models read texts as they were written`() {
    #expect(TextNormalizer.standard.name == "basic")
    #expect(TextNormalizer(.spoken, language: "de").name == "spoken (de)")
    let spoken = TextNormalizer(.spoken)
    #expect(spoken.forTexts.normalize("  It\u{27}s  75%!") == "It's 75%!")
    #expect(spoken.forTexts.normalize("Cafe\u{301}") == "Caf\u{E9}")
    var compared = spoken
    compared.modelTexts = .compared
    #expect(compared.forTexts.normalize("It's 75%!") == "it's 75%")
    #expect(compared.name == "spoken, models read what is compared")
    #expect(spoken.normalize("It's 75%!") == "it's seventy five percent")
    #expect(TextNormalizer(.none).forTexts == TextNormalizer(.none))
  }

  @Test(arguments: TextNormalizer.Style.allCases, [nil, "de", "zh-Hant"])
  func `a name says everything but spellings`(style: TextNormalizer.Style, language: String?) {
    for markup in MarkupPolicy.allCases {
      for units in ErrorUnits.allCases {
        for texts in ModelTexts.allCases {
          var normalizer = TextNormalizer(style, language: language)
          normalizer.markup = markup
          normalizer.errorUnits = units
          normalizer.modelTexts = texts
          #expect(TextNormalizer(named: normalizer.name) == normalizer, "\(normalizer.name)")
        }
      }
    }
  }

  @Test func `the name of a file of spellings is passed over`() {
    #expect(
      TextNormalizer(named: "basic, by words, after en.glm (0123abcd)")?.name == "basic, by words")
    #expect(TextNormalizer(named: "plain") == nil)
    #expect(TextNormalizer(named: "") == nil)
  }
}
