/// A word that may be heard instead of another.
public struct WordCandidate: Hashable, Sendable {
  public let word: String
  /// The word's count in the frequency table.
  public let count: Int
  /// The distance of its nearest pronunciation from the other word's; 0 for a homophone.
  public let distance: Double

  public init(word: String, count: Int, distance: Double) {
    self.word = word
    self.count = count
    self.distance = distance
  }
}
