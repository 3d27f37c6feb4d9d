/// Word errors summed over utterances, and the reference words that they are counted against.
public struct ErrorTally: Hashable, Sendable, Codable {
  public let substitutions: Int
  public let deletions: Int
  public let insertions: Int
  /// Words in the references. Over K draws of each list, K times as many.
  public let referenceWords: Int

  public init(substitutions: Int, deletions: Int, insertions: Int, referenceWords: Int) {
    self.substitutions = substitutions
    self.deletions = deletions
    self.insertions = insertions
    self.referenceWords = referenceWords
  }

  /// Substitutions, deletions and insertions together.
  public var errors: Int { substitutions + deletions + insertions }

  /// Errors by reference words; nil where there are no reference words.
  public var rate: Double? {
    referenceWords == 0 ? nil : Double(errors) / Double(referenceWords)
  }

  public static let zero = ErrorTally(
    substitutions: 0, deletions: 0, insertions: 0, referenceWords: 0)

  public static func + (left: ErrorTally, right: ErrorTally) -> ErrorTally {
    ErrorTally(
      substitutions: left.substitutions + right.substitutions,
      deletions: left.deletions + right.deletions,
      insertions: left.insertions + right.insertions,
      referenceWords: left.referenceWords + right.referenceWords)
  }

  public static func += (left: inout ErrorTally, right: ErrorTally) { left = left + right }
}
