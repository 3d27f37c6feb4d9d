/// What models read of a corpus's texts, and what perturbations change and write.
///
/// Words are compared without case and punctuation in either case; see ``TextNormalizer/Style``.
public enum ModelTexts: String, Hashable, Sendable, Codable, CaseIterable {
  /// As the recognizer wrote them, in Unicode's form NFC, with single spaces between words.
  case written
  /// As they are compared: what a model needs that was trained on lower-case text without punctuation, and does
  /// not bring its texts into that form itself.
  case compared
}
