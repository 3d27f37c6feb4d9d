/// One way of saying a word.
public struct Pronunciation: Hashable, Sendable, CustomStringConvertible {
  public let phones: [Phone]
  /// The phones' symbols, in the same order.
  public let symbols: [String]
  /// How likely this variant is, where the lexicon says so; the likeliest has 1.
  public let probability: Double?

  public init(phones: [Phone], symbols: [String], probability: Double? = nil) {
    self.phones = phones
    self.symbols = symbols
    self.probability = probability
  }

  /// The symbols with spaces between: `W IY1 R`.
  public var description: String { symbols.joined(separator: " ") }
}
