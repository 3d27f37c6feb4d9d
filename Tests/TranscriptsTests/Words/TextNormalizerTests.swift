import Artifacts
import Testing
import Transcripts

@Suite struct `Text normalizer` {
  let normalizer = TextNormalizer.standard

  @Test(arguments: [
    // Apostrophes of every kind are one, and stay where a word has them.
    ("We’re by th‘ weir", "we're by th' weir"),
    ("o\u{2BC}clock o´clock o`clock o\u{FF07}clock", "o'clock o'clock o'clock o'clock"),
    ("'tis the dogs' bone, 'cause", "'tis the dogs' bone 'cause"),
    ("He said ‘no’ and ''yes''", "he said no and yes"),
    ("' '' a' '", "a'"),
    // Dashes part words.
    ("well-known—and—so – on\u{2010}line", "well known and so on line"),
    // Full stops vanish, but not between digits; an ellipsis parts words.
    ("at 3.30 p.m. in the U.S.", "at 3.30 pm in the us"),
    ("wait...what… now.", "wait what now"),
    ("10:30, 3,000 and 1.5:", "10:30 3,000 and 1.5"),
    ("one,two;three/four 3,x 3.x", "one two three four 3 x 3x"),
    // Case folds as it does in writing, compatibility forms become plain.
    ("Straße Maße MASSE ﬁne ＡＢＣ ÉTÉ E\u{301}te\u{301}", "straße maße masse fine abc été été"),
    ("τοίχος ΤΟΊΧΟΣ", "τοίχος τοίχος"),
    ("น้ำ", "น้ำ"),
    // Fractions, powers, slashes, minus signs, percent and currencies belong to their numbers.
    ("½ cup, 5 % of $3", "½ cup 5% of $3"),
    ("3½ cups, 31/2, 10² or 102, m²", "3½ cups 31/2 10² or 102 m²"),
    ("−5 and -5, not a-5 or 3−5 or --5 or - 5", "-5 and -5 not a 5 or 3 5 or 5 or 5"),
    ("(-5) -$5 $5.50 €5.50 5€ 5 € US$5", "-5 -$5 $5.50 €5.50 5€ 5€ us $5"),
    ("5 $10 $ 5%off a$b 50%-60% 1/2 and/or", "5 $10 5% off a b 50% 60% 1/2 and or"),
    // Whatever the currency, and with white space between.
    ("€ 5,50 and $ 5, ₺5 and ₽ 5 ฿50, 5 ₺ or -$ 5", "€5,50 and $5 ₺5 and ₽5 ฿50 5₺ or -$5"),
    ("a $ b, 5 $ 6 and € and 5", "a b 5$ 6 and and 5"),
    // White space of every kind is collapsed, ignorable characters vanish.
    ("  a\u{A0}b\tc\n\u{3000}d  ", "a b c d"),
    ("soft\u{AD}hyphen zero\u{200D}joiner", "softhyphen zerojoiner"),
    ("“Quoted” [brackets] <unk> a_b", "quoted brackets unk a b"),
    ("नमस्ते 你好 𐐀𐐁 😀", "नमस्ते 你好 𐐨𐐩"),
    ("\u{301} . ' -- !", ""),
    ("", ""),
  ])
  func `words are what was heard`(text: String, expected: String) {
    #expect(normalizer.normalize(text) == expected)
  }

  @Test func `words and the normalized text agree`() {
    #expect(
      normalizer.words(in: "Tell her—we’re OVER there!") == [
        "tell", "her", "we're", "over", "there",
      ])
    #expect(normalizer.words(in: " … ").isEmpty)
  }

  @Test func `NFC and NFD forms of a text give the same words`() {
    for text in ["Zoë’s naïve café", "Ａ ﬁ Ǆ", "각 한국어", "ấ ệ"] {
      let words = normalizer.words(in: text)
      #expect(normalizer.words(in: UnicodeForm.nfd.apply(to: text)) == words)
      #expect(normalizer.words(in: UnicodeForm.nfc.apply(to: text)) == words)
    }
  }

  @Test func `a vowel that NFKC tore apart is put together again`() {
    // Water: the tone before both halves of the vowel, or between them.
    for torn in ["\u{E19}\u{E49}\u{E4D}\u{E32}", "\u{E19}\u{E4D}\u{E49}\u{E32}"] {
      let whole = normalizer.normalize(torn)
      #expect(Array(whole.unicodeScalars) == ["\u{E19}", "\u{E49}", "\u{E33}"])
    }
  }

  @Test func `letters become small as a language writes them`() {
    let turkish = TextNormalizer(language: "tr")
    #expect(turkish.words(in: "IŞIK ışık İstanbul I i") == ["ışık", "ışık", "istanbul", "ı", "i"])
    #expect(turkish.words(in: "IN") == ["ın"])
    #expect(normalizer.words(in: "IN") == ["in"])
  }

  @Test func `the form decides about case`() {
    #expect(TextNormalizer(form: .nfc).normalize("Tell HER, É") == "Tell HER É")
    #expect(TextNormalizer(form: .nfkc).normalize("ﬁ É") == "fi É")
    let decomposed = TextNormalizer(form: .nfd).normalize("é")
    #expect(Array(decomposed.unicodeScalars) == ["e", "\u{301}"])
  }

  /// The fast way for ASCII and the way for everything else must agree; a word that isn't ASCII
  /// sends a text the slow way.
  @Test func `normalizing twice changes nothing more, on either way`() {
    let pieces = [
      "a", "B", "3", "9", "'", "’", ".", ",", ":", "-", "—", " ", "!", "\u{301}", "é", "ß", "´",
      "\u{AD}", "...", "''", "$", "%", "/", "€", "−", "(", "½", "²",
    ]
    var random = SplitMix64(seed: 7)
    var unstable: [String] = []
    var disagreeing: [String] = []
    for _ in 0..<20_000 {
      let text = (0..<random.below(12)).map { _ in pieces[random.below(pieces.count)] }.joined()
      let once = normalizer.normalize(text)
      if normalizer.normalize(once) != once { unstable.append(text) }
      if text.utf8.allSatisfy({ $0 < 0x80 }),
        normalizer.words(in: text + " ö").dropLast() != normalizer.words(in: text)[...]
      {
        disagreeing.append(text)
      }
    }
    #expect(unstable.isEmpty)
    #expect(disagreeing.isEmpty)
  }
}
