/// What models read of a corpus's texts, and what perturbations change and write.
///
/// Words are compared without case and punctuation in either case; see ``TextNormalizer/Style``.
public enum ModelTexts: String, Hashable, Sendable, Codable, CaseIterable {
  /// Texts as the recognizer wrote them, in Unicode's form NFC, with single spaces between words.
  case written
  /// Texts in the form in which they are compared, for models that were trained on lower-case text
  /// without punctuation and do not bring their texts into that form themselves.
  case compared
}
