/// Words that sound like other words with different boundaries: "I scream" for "ice cream".
public struct Juncture: Hashable, Sendable {
  public let words: [String]
  /// The distance of the sounds from those that were said; 0 if they are the same.
  public let distance: Double
  /// How unlikely the words are, in nats: according to a language model, `−ln P(words)`
  /// (``RankedJunctures``), or according to their frequencies alone, `Σ −log (count + 1) / total`
  /// (``Junctures``).
  public let implausibility: Double

  public init(words: [String], distance: Double, implausibility: Double) {
    self.words = words
    self.distance = distance
    self.implausibility = implausibility
  }

  public var text: String { words.joined(separator: " ") }
}
