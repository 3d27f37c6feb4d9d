/// One of several equal parts of a run, each for a machine or process of its own: every `count`-th
/// utterance from the `number`-th on.
///
/// Which utterances belong to a shard depends on their places alone, so that any machine can tell.
public struct RunShard: Hashable, Sendable, Codable {
  /// The shard's number, from 1 to ``count``.
  public let number: Int
  /// How many shards the run has.
  public let count: Int

  /// - Returns: nil unless `1 <= number <= count`.
  public init?(number: Int, of count: Int) {
    guard number >= 1, number <= count else { return nil }
    self.number = number
    self.count = count
  }

  /// Parses a text such as "2/8".
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]) else {
      return nil
    }
    self.init(number: number, of: count)
  }

  /// Whether what stands at `place`, from 0, belongs to this shard.
  func contains(_ place: Int) -> Bool { place % count == number - 1 }
}

extension RunShard: CustomStringConvertible {
  /// A text such as "2/8".
  public var description: String { "\(number)/\(count)" }
}
