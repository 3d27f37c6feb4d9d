package import Artifacts

/// The lines of a corpus file as they arrive: what a ``CorpusParser`` reads from.
///
/// Lines end at LF, CR LF or the end of the file. They can be of any length, and a file can have any
/// number of them: none is kept once it has been taken. Where a corpus is made of several files, their
/// lines follow each other, and each line knows its file.
public struct CorpusLines: ~Copyable {
  /// The path as it was given, for error messages.
  public let path: String

  private var reader: LineReader
  /// Files that come after the one at hand, the next one last.
  private var following: [String] = []
  /// The digests of the files that have been read.
  private var digests: [String] = []
  private let isOneFile: Bool
  /// Lines that were looked at and not taken yet.
  private var ahead: [CorpusLine] = []

  package init(_ reader: consuming LineReader) {
    path = reader.path
    isOneFile = true
    self.reader = reader
  }

  /// The lines of several files, one after the other.
  ///
  /// - Precondition: there is at least one file.
  init(path: String, files: [String]) throws(CorpusError) {
    self.path = path
    isOneFile = files.count == 1
    following = files.dropFirst().reversed()
    reader = try Self.open(files[0])
  }

  private static func open(_ path: String) throws(CorpusError) -> LineReader {
    do {
      return try LineReader(path: path)
    } catch {
      throw .file(error)
    }
  }

  /// Whether the lines come from a file that is there already, not from a pipe or a terminal.
  var isRegularFile: Bool { reader.isRegularFile }

  /// The digest of all bytes as they were read, decompressed; known at the end. For several files
  /// it is the digest of their digests.
  var digest: Digest? {
    guard following.isEmpty, let last = reader.digest else { return nil }
    if isOneFile { return Digest(hexadecimal: last) }
    return .sha256(of: (digests + [last]).joined(separator: "\n"))
  }

  /// Takes the next line, or gives nil at the end; waits until the line is there.
  ///
  /// - Throws: ``CorpusError/file(_:)`` when the rest is damaged or unreadable.
  public mutating func next() throws(CorpusError) -> CorpusLine? {
    ahead.isEmpty ? try read() : ahead.removeFirst()
  }

  /// The line that `distance` further calls of ``next()`` lead to, without taking any.
  ///
  /// - Throws: ``CorpusError/file(_:)`` when the rest is damaged or unreadable.
  public mutating func peek(_ distance: Int = 0) throws(CorpusError) -> CorpusLine? {
    while ahead.count <= distance {
      guard let line = try read() else { return nil }
      ahead.append(line)
    }
    return ahead[distance]
  }

  private mutating func read() throws(CorpusError) -> CorpusLine? {
    while true {
      do {
        if let line = try reader.next() {
          return CorpusLine(path: reader.path, number: line.number, bytes: line.bytes)
        }
      } catch {
        throw .file(error)
      }
      guard let next = following.popLast() else { return nil }
      if let digest = reader.digest { digests.append(digest) }
      reader = try Self.open(next)
    }
  }
}

/// A line of a corpus file, and where it stands.
public struct CorpusLine: Sendable {
  /// The file's path, for error messages.
  public let path: String
  /// The number of the line, counted from 1.
  public let number: Int
  /// What the line holds, without its end; not yet known to be UTF-8.
  public let bytes: ArraySlice<UInt8>

  /// The line as text.
  ///
  /// - Throws: ``CorpusError/notUTF8(path:line:)``.
  public func text() throws(CorpusError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .notUTF8(path: path, line: number)
    }
    return text
  }

  /// The error that something else stands on this line than what was expected.
  public func malformed(expected: String, found: String) -> CorpusError {
    .malformedLine(path: path, line: number, expected: expected, found: found)
  }
}
