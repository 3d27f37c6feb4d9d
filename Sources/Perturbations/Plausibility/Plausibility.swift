/// What decides which of several words that sound alike is heard, and where.
public enum Plausibility: String, Hashable, Sendable, Codable, CaseIterable {
  /// The surrounding words, as weighed by the first pass's language model (`CandidateWeigher`).
  case context
  /// The frequency of each word.
  case frequency
  /// Nothing: every place and every candidate is equally likely.
  case uniform
}

/// Whether letters, possessives, abbreviations and archaic words may replace other words.
public enum UnusualWordTreatment: String, Hashable, Sendable, Codable, CaseIterable {
  /// They may: "the" may become "thee", and "be" the letter "b".
  case included
  case excluded
}
