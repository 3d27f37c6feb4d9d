/// Word errors over reference words, with the counts behind the ratio.
///
/// `WER = (substitutions + deletions + insertions) / reference words`. Over a corpus the counts are
/// summed and divided once; a mean of ratios would be something else.
public struct WordErrorRate: Hashable, Sendable, Codable {
  public let substitutions: Int
  public let deletions: Int
  public let insertions: Int
  public let referenceWords: Int

  /// The number of substitutions, deletions and insertions.
  public var edits: Int { substitutions + deletions + insertions }

  /// Edits per reference word, or nil when there are no reference words.
  public var rate: Double? {
    referenceWords == 0 ? nil : Double(edits) / Double(referenceWords)
  }

  /// A rate of which nothing has been counted.
  public static let zero = WordErrorRate(
    substitutions: 0, deletions: 0, insertions: 0, referenceWords: 0)

  public init(substitutions: Int, deletions: Int, insertions: Int, referenceWords: Int) {
    self.substitutions = substitutions
    self.deletions = deletions
    self.insertions = insertions
    self.referenceWords = referenceWords
  }

  /// The counts of one alignment.
  public init(_ alignment: WordAlignment) {
    substitutions = alignment.substitutions
    deletions = alignment.deletions
    insertions = alignment.insertions
    referenceWords = alignment.hits + alignment.substitutions + alignment.deletions
  }

  /// Counts one hypothesis against its reference, both as normalized words.
  public init(
    reference: [String], hypothesis: [String], weights: WordAlignment.Weights = .unit
  ) {
    if weights == .unit, let said = WordBlock(ascii: reference),
      let heard = WordBlock(ascii: hypothesis),
      let counted = WordErrorRate(reference: said, hypothesis: heard)
    {
      self = counted
    } else {
      self.init(WordAlignment(reference: reference, hypothesis: hypothesis, weights: weights))
    }
  }

  /// Counts one hypothesis against its reference, normalizing both.
  public init(
    reference: String, hypothesis: String, normalizer: TextNormalizer = .standard,
    weights: WordAlignment.Weights = .unit
  ) {
    if weights == .unit, let said = normalizer.asciiWords(in: reference),
      let heard = normalizer.asciiWords(in: hypothesis),
      let counted = WordErrorRate(reference: said, hypothesis: heard)
    {
      self = counted
    } else {
      self.init(
        reference: normalizer.units(in: reference), hypothesis: normalizer.units(in: hypothesis),
        weights: weights)
    }
  }

  public static func + (left: WordErrorRate, right: WordErrorRate) -> WordErrorRate {
    WordErrorRate(
      substitutions: left.substitutions + right.substitutions,
      deletions: left.deletions + right.deletions,
      insertions: left.insertions + right.insertions,
      referenceWords: left.referenceWords + right.referenceWords)
  }

  public static func += (left: inout WordErrorRate, right: WordErrorRate) {
    left = left + right
  }
}
