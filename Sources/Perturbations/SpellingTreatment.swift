/// Whether other spellings of a word count as its homophones.
public enum SpellingTreatment: String, Hashable, Sendable, Codable, CaseIterable {
  /// Other spellings count: "okay" is a homophone of "ok".
  case included
  /// Other spellings are the same word and don't count.
  case excluded
}
