/// A choice of the forms in which a text may be written.
public enum TextForms: String, Hashable, Sendable, Codable, CaseIterable {
  /// Capitals and code points, which never change the meaning.
  case faithful
  /// These, and the other forms in which recognizers differ: sentence case, punctuation and
  /// hyphens.
  case recognized
  /// The forms in ``recognized`` that need no knowledge of the language.
  case anyLanguage = "any-language"
}
