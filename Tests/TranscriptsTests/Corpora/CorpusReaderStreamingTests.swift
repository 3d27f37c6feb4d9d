import Artifacts
import Foundation
import Testing
import Transcripts

@Suite struct `Reading corpora as they arrive` {
  private static func line(_ id: String) -> String {
    "{\"version\":1,\"id\":\"\(id)\",\"reference\":\"see\",\"hypotheses\":"
      + "[{\"text\":\"sea\",\"total\":1}]}"
  }

  /// What a pipe is read by.
  private static func path(_ pipe: Pipe) -> String {
    "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
  }

  /// All ids of what is written to a pipe in one go.
  private static func ids(_ data: Data, path: (String) -> Void = { _ in }) throws -> [String] {
    let pipe = Pipe()
    path(Self.path(pipe))
    try pipe.fileHandleForWriting.write(contentsOf: data)
    var reader = try CorpusReader(contentsOf: Self.path(pipe))
    try pipe.fileHandleForWriting.close()
    var ids: [String] = []
    while let utterance = try reader.next() { ids.append(utterance.id) }
    return ids
  }

  @Test func `an utterance comes before the next one is written`() throws {
    let pipe = Pipe()
    var reader = try CorpusReader(contentsOf: Self.path(pipe))
    let isRegularFile = reader.isRegularFile
    #expect(!isRegularFile)
    for id in ["a", "b", "c"] {
      let line = Data((Self.line(id) + "\n").utf8)
      try pipe.fileHandleForWriting.write(contentsOf: line.prefix(9))
      try pipe.fileHandleForWriting.write(contentsOf: line.dropFirst(9))
      #expect(try reader.next()?.id == id)
      #expect(reader.digest == nil)
    }
    try pipe.fileHandleForWriting.close()
    #expect(try reader.next() == nil)
    #expect(try reader.next() == nil)
    #expect(
      reader.digest == .sha256(of: ["a", "b", "c"].map { Self.line($0) + "\n" }.joined()))
  }

  @Test func `a line that comes byte by byte is one line`() async throws {
    let pipe = Pipe()
    var reader = try CorpusReader(contentsOf: Self.path(pipe))
    let writing = pipe.fileHandleForWriting
    let text = "\u{FEFF}" + Self.line("a") + "\r\n" + Self.line("é😀")
    let writer = Task.detached {
      for byte in text.utf8 { try writing.write(contentsOf: [byte]) }
      try writing.close()
    }
    #expect(try reader.next()?.id == "a")
    #expect(try reader.next()?.id == "é😀")
    #expect(try reader.next() == nil)
    #expect(reader.digest == .sha256(of: text))
    try await writer.value
  }

  @Test func `compressed utterances come before the rest is written`() throws {
    let pipe = Pipe()
    var reader = try CorpusReader(contentsOf: Self.path(pipe))
    let ids = (0..<3).map { "u\($0)" }
    // Members after each other are one file.
    for id in ids {
      try pipe.fileHandleForWriting.write(
        contentsOf: Gzip.compress(Data((Self.line(id) + "\n").utf8)))
      #expect(try reader.next()?.id == id)
    }
    try pipe.fileHandleForWriting.close()
    #expect(try reader.next() == nil)
    #expect(reader.digest == .sha256(of: ids.map { Self.line($0) + "\n" }.joined()))
  }

  @Test func `what came before the damage of an archive is given`() throws {
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString).jsonl.gz"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let text = (0..<20_000).map { Self.line("\($0 &* 0x9E37_79B9)") + "\n" }.joined()
    let packed = Gzip.compress(Data(text.utf8))
    for length in [packed.count / 2, packed.count - 9, packed.count - 1] {
      try ArtifactFile.write(packed.prefix(length), to: path)
      var reader = try CorpusReader(contentsOf: path)
      let isRegularFile = reader.isRegularFile
      #expect(isRegularFile)
      #expect(try reader.next()?.id == "0")
      #expect(throws: CorpusError.file(.damagedArchive(path: path, reason: "it ends early"))) {
        while try reader.next() != nil {}
      }
    }
    try ArtifactFile.write(packed + Data("rubbish".utf8), to: path)
    #expect(throws: CorpusError.self) { try Corpus(contentsOf: path) }
    try ArtifactFile.write(packed, to: path)
    let corpus = try Corpus(contentsOf: path)
    #expect(corpus.count == 20_000)
    #expect(corpus.digest == .sha256(of: text))
  }

  @Test func `line ends, marks and compression are read as from files`() throws {
    let plain = Self.line("a") + "\r\n" + Self.line("b")
    #expect(try Self.ids(Data(plain.utf8)) == ["a", "b"])
    #expect(try Self.ids(Data("\u{FEFF}\(plain)\n".utf8)) == ["a", "b"])
    #expect(try Self.ids(Gzip.compress(Data(plain.utf8))) == ["a", "b"])
  }

  @Test func `errors are those of files`() throws {
    let first = Self.line("a") + "\n"
    for text in ["", "\u{FEFF}", "\n", first + "{", first + first, first + "\n" + first] {
      var path = ""
      let found = #expect(throws: CorpusError.self) {
        try Self.ids(Data(text.utf8)) { path = $0 }
      }
      let expected = #expect(throws: CorpusError.self) { try Corpus(text: text, path: path) }
      #expect(found == expected)
    }
  }

  @Test func `a limit keeps the first utterances and reads the rest`() throws {
    let text = ["a", "b", "c"].map { Self.line($0) + "\n" }.joined()
    var reader = CorpusReader(text: text, path: "corpus.jsonl")
    let corpus = try reader.corpus(limit: 2)
    #expect(corpus.map(\.id) == ["a", "b"])
    #expect(corpus.digest == .sha256(of: text))
    var damaged = CorpusReader(text: text + "{", path: "corpus.jsonl")
    #expect(throws: CorpusError.self) { try damaged.corpus(limit: 2) }
  }
}
