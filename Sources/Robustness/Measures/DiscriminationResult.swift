/// How often a model gives a reference a lower cost than its copy with one word replaced by a
/// homophone.
///
/// The purest test of a rescorer: the two sound the same, so the first pass can't help.
public struct DiscriminationResult: Hashable, Sendable, Codable {
  /// The number of pairs of a reference and a copy.
  public let pairs: Int
  /// Pairs in which the reference's second-pass cost is strictly lower.
  public let preferred: Int
  /// Pairs with equal costs; not counted as preferred.
  public let ties: Int
  /// `preferred / pairs`, clustered by utterance.
  public let rate: Estimate
  /// Word pairs that the model got wrong most often, most errors first.
  public let hardest: [WordPairTally]

  package init(
    pairs: Int, preferred: Int, ties: Int, rate: Estimate, hardest: [WordPairTally]
  ) {
    self.pairs = pairs
    self.preferred = preferred
    self.ties = ties
    self.rate = rate
    self.hardest = hardest
  }
}

/// Outcomes for one spoken word against one of its homophones, over all references that hold it.
public struct WordPairTally: Hashable, Sendable, Codable {
  /// The word in the reference.
  public let spoken: String
  /// What replaced it in the copy.
  public let homophone: String
  /// How often the pair was compared.
  public let pairs: Int
  /// How often the copy's cost was not higher than the reference's.
  public let wrong: Int

  package init(spoken: String, homophone: String, pairs: Int, wrong: Int) {
    self.spoken = spoken
    self.homophone = homophone
    self.pairs = pairs
    self.wrong = wrong
  }
}
