import Foundation

/// The lines of a text file, numbered from 1 for error messages.
///
/// Lines end at LF, CR LF or the end of the file; a byte-order mark at the start is dropped. gzip
/// data is decompressed on the way.
package struct TextLines: Sendable, Sequence {
  /// The path as it was given, for error messages.
  package let path: String
  private let bytes: [UInt8]

  /// Reads the file at `path` (`-`: standard input).
  ///
  /// - Throws: an ``ArtifactError`` when the file is missing, damaged or unreadable.
  package init(path: String) throws(ArtifactError) {
    self.path = path
    bytes = [UInt8](try ArtifactFile.decompressedContents(of: path))
  }

  /// Lines of a text at hand, under a name for error messages.
  package init(text: String, path: String) {
    self.path = path
    bytes = Array(text.utf8)
  }

  /// The SHA-256 of all lines as they were read, decompressed, in hexadecimal digits.
  package var digest: String {
    var hasher = SHA256Hasher()
    hasher.update(bytes)
    return hasher.finalize()
  }

  /// A line and where it stands.
  package struct Line: Sendable {
    /// The number of the line, counted from 1.
    package let number: Int
    /// UTF-8 bytes without the line end.
    package let bytes: ArraySlice<UInt8>

    /// The line as text, or nil if it is not UTF-8.
    package var text: String? { String(validating: bytes, as: UTF8.self) }
  }

  package func makeIterator() -> Iterator { Iterator(bytes: bytes) }

  package struct Iterator: IteratorProtocol, Sendable {
    private let bytes: [UInt8]
    private var position: Int
    private var number = 0

    init(bytes: [UInt8]) {
      self.bytes = bytes
      position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    package mutating func next() -> Line? {
      guard position < bytes.count else { return nil }
      let start = position
      while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      var end = position
      if end < bytes.count, end > start, bytes[end - 1] == 0x0D { end -= 1 }
      position += 1
      number += 1
      return Line(number: number, bytes: bytes[start..<end])
    }
  }
}
