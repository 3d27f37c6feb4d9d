import Artifacts

/// Random numbers that are a function of a key and a counter, so that any part of the work can draw
/// its own without regard to order or threads.
///
/// Number `n` is SplitMix64's mix (Steele, Lea, Flood 2014) of `key + n · 0x9e3779b97f4a7c15`.
public struct CounterGenerator: RandomNumberGenerator, Sendable, Hashable, Codable {
  /// The key, which selects the sequence.
  public let key: UInt64
  /// The number of values drawn so far.
  public private(set) var counter: UInt64 = 0

  /// The sequence of a seed.
  public init(seed: UInt64) {
    key = SplitMix64.mixed(seed)
  }

  private init(key: UInt64) {
    self.key = key
  }

  /// An independent sequence named by numbers, for instance a step and a chunk.
  public func derived(_ names: Int...) -> CounterGenerator {
    var key = key
    for name in names {
      key = SplitMix64.mixed(
        key ^ SplitMix64.mixed(UInt64(bitPattern: Int64(name)) &+ 0x632b_e59b_d9b4_e019))
    }
    return CounterGenerator(key: key)
  }

  public mutating func next() -> UInt64 {
    counter &+= 1
    return SplitMix64.mixed(key &+ counter &* SplitMix64.increment)
  }

  /// A float in [0, 1), a multiple of 2^-24.
  public mutating func uniform() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// A nearly normal number with mean 0 and variance 1: the sum of twelve uniform ones less six.
  ///
  /// Only sums of multiples of 2^-24, so the same bits on every machine; the tails end at ±6.
  public mutating func normal() -> Float {
    var sum: Float = -6
    for _ in 0..<12 { sum += uniform() }
    return sum
  }
}

extension Tensor {
  /// Approximately normal values with a standard deviation, such as 0.02 for BERT's initial
  /// weights.
  public static func normal(
    rows: Int, columns: Int, deviation: Float, generator: inout CounterGenerator
  ) -> Tensor {
    var tensor = Tensor(uninitializedRows: rows, columns: columns)
    let floats = tensor.mutableFloats
    for index in 0..<tensor.count { floats[index] = deviation * generator.normal() }
    return tensor
  }

  /// Values drawn evenly from [-bound, bound).
  public static func uniform(
    rows: Int, columns: Int, bound: Float, generator: inout CounterGenerator
  ) -> Tensor {
    var tensor = Tensor(uninitializedRows: rows, columns: columns)
    let floats = tensor.mutableFloats
    for index in 0..<tensor.count { floats[index] = bound * (2 * generator.uniform() - 1) }
    return tensor
  }
}
