import Transcripts

/// The letters of the International Phonetic Alphabet with their articulatory features, and the
/// marks that go with them.
enum IPA {
  static let primaryStress: Unicode.Scalar = "\u{2C8}"
  static let secondaryStress: Unicode.Scalar = "\u{2CC}"
  static let tieBars: Set<Unicode.Scalar> = ["\u{361}", "\u{35C}"]
  static let lengthMarks: Set<Unicode.Scalar> = ["\u{2D0}", "\u{2D1}"]
  /// Marks that stand for no sound: syllable breaks, linking marks, and brackets around optional
  /// sounds.
  static let silentMarks: Set<Unicode.Scalar> = [
    ".", "\u{203F}", "|", "\u{2016}", "(", ")", "-", "\u{200D}", "\u{200C}", " ", "\u{A0}",
  ]
  private static let syllabicMark: Unicode.Scalar = "\u{329}"

  /// Whether a scalar is a tone letter (Chao's, or their reversed forms) or a superscript digit.
  static func isTone(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2E5...0x2E9, 0xA708...0xA716, 0xB9, 0xB2, 0xB3, 0x2070, 0x2074...0x2079: true
    default: false
    }
  }

  /// Whether a scalar is an accent that writes a tone above a letter.
  static func isToneAccent(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x300...0x302, 0x304, 0x30B, 0x30C, 0x30F, 0x1DC4...0x1DC9: true
    default: false
    }
  }

  /// Whether a scalar only modifies the letter before it, as for aspiration, palatalization and
  /// length.
  static func isModifier(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2B0...0x2C7, 0x2C9...0x2CB, 0x2CD...0x2E4, 0x2EC...0x2FF, 0x1D2C...0x1D6A, 0x207F,
      0x1D9B...0x1DBF:
      true
    default: scalar.properties.generalCategory == .nonspacingMark
    }
  }

  /// The articulatory features of a phone written in the IPA, without its diacritics; an affricate
  /// or diphthong is described by its first and last letters. Nil if a letter is not part of the
  /// IPA.
  static func features(of symbol: String) -> PhoneFeatures? {
    let scalars = UnicodeForm.nfd.apply(to: symbol).unicodeScalars
    if !scalars.isEmpty, scalars.allSatisfy(isTone) { return .tone }
    // ç is a letter of its own, which NFD parts.
    let composed = scalars.contains("\u{327}") ? symbol.unicodeScalars : scalars
    let base = composed.filter { !isModifier($0) && !isTone($0) && !tieBars.contains($0) }
    let known = base.compactMap { letters[$0] }
    guard let first = known.first, let last = known.last, known.count == base.count else {
      return nil
    }
    switch (first, last) {
    case (.consonant(_, _, let begins), .consonant(let voiced, let place, let ends)):
      return .consonant(
        voiced: voiced, place: place,
        manner: known.count > 1 && begins == .stop && ends == .fricative ? .affricate : ends)
    case (
      .vowel(let height, let backness, _, _, let rounded),
      .vowel(_, _, let endHeight, let endBackness, let endsRounded)
    ):
      return .vowel(
        height: height, backness: backness, endHeight: endHeight, endBackness: endBackness,
        rounded: rounded || endsRounded)
    case (.consonant, _), (.vowel, _), (.tone, _):
      return nil
    }
  }

  /// The letters of a phone, without diacritics, modifiers, tones and tie bars.
  static func base(of symbol: String) -> String {
    let scalars = UnicodeForm.nfd.apply(to: symbol).unicodeScalars
    let base = scalars.filter { !isModifier($0) && !isTone($0) && !tieBars.contains($0) }
    return String(String.UnicodeScalarView(base))
  }

  /// Whether a scalar is a superscript letter that may belong to the phone after it: a nasal, as in
  /// "ⁿd", or "ʰ", as in "ʰt".
  static func isPrefix(_ scalar: Unicode.Scalar) -> Bool {
    nasalPrefixes.contains(scalar) || scalar == "\u{2B0}"
  }

  private static let nasalPrefixes: Set<Unicode.Scalar> = [
    "\u{207F}", "\u{1D50}", "\u{1D51}", "\u{1DAC}", "\u{1DAE}", "\u{1DAF}", "\u{1DB0}",
  ]

  /// Whether a consonant is an obstruent, which can be prenasalized or preaspirated.
  static func isObstruent(_ symbol: String) -> Bool {
    switch features(of: symbol) {
    case .consonant(_, _, let manner): [.stop, .affricate, .fricative].contains(manner)
    case .vowel, .tone, nil: false
    }
  }

  /// Whether a phone can carry stress.
  static func isSyllabic(_ symbol: String) -> Bool {
    symbol.unicodeScalars.contains(syllabicMark) || (features(of: symbol)?.isVowel ?? false)
  }

  private static let letters: [Unicode.Scalar: PhoneFeatures] = {
    var letters: [Unicode.Scalar: PhoneFeatures] = [:]
    func vowels(_ symbols: String, _ height: Int, _ backness: Int, rounded: Bool = false) {
      for scalar in symbols.unicodeScalars {
        letters[scalar] = .vowel(
          height: height, backness: backness, endHeight: height, endBackness: backness,
          rounded: rounded)
      }
    }
    func consonants(
      _ place: PhoneFeatures.Place, _ manner: PhoneFeatures.Manner, voiceless: String,
      voiced: String
    ) {
      for (symbols, isVoiced) in [(voiceless, false), (voiced, true)] {
        for scalar in symbols.unicodeScalars {
          letters[scalar] = .consonant(voiced: isVoiced, place: place, manner: manner)
        }
      }
    }
    vowels("i", 6, 0)
    vowels("y", 6, 0, rounded: true)
    vowels("ɨ", 6, 2)
    vowels("ʉ", 6, 2, rounded: true)
    vowels("ɯ", 6, 4)
    vowels("u", 6, 4, rounded: true)
    vowels("ɪ", 5, 0)
    vowels("ʏ", 5, 0, rounded: true)
    vowels("ʊ", 5, 4, rounded: true)
    vowels("e", 4, 0)
    vowels("ø", 4, 0, rounded: true)
    vowels("ɘ", 4, 2)
    vowels("ɵ", 4, 2, rounded: true)
    vowels("ɤ", 4, 4)
    vowels("o", 4, 4, rounded: true)
    vowels("əɚ", 3, 2)
    vowels("ɛ", 2, 0)
    vowels("œ", 2, 0, rounded: true)
    vowels("ɜɝ", 2, 2)
    vowels("ɞ", 2, 2, rounded: true)
    vowels("ʌ", 2, 4)
    vowels("ɔ", 2, 4, rounded: true)
    vowels("æ", 1, 0)
    vowels("ɐ", 1, 2)
    vowels("a", 0, 1)
    vowels("ɶ", 0, 0, rounded: true)
    vowels("ɑ", 0, 4)
    vowels("ɒ", 0, 4, rounded: true)

    consonants(.labial, .stop, voiceless: "p", voiced: "bɓ")
    consonants(.alveolar, .stop, voiceless: "tʈ", voiced: "dɗɖ")
    consonants(.palatal, .stop, voiceless: "c", voiced: "ɟʄ")
    consonants(.velar, .stop, voiceless: "kq", voiced: "ɡgɠɢʛ")
    consonants(.glottal, .stop, voiceless: "ʔʡ", voiced: "")
    consonants(.labial, .nasal, voiceless: "", voiced: "mɱ")
    consonants(.alveolar, .nasal, voiceless: "", voiced: "nɳ")
    consonants(.palatal, .nasal, voiceless: "", voiced: "ɲ")
    consonants(.velar, .nasal, voiceless: "", voiced: "ŋɴ")
    consonants(.labial, .fricative, voiceless: "ɸf", voiced: "βv")
    consonants(.dental, .fricative, voiceless: "θ", voiced: "ð")
    consonants(.alveolar, .fricative, voiceless: "s", voiced: "z")
    consonants(.postalveolar, .fricative, voiceless: "ʃʂɕɧ", voiced: "ʒʐʑ")
    consonants(.postalveolar, .affricate, voiceless: "ʧʨ", voiced: "ʤʥ")
    consonants(.alveolar, .affricate, voiceless: "ʦ", voiced: "ʣ")
    consonants(.palatal, .fricative, voiceless: "ç", voiced: "ʝ")
    consonants(.velar, .fricative, voiceless: "xχ", voiced: "ɣʁ")
    consonants(.glottal, .fricative, voiceless: "hħʜ", voiced: "ɦʕʢ")
    consonants(.alveolar, .liquid, voiceless: "ɬ", voiced: "lɫɮrɾɺ")
    consonants(.postalveolar, .liquid, voiceless: "", voiced: "ɹɻɽɭ")
    consonants(.palatal, .liquid, voiceless: "", voiced: "ʎ")
    consonants(.velar, .liquid, voiceless: "", voiced: "ʟʀ")
    consonants(.labial, .glide, voiceless: "ʍ", voiced: "wʋ")
    consonants(.palatal, .glide, voiceless: "", voiced: "jɥ")
    consonants(.velar, .glide, voiceless: "", voiced: "ɰ")
    return letters
  }()
}
