import Artifacts

/// The root of a random stream, from which named streams are derived.
///
/// A derived seed depends on the root and the names alone: not on the platform, the thread, the
/// shard or the order in which streams are asked for. So every case of a run can have its own:
///
///     let stream = Seed(2401).derived(utterance.id, "homophones", "2", "repetition 0")
///     var source = ChoiceSource.random(seed: stream.value)
public struct Seed: Hashable, Sendable, Codable, ExpressibleByIntegerLiteral {
  public let value: UInt64

  public init(_ value: UInt64) {
    self.value = value
  }

  public init(integerLiteral value: UInt64) {
    self.init(value)
  }

  /// The seed for the stream of that name; parts are told apart, so ("ab", "c") ≠ ("a", "bc").
  public func derived(_ parts: String...) -> Seed {
    derived(parts)
  }

  /// The seed for the stream of that name.
  public func derived(_ parts: [String]) -> Seed {
    var hash = StableHash()
    hash.combine(value)
    for part in parts { hash.combine(part) }
    return Seed(SplitMix64.mixed(hash.value))
  }

  /// The seed for one of a numbered row of streams.
  public func derived(_ number: Int) -> Seed {
    var hash = StableHash()
    hash.combine(value)
    hash.combine(UInt64(bitPattern: Int64(number)))
    return Seed(SplitMix64.mixed(hash.value))
  }

  public init(from decoder: any Decoder) throws {
    value = try decoder.singleValueContainer().decode(UInt64.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}

/// 64-bit FNV-1a: the same on every platform and in every process, which `Hasher` is not.
struct StableHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(byte) }
    // No byte of UTF-8 is 0xFF: ends a part unmistakably.
    combine(0xFF as UInt8)
  }

  mutating func combine(_ word: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      combine(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  private mutating func combine(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }
}
