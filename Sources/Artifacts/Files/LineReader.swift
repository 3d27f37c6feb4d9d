#if canImport(Glibc)
  import Glibc
#endif

/// Reads lines as they arrive, numbered from 1 for error messages, and digests what it reads.
///
/// The lines are those of ``TextLines``: they end at LF, CR LF or the end of the file, a byte-order
/// mark at the start is dropped, gzip data is decompressed. It holds no more than a piece of the file
/// and the line at hand.
package struct LineReader: ~Copyable {
  /// The path as it was given, for error messages.
  package let path: String
  /// Whether the lines come from a file that is there already, not from a pipe or a terminal.
  package let isRegularFile: Bool
  /// The SHA-256 of all bytes as they were read, decompressed, in hexadecimal digits: known once they have
  /// been read to the end.
  package private(set) var digest: String?

  /// Nil for a text at hand.
  private var source: ByteSource?
  private var hasher: SHA256Hasher? = SHA256Hasher()
  private let piece: UnsafeMutableRawBufferPointer
  private var bytes: [UInt8]
  /// The index in `bytes` where the next line starts.
  private var start = 0
  private var isAtEnd = false
  private var number = 0

  /// Opens the file at `path` (`-`: standard input).
  ///
  /// - Throws: an ``ArtifactError`` when the file is missing or unreadable.
  package init(path: String) throws(ArtifactError) {
    let source = try ByteSource(path: path)
    self.path = path
    isRegularFile = source.isRegularFile
    self.source = consume source
    piece = .allocate(byteCount: ByteSource.pieceSize, alignment: 1)
    bytes = []
  }

  /// Reads the lines of a text at hand, under a name for error messages.
  package init(text: String, path: String) {
    self.path = path
    isRegularFile = true
    source = nil
    piece = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    bytes = Array(text.utf8)
    hasher?.update(bytes)
  }

  deinit { piece.deallocate() }

  /// The longest line in bytes: an N-best list of a thousand hypotheses of ten thousand words is a fifth.
  package static let lineLimit = 1 << 28

  /// The next line, or nil at the end; waits until the line is there.
  ///
  /// - Throws: an ``ArtifactError`` when the rest is damaged or unreadable.
  package mutating func next() throws(ArtifactError) -> TextLines.Line? {
    var scanned = start
    var end: Int?
    while true {
      end = lineEnd(from: scanned)
      if end != nil || isAtEnd { break }
      let left = bytes.count - start
      guard left <= Self.lineLimit else {
        throw .tooLarge(path: "\(path):\(number + 1)", limit: Self.lineLimit, isPacked: false)
      }
      try readMore()
      // At the end nothing moves, and there is nothing more to look at.
      scanned = isAtEnd ? bytes.count : left
    }
    if number == 0, bytes[start...].starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
    guard start < bytes.count else { return nil }
    let next = (end ?? bytes.count) + 1
    var last = next - 1
    if end != nil, last > start, bytes[last - 1] == 0x0D { last -= 1 }
    number += 1
    defer { start = next }
    return TextLines.Line(number: number, bytes: bytes[start..<last])
  }

  /// The index of the first line feed at or after `position`.
  private func lineEnd(from position: Int) -> Int? {
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, position < bytes.count,
        let found = memchr(base + position, 0x0A, bytes.count - position)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// Moves what is left of `bytes` to the front and adds the next piece.
  private mutating func readMore() throws(ArtifactError) {
    let count = try source?.fill(piece) ?? 0
    guard count > 0 else {
      isAtEnd = true
      source = nil
      digest = hasher.take()?.finalize()
      return
    }
    let more = UnsafeRawBufferPointer(rebasing: piece[..<count])
    hasher?.update(more)
    bytes.removeSubrange(..<start)
    start = 0
    bytes.append(contentsOf: more)
  }
}
