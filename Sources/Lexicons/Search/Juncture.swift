/// Words that sound like other words with the boundaries elsewhere: "I scream" for "ice cream".
public struct Juncture: Hashable, Sendable {
  public let words: [String]
  /// How far the sounds are from those that were said: 0 for the same.
  public let distance: Double
  /// How unlikely the words are, in nats: by a language model, `−ln P(words)` (``RankedJunctures``), or by their
  /// frequencies alone, `Σ −log (count + 1) / total` (``Junctures``).
  public let implausibility: Double

  public init(words: [String], distance: Double, implausibility: Double) {
    self.words = words
    self.distance = distance
    self.implausibility = implausibility
  }

  public var text: String { words.joined(separator: " ") }
}
