/// Decompresses whatever the first bytes say it is: gzip, xz or Zstandard data.
struct Decompressor: ~Copyable {
  // One of them is there.
  private var gzip: GzipInflater?
  private var xz: XZInflater?
  private var zstd: ZstdInflater?
  /// Whether the input so far ends where the data may end.
  private(set) var isAtMemberEnd = false

  private static let gzipMagic: [UInt8] = [0x1F, 0x8B]
  private static let xzMagic: [UInt8] = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
  private static let zstdMagic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]

  /// Nil where the data are not compressed, as far as this knows.
  init?(_ first: UnsafeRawBufferPointer) {
    if first.starts(with: Self.gzipMagic) {
      gzip = GzipInflater()
    } else if first.starts(with: Self.xzMagic) {
      xz = XZInflater()
    } else if first.starts(with: Self.zstdMagic) {
      zstd = ZstdInflater()
    } else {
      return nil
    }
  }

  /// Whether more bytes must be known to tell: compressed data may begin like this.
  static func isUndecided(_ first: UnsafeRawBufferPointer) -> Bool {
    [gzipMagic, xzMagic, zstdMagic].contains { first.count < $0.count && $0.starts(with: first) }
  }

  /// Decompresses what `output` has room for, as ``GzipInflater/inflate(_:into:)`` does.
  mutating func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(Gzip.Failure) -> (consumed: Int, produced: Int) {
    if let counts = try gzip?.inflate(input, into: output) {
      isAtMemberEnd = gzip?.isAtMemberEnd == true
      return counts
    }
    if let counts = try xz?.inflate(input, into: output) {
      isAtMemberEnd = xz?.isAtMemberEnd == true
      return counts
    }
    if let counts = try zstd?.inflate(input, into: output) {
      isAtMemberEnd = zstd?.isAtMemberEnd == true
      return counts
    }
    return (0, 0)
  }
}
