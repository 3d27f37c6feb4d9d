/// A choice of forms in which a text is written.
public enum TextForms: String, Hashable, Sendable, Codable, CaseIterable {
  /// Capitals and code points, which say the same to everybody.
  case faithful
  /// These, and in what recognizers differ beside: the case of sentences, punctuation, hyphens.
  case recognized
  /// Those of ``recognized`` that need no knowledge of the language.
  case anyLanguage = "any-language"
}
