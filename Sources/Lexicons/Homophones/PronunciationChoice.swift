/// Whether stress tells pronunciations apart.
public enum Stress: String, Hashable, Sendable, Codable, CaseIterable {
  /// "insight" sounds like "incite".
  case ignored
  /// It doesn't.
  case kept
}

/// Which pronunciations of a word count.
public enum Variants: String, Hashable, Sendable, Codable, CaseIterable {
  /// Every one in the lexicon.
  case all
  /// Only each word's first.
  case first
}
