/// What BERT's basic tokenizer does with a character.
enum CharacterClass {
  /// Control, format and private characters, U+0000 and U+FFFD: removed. (Unassigned ones stay, as in
  /// Hugging Face's `tokenizers`; the original in Python drops them, as its Unicode tables know them.)
  case dropped
  /// A break between words.
  case whitespace
  /// A word of its own.
  case punctuation
  /// Part of a word.
  case other

  init(of scalar: Unicode.Scalar) {
    if scalar.isASCII {
      switch scalar.value {
      case 9, 10, 13, 32: self = .whitespace
      case 0..<32, 127: self = .dropped
      // The original counts all of ASCII's symbols as punctuation, "$" and "^" among them.
      case 33...47, 58...64, 91...96, 123...126: self = .punctuation
      default: self = .other
      }
      return
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .surrogate: self = .dropped
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: self = .whitespace
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      self = .punctuation
    default: self = scalar.value == 0xFFFD ? .dropped : .other
    }
  }

  /// Whether the original sets this character apart as a CJK ideograph (kana and hangul it does not).
  static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F,
      0x2B820...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
      true
    default: false
    }
  }
}
