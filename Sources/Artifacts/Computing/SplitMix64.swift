/// Steele, Lea and Flood's SplitMix64 (OOPSLA 2014): one word of state, every seed a good one, and streams
/// that split by key.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  /// What the state grows by with each number: 2^64 over the golden ratio.
  package static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  @usableFromInline var state: UInt64

  @inlinable
  package init(seed: UInt64) {
    state = seed
  }

  @inlinable
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// The word that a state gives: a bijection in which every bit depends on every bit.
  @inlinable
  package static func mixed(_ word: UInt64) -> UInt64 {
    var z = word
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in 0..<1 with 53 random bits.
  @inlinable
  package mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number from 0 up to `bound`, exclusive, by Lemire's multiplication; the bias for bounds below 2^32 is
  /// below 2^−32 and the same on every platform, which matters more here.
  @inlinable
  package mutating func below(_ bound: UInt64) -> UInt64 {
    next().multipliedFullWidth(by: bound).high
  }

  /// A number from 0 up to `bound`, exclusive.
  ///
  /// - Precondition: `bound` is above 0.
  @inlinable
  package mutating func below(_ bound: Int) -> Int {
    Int(below(UInt64(bound)))
  }
}
