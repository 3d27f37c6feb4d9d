/// A phone of English that accents distinguish, independent of the notation.
///
/// Vowels are named by Wells's lexical sets.
enum EnglishSound: Hashable {
  case palm, lot, thought, trap, dress, kit, fleece, face, square, near, strut, schwa, nurse, letter
  case foot, goose, syllabicN
  case r, t, d, flap, m, n, l, h, w, voicelessW, y, th, dh, s, z, f, v
  case otherVowel, otherConsonant

  /// Reads an ARPABET symbol.
  ///
  /// - Parameters:
  ///   - symbol: the symbol without stress.
  ///   - stress: 0 for none, 1 for primary, 2 for secondary; nil if the lexicon doesn't say.
  init(arpabet symbol: String, stress: Int?) {
    switch symbol {
    case "AH": self = stress == 0 ? .schwa : .strut
    case "ER": self = stress == 0 ? .letter : .nurse
    default:
      let isVowel = ARPABET.phones.first { $0.symbol == symbol }?.features.isVowel ?? false
      self = Self.arpabet[symbol] ?? (isVowel ? .otherVowel : .otherConsonant)
    }
  }

  /// Reads a symbol of the IPA.
  ///
  /// - Parameter symbol: the symbol without stress.
  init(ipa symbol: String) {
    if symbol.unicodeScalars.contains("\u{329}"), IPA.base(of: symbol) == "n" {
      self = .syllabicN
      return
    }
    self =
      IPA.isSyllabic(symbol) && Self.ipa[IPA.base(of: symbol)]?.isVowel == false
      ? .otherVowel
      : Self.ipa[IPA.base(of: symbol)]
        ?? (IPA.isSyllabic(symbol) ? .otherVowel : .otherConsonant)
  }

  /// The symbol of a sound that an accent can introduce; nil for others.
  func symbol(inARPABET isARPABET: Bool) -> String? {
    Self.symbols[self].map { isARPABET ? $0.arpabet : $0.ipa }
  }

  private static let arpabet: [String: EnglishSound] = [
    "AA": .palm, "AO": .thought, "AE": .trap, "EH": .dress, "IH": .kit, "IY": .fleece, "EY": .face,
    "UH": .foot, "UW": .goose, "R": .r, "T": .t, "D": .d, "M": .m, "N": .n, "L": .l, "HH": .h,
    "W": .w,
    "Y": .y, "TH": .th, "DH": .dh, "S": .s, "Z": .z, "F": .f, "V": .v,
  ]

  private static let ipa: [String: EnglishSound] = [
    "ɑ": .palm, "ɒ": .lot, "ɔ": .thought, "æ": .trap, "ɛ": .dress, "e": .dress, "ɪ": .kit,
    "i": .fleece, "eɪ": .face, "ɛə": .square, "eə": .square, "ɪə": .near, "ʌ": .strut, "ɐ": .strut,
    "ə": .schwa, "ɜ": .nurse, "ɝ": .nurse, "ɚ": .letter, "ʊ": .foot, "u": .goose, "ʉ": .goose,
    "ɹ": .r, "r": .r, "ɻ": .r, "t": .t, "d": .d, "ɾ": .flap, "m": .m, "n": .n, "l": .l, "ɫ": .l,
    "h": .h,
    "w": .w, "ʍ": .voicelessW, "j": .y, "θ": .th, "ð": .dh, "s": .s, "z": .z, "f": .f, "v": .v,
  ]

  private static let symbols: [EnglishSound: (arpabet: String, ipa: String)] = [
    .palm: ("AA", "ɑ"), .dress: ("EH", "ɛ"), .kit: ("IH", "ɪ"), .fleece: ("IY", "i"),
    .schwa: ("AH", "ə"), .nurse: ("ER", "ɜ"), .near: ("IY", "ɪ"), .r: ("R", "ɹ"),
    .flap: ("D", "ɾ"), .w: ("W", "w"), .f: ("F", "f"), .v: ("V", "v"),
  ]

  var isVowel: Bool {
    switch self {
    case .palm, .lot, .thought, .trap, .dress, .kit, .fleece, .face, .square, .near, .strut, .schwa,
      .nurse, .letter, .foot, .goose, .syllabicN, .otherVowel:
      true
    case .r, .t, .d, .flap, .m, .n, .l, .h, .w, .voicelessW, .y, .th, .dh, .s, .z, .f, .v,
      .otherConsonant:
      false
    }
  }
}
