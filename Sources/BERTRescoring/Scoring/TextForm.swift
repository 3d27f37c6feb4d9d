/// What a model is shown of a text.
public enum TextForm: String, Hashable, Sendable, Codable {
  /// The text as it stands, for models that were trained on written text.
  case written
  /// The text's ``SpokenForm``.
  case spoken

  func of(_ text: String) -> String {
    switch self {
    case .written: text
    case .spoken: SpokenForm.of(text)
    }
  }
}
