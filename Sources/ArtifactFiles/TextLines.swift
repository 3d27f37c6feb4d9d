import Foundation

/// The lines of a text file, numbered from 1 for error messages.
///
/// Lines end at LF, CR LF or the end of the file; a byte-order mark at the start is dropped. gzip
/// data is decompressed on the way.
public struct TextLines: Sendable, Sequence {
  /// The path as it was given, for error messages.
  public let path: String
  private let bytes: [UInt8]

  /// Reads the file at `path` (`-`: standard input).
  ///
  /// - Throws: an ``ArtifactError`` when the file is missing, damaged or unreadable.
  public init(path: String) throws(ArtifactError) {
    self.path = path
    bytes = [UInt8](try ArtifactFile.decompressedContents(of: path))
  }

  /// Lines of a text at hand, under a name for error messages.
  public init(text: String, path: String) {
    self.path = path
    bytes = Array(text.utf8)
  }

  /// Of all lines as they were read, decompressed.
  public var digest: Digest { Digest.sha256(of: bytes) }

  /// A line and where it stands.
  public struct Line: Sendable {
    /// Counted from 1.
    public let number: Int
    /// UTF-8 bytes without the line end.
    public let bytes: ArraySlice<UInt8>

    /// The line as text, or nil if it is not UTF-8.
    public var text: String? { String(validating: bytes, as: UTF8.self) }
  }

  public func makeIterator() -> Iterator { Iterator(bytes: bytes) }

  public struct Iterator: IteratorProtocol, Sendable {
    private let bytes: [UInt8]
    private var position: Int
    private var number = 0

    init(bytes: [UInt8]) {
      self.bytes = bytes
      position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    public mutating func next() -> Line? {
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
