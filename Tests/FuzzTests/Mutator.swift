import Artifacts

/// Damages bytes as accidents and attackers do.
struct Mutator {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// What numbers, texts and structure are replaced with.
  private static let tokens: [[UInt8]] = [
    "-1", "0", "1e999", "NaN", "9223372036854775807", "4611686018427387904", "18446744073709551616",
    "2", "null", "true", "\"\"", "[]", "{}", "[[[[[[[[", "\"\\ud800\"", "\u{1B}[31m", "\u{202E}",
    "\t",
    "\n", "\0", ",", ":", "-", "1.5", "\u{FEFF}", "é", "e\u{301}",
  ].map { Array($0.utf8) }

  private mutating func place(in bytes: [UInt8], end: Int = 0) -> Int {
    Int(random.below(UInt64(max(1, bytes.count + end))))
  }

  /// A few changes to `bytes`, of which `other` may give a part.
  mutating func damaged(_ bytes: [UInt8], other: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...random.below(3) { change(&bytes, other) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8], _ other: [UInt8]) {
    guard !bytes.isEmpty else {
      bytes = other
      return
    }
    let at = place(in: bytes)
    switch random.below(8) {
    case 0: bytes[at] ^= 1 << UInt8(random.below(8))
    case 1: bytes[at] = UInt8(truncatingIfNeeded: random.next())
    case 2: bytes.removeSubrange(at..<min(bytes.count, at + 1 + Int(random.below(16))))
    case 3: bytes.removeSubrange(at...)
    case 4:
      let token = Self.tokens[Int(random.below(UInt64(Self.tokens.count)))]
      bytes.insert(contentsOf: token, at: at)
    case 5:
      // The number or word that stands here.
      func isPart(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || byte == 0x2E || byte == 0x2D
      }
      var (start, end) = (at, at)
      while start > 0, isPart(bytes[start - 1]) { start -= 1 }
      while end < bytes.count, isPart(bytes[end]) { end += 1 }
      let token = Self.tokens[Int(random.below(UInt64(Self.tokens.count)))]
      bytes.replaceSubrange(start..<end, with: token)
    case 6:
      let end = min(bytes.count, at + 1 + Int(random.below(64)))
      let part = Array(bytes[at..<end])
      bytes.insert(contentsOf: part, at: place(in: bytes, end: 1))
    default:
      guard !other.isEmpty else { return }
      let from = place(in: other)
      bytes.replaceSubrange(
        at..<min(bytes.count, at + 16), with: other[from..<min(other.count, from + 32)])
    }
  }
}
