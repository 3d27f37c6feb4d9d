/// Whether stress distinguishes pronunciations.
public enum Stress: String, Hashable, Sendable, Codable, CaseIterable {
  /// Stress is ignored: "insight" sounds like "incite".
  case ignored
  /// Stress is kept: "insight" does not sound like "incite".
  case kept
}

/// Which pronunciations of a word count.
public enum Variants: String, Hashable, Sendable, Codable, CaseIterable {
  /// Every pronunciation in the lexicon.
  case all
  /// Only the first pronunciation of each word.
  case first
}
