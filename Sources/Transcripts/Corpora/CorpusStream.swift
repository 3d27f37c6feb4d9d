import ArtifactFiles
public import Foundation

/// Reads a corpus in JSON Lines as it arrives: each utterance as soon as its line is there, so that
/// programs in a pipe work at the same time.
///
/// Format and errors are those of ``CorpusReader``. Compressed input is read to its end first.
public struct CorpusStream {
  private let input: FileHandle
  private let path: String
  private var bytes: [UInt8] = []
  /// Where the next line starts in `bytes`.
  private var start = 0
  private var isAtEnd = false
  private var number = 0
  private var firstLines: [String: Int] = [:]

  /// - Parameter path: names the input in error messages.
  public init(_ input: FileHandle = .standardInput, path: String = "-") {
    self.input = input
    self.path = path
  }

  /// The next utterance, or nil at the end; waits for its line.
  ///
  /// - Throws: ``CorpusError`` with path and line when the next line is wrong, and
  ///   ``CorpusError/empty(path:)`` when there is none at all.
  public mutating func next() throws(CorpusError) -> Utterance? {
    guard let line = try nextLine() else {
      if firstLines.isEmpty { throw .empty(path: path) }
      return nil
    }
    let utterance = try CorpusLine(path: path, number: number).parse(line)
    if let first = firstLines.updateValue(number, forKey: utterance.id) {
      throw .duplicateID(path: path, line: number, id: utterance.id, firstLine: first)
    }
    return utterance
  }

  /// A line without its end, which is LF, CR LF or the end of the input.
  private mutating func nextLine() throws(CorpusError) -> ArraySlice<UInt8>? {
    var end = start
    while true {
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      if end < bytes.count || isAtEnd { break }
      bytes.removeSubrange(..<start)
      end -= start
      start = 0
      try readMore()
    }
    guard start < bytes.count else { return nil }
    let isEnded = end < bytes.count
    let line = bytes[start..<(isEnded && end > start && bytes[end - 1] == 0x0D ? end - 1 : end)]
    start = end + 1
    number += 1
    return line
  }

  private mutating func readMore() throws(CorpusError) {
    let isFirst = number == 0 && bytes.isEmpty
    var data = input.availableData
    if isFirst, Gzip.isGzip(data) {
      while true {
        let more = input.availableData
        if more.isEmpty { break }
        data += more
      }
      isAtEnd = true
      do {
        data = try Gzip.decompress(data)
      } catch {
        throw .file(.damagedArchive(path: path, reason: error.reason))
      }
    }
    isAtEnd = isAtEnd || data.isEmpty
    if isFirst, data.starts(with: [0xEF, 0xBB, 0xBF]) { data = data.dropFirst(3) }
    bytes += data
  }
}
