/// A 64-bit hash of short byte strings that is the same in every process, unlike Swift's own.
///
/// Each byte is mixed by a multiplication, so that a string with a byte left out or replaced can be
/// hashed without being written down.
struct PhoneHash {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func add(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0xD6E8_FEB8_6659_FD93
    state ^= state >> 32
  }

  var value: UInt64 { state ^ state >> 29 }

  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = PhoneHash()
    for byte in bytes { hash.add(byte) }
    return hash.value
  }
}
