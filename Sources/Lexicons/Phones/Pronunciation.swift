/// A pronunciation of a word.
public struct Pronunciation: Hashable, Sendable, CustomStringConvertible {
  public let phones: [Phone]
  /// The phones' symbols, in the same order.
  public let symbols: [String]
  /// The probability of this variant, if the lexicon has one; the most likely variant has 1.
  public let probability: Double?

  public init(phones: [Phone], symbols: [String], probability: Double? = nil) {
    self.phones = phones
    self.symbols = symbols
    self.probability = probability
  }

  /// The symbols, separated by spaces: `W IY1 R`.
  public var description: String { symbols.joined(separator: " ") }
}
