/// A word that may be heard instead of another.
public struct WordCandidate: Hashable, Sendable {
  public let word: String
  /// How often it occurs in ordinary text.
  public let count: Int
  /// How far its nearest pronunciation is from the other word's: 0 for a homophone.
  public let distance: Double

  public init(word: String, count: Int, distance: Double) {
    self.word = word
    self.count = count
    self.distance = distance
  }
}
