import CSystemICU

/// A Unicode normalization form, as ICU computes it.
///
/// Texts that look the same can be different code points: "é" is one in NFC and two in NFD.
public enum UnicodeForm: String, Hashable, Sendable, Codable, CaseIterable {
  /// Canonical composition.
  case nfc
  /// Canonical decomposition.
  case nfd
  /// Compatibility composition: "ﬁ" becomes "fi", "½" becomes "1⁄2".
  case nfkc
  /// NFKC with case folded and ignorable characters removed (UAX #31's NFKC_Casefold): "Straße"
  /// becomes "strasse".
  case nfkcCaseFold
  /// Compatibility composition that leaves alone what it would change the meaning of (fractions, superscripts,
  /// subscripts, the vowel am of Thai and Lao), lower-case, and ignorable characters removed: "Straße"
  /// becomes "straße", "3½" stays, "ΟΔΟΣ" becomes "οδος".
  case nfkcLowerCase

  /// `text` in this form.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - language: whose letters become lower-case: in Turkish ("tr") "I" becomes "ı". Matters to
  ///     ``nfkcLowerCase`` alone.
  public func apply(to text: String, language: String? = nil) -> String {
    switch self {
    case .nfc: Self.normalized(text, mdg_form_nfc)
    case .nfd: Self.normalized(text, mdg_form_nfd)
    case .nfkc: Self.normalized(text, mdg_form_nfkc)
    case .nfkcCaseFold: Self.normalized(text, mdg_form_nfkc_casefold)
    case .nfkcLowerCase: Self.lowerCase(text, language ?? "")
    }
  }

  private static func lowerCase(_ text: String, _ language: String) -> String {
    let shown = normalized(text, mdg_form_nfkc_kept).unicodeScalars
      .filter { !mdg_is_ignorable($0.value) }
    let lower = transformed(String(String.UnicodeScalarView(shown))) {
      mdg_lower_case(language, $0, $1, $2, $3)
    }
    return normalized(withVowelAm(lower), mdg_form_nfkc_kept)
  }

  /// Puts the vowel am of Thai and Lao together again, where NFKC took it apart before; a tone mark may stand
  /// between its halves or before them.
  private static func withVowelAm(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    guard scalars.contains(where: { ams[$0] != nil }) else { return text }
    var place = 0
    while place + 1 < scalars.count {
      if let (tones, rest, am) = ams[scalars[place]] {
        let last = tones.contains(scalars[place + 1]) ? place + 2 : place + 1
        if last < scalars.count, scalars[last] == rest {
          scalars[last] = am
          scalars.remove(at: place)
        }
      }
      place += 1
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private static let ams:
    [Unicode.Scalar: (
      tones: ClosedRange<Unicode.Scalar>, rest: Unicode.Scalar, am: Unicode.Scalar
    )] = [
      "\u{0E4D}": ("\u{0E48}"..."\u{0E4B}", "\u{0E32}", "\u{0E33}"),
      "\u{0ECD}": ("\u{0EC8}"..."\u{0ECB}", "\u{0EB2}", "\u{0EB3}"),
    ]

  private static func normalized(_ text: String, _ form: mdg_unicode_form) -> String {
    transformed(text) { mdg_normalize(form, $0, $1, $2, $3) }
  }

  /// Grows a buffer until ICU's answer fits.
  private static func transformed(
    _ text: String,
    _ write: (UnsafePointer<UInt16>, Int32, UnsafeMutablePointer<UInt16>, Int32) -> Int32
  ) -> String {
    let source = Array(text.utf16)
    guard !source.isEmpty else { return text }
    var capacity = source.count + source.count / 2 + 16
    while true {
      var length = 0
      let made = [UInt16](unsafeUninitializedCapacity: capacity) { buffer, count in
        length = Int(write(source, Int32(source.count), buffer.baseAddress!, Int32(capacity)))
        count = min(max(length, 0), capacity)
      }
      precondition(length >= 0, "ICU can't normalize: out of memory, or without its data")
      if length <= capacity { return String(decoding: made, as: UTF16.self) }
      capacity = length
    }
  }
}
