/// Which marks on phones tell pronunciations apart; chosen when a lexicon is read.
///
/// Tones are tone letters, superscript digits and accents of the IPA, and digits at the end of
/// phones in other alphabets (`i3`), ARPABET's stress apart. Length marks are the IPA's, and a colon
/// at the end of a phone.
public struct PhoneMarks: Hashable, Sendable, Codable {
  /// What becomes of a mark.
  public enum Treatment: String, Hashable, Sendable, Codable, CaseIterable {
    case kept
    /// As if it weren't written.
    case dropped
  }

  public let tones: Treatment
  public let length: Treatment

  public init(tones: Treatment = .kept, length: Treatment = .kept) {
    self.tones = tones
    self.length = length
  }

  /// Everything as the lexicon writes it.
  public static let kept = PhoneMarks()
}
