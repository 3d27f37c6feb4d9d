/// Whether other spellings of a word count as its homophones.
public enum SpellingTreatment: String, Hashable, Sendable, Codable, CaseIterable {
  /// "okay" is a homophone of "ok".
  case included
  /// It is the same word in another spelling, and told apart.
  case excluded
}
