import ArtifactFiles
import Foundation
import Testing
import Transcripts

@Suite struct `A corpus stream` {
  private static func line(_ id: String) -> String {
    "{\"version\":1,\"id\":\"\(id)\",\"reference\":\"see\",\"hypotheses\":"
      + "[{\"text\":\"sea\",\"total\":1}]}"
  }

  /// All ids of what is written to a pipe in one go.
  private static func ids(_ data: Data) throws -> [String] {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: data)
    try pipe.fileHandleForWriting.close()
    var stream = CorpusStream(pipe.fileHandleForReading)
    var ids: [String] = []
    while let utterance = try stream.next() { ids.append(utterance.id) }
    return ids
  }

  @Test func `gives an utterance before the next one is written`() throws {
    let pipe = Pipe()
    var stream = CorpusStream(pipe.fileHandleForReading)
    for id in ["a", "b", "c"] {
      // A line may come in parts.
      let line = Data((Self.line(id) + "\n").utf8)
      try pipe.fileHandleForWriting.write(contentsOf: line.prefix(9))
      try pipe.fileHandleForWriting.write(contentsOf: line.dropFirst(9))
      #expect(try stream.next()?.id == id)
    }
    try pipe.fileHandleForWriting.close()
    #expect(try stream.next() == nil)
    #expect(try stream.next() == nil)
  }

  @Test func `line ends, marks and compression are read as from files`() throws {
    let plain = Self.line("a") + "\r\n" + Self.line("b")
    #expect(try Self.ids(Data(plain.utf8)) == ["a", "b"])
    #expect(try Self.ids(Data("\u{FEFF}\(plain)\n".utf8)) == ["a", "b"])
    #expect(try Self.ids(Gzip.compress(Data(plain.utf8))) == ["a", "b"])
  }

  @Test func `errors name the line`() throws {
    let first = Self.line("a") + "\n"
    for text in ["", first + "{", first + first, first + "\n" + first] {
      let expected: CorpusError = try #require(CorpusReaderError.of(text))
      #expect(throws: expected) { try Self.ids(Data(text.utf8)) }
    }
    let damaged = Gzip.compress(Data(first.utf8)).dropLast(4)
    #expect(throws: CorpusError.self) { try Self.ids(damaged) }
  }
}

/// What the reader of whole corpora says of a text.
private enum CorpusReaderError {
  static func of(_ text: String) -> CorpusError? {
    do {
      _ = try CorpusReader.read(text: text, path: "-")
      return nil
    } catch {
      return error
    }
  }
}
