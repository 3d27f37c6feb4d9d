import CSystemICU

/// A Unicode normalisation form, as ICU computes it.
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

  /// `text` in this form.
  public func apply(to text: String) -> String {
    let source = Array(text.utf16)
    guard !source.isEmpty else { return text }
    var capacity = source.count + source.count / 2 + 16
    while true {
      var length = 0
      let normalized = [UInt16](unsafeUninitializedCapacity: capacity) { buffer, count in
        length = Int(
          mdg_normalize(form, source, Int32(source.count), buffer.baseAddress, Int32(capacity)))
        count = min(max(length, 0), capacity)
      }
      precondition(length >= 0, "ICU can't normalise: out of memory, or without its data")
      if length <= capacity { return String(decoding: normalized, as: UTF16.self) }
      capacity = length
    }
  }

  private var form: mdg_unicode_form {
    switch self {
    case .nfc: mdg_form_nfc
    case .nfd: mdg_form_nfd
    case .nfkc: mdg_form_nfkc
    case .nfkcCaseFold: mdg_form_nfkc_casefold
    }
  }
}
