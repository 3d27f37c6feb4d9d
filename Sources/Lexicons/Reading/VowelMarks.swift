/// The marks on the letters of Arabic and Hebrew that indicate a word's vowels. Dictionaries write
/// them, and most texts leave them out.
enum VowelMarks {
  /// The word without vowel marks, and without the stroke that only lengthens it (tatweel).
  static func dropped(from word: String) -> String {
    guard word.unicodeScalars.contains(where: isMark) else { return word }
    return String(String.UnicodeScalarView(word.unicodeScalars.filter { !isMark($0) }))
  }

  /// Whether a scalar is a vowel mark: signs above and below (U+0610 to U+061A), harakat and tanwin
  /// (U+064B to U+0652), the later ones except the hamza that is part of a letter, the dagger alif,
  /// Koranic signs, Hebrew points and accents.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x610...0x61A, 0x640, 0x64B...0x652, 0x656...0x65F, 0x670, 0x6D6...0x6DC, 0x6DF...0x6E4,
      0x6E7, 0x6E8, 0x6EA...0x6ED, 0x8CA...0x8E1, 0x8E3...0x8FF, 0x591...0x5BD, 0x5BF, 0x5C1, 0x5C2,
      0x5C4, 0x5C5, 0x5C7:
      true
    default: false
    }
  }
}
