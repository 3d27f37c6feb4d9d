/// The marks on phones that distinguish pronunciations, chosen when a lexicon is read.
///
/// Tones are tone letters, superscript digits and accents of the IPA, and digits at the end of
/// phones in other alphabets (`i3`), except for ARPABET's stress digits. Length marks are the
/// IPA's, and a colon at the end of a phone.
public struct PhoneMarks: Hashable, Sendable, Codable {
  /// Whether a mark is kept or dropped.
  public enum Treatment: String, Hashable, Sendable, Codable, CaseIterable {
    case kept
    /// The mark is ignored, as if it weren't written.
    case dropped
  }

  public let tones: Treatment
  public let length: Treatment

  public init(tones: Treatment = .kept, length: Treatment = .kept) {
    self.tones = tones
    self.length = length
  }

  /// All marks are kept as the lexicon writes them.
  public static let kept = PhoneMarks()
}
