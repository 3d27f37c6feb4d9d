/// What decides which of the words that sound alike is heard, and where.
public enum Plausibility: String, Hashable, Sendable, Codable, CaseIterable {
  /// The words around it, as the first pass's language model weighs them (`CandidateWeigher`).
  case context
  /// How common each word is.
  case frequency
  /// Nothing: every place and every candidate is equally likely.
  case uniform
}

/// Whether letters, possessives, abbreviations and archaic words may replace other words.
public enum UnusualWordTreatment: String, Hashable, Sendable, Codable, CaseIterable {
  /// "the" may become "thee", and "be" the letter "b".
  case included
  case excluded
}
