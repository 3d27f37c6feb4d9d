import Artifacts
import Foundation
import Testing

/// A folder of its own for a test, removed at the end.
struct TemporaryFolder: ~Copyable {
  let path = NSTemporaryDirectory() + "mondegreen-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func file(_ name: String) -> String { path + "/" + name }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct `Files as artifacts` {
  @Test func `gzip gives back what it took, and the same bytes each time`() throws {
    let data = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) })
    let packed = Gzip.compress(data)
    #expect(packed == Gzip.compress(data))
    #expect(try Gzip.decompress(packed) == data)
    #expect(try Gzip.decompress(packed + packed) == data + data)
  }

  @Test func `damaged gzip data is an error at every length`() {
    let packed = Gzip.compress(Data("the weir over there".utf8))
    var survivors = [Int]()
    for length in 2..<packed.count
    where (try? Gzip.decompress(packed.prefix(length))) != nil {
      survivors.append(length)
    }
    #expect(survivors.isEmpty)
    #expect(throws: Gzip.Failure.self) { try Gzip.decompress(packed + Data("rubbish".utf8)) }
  }

  @Test func `lines are numbered from one and lose their ends`() {
    let lines = Array(TextLines(text: "\u{FEFF}one\r\n\nthree", path: "x"))
    #expect(lines.map(\.number) == [1, 2, 3])
    #expect(lines.map(\.text) == ["one", "", "three"])
  }

  @Test func `a missing file is an error with its path`() {
    #expect(throws: ArtifactError.missing(path: "/nowhere/at/all")) {
      try TextLines(path: "/nowhere/at/all")
    }
  }

  @Test func `a file that can't be written leaves nothing behind`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.file("target"), withIntermediateDirectories: true)
    #expect(throws: ArtifactError.self) {
      try ArtifactFile.write(Data("x".utf8), to: folder.file("target"))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["target"])
  }

  @Test func `a journal drops the line that a kill cut short`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("journal")
    do {
      let journal = try Journal(path: path, owner: "me")
      try journal.append(Data("one".utf8))
      try journal.append(Data("two".utf8))
    }
    try (Data(contentsOf: URL(fileURLWithPath: path)) + Data("thr".utf8))
      .write(to: URL(fileURLWithPath: path))
    let journal = try Journal(path: path, owner: "me")
    #expect(journal.entries == [Data("one".utf8), Data("two".utf8)])
    try journal.append(Data("three".utf8))
    // What zlib.crc32 of Python says.
    #expect(
      try String(contentsOfFile: path, encoding: .utf8)
        == "mondegreen-journal 2 me\n7a6c86f1 one\n11ca8a66 two\n46c5d8f5 three\n")
  }

  @Test func `a journal without entries is nobody's, and one with entries is its owner's alone`()
    throws
  {
    let folder = try TemporaryFolder()
    let path = folder.file("journal")
    try Data("mondegreen-journal 2 somebody\n7a6c".utf8).write(to: URL(fileURLWithPath: path))
    do {
      let journal = try Journal(path: path, owner: "me")
      #expect(journal.entries.isEmpty)
      try journal.append(Data("one".utf8))
    }
    #expect(throws: JournalError.foreign(path: path, expected: "you", found: "me")) {
      _ = try Journal(path: path, owner: "you")
    }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try Data(bytes.map { $0 == UInt8(ascii: "o") ? UInt8(ascii: "p") : $0 })
      .write(to: URL(fileURLWithPath: path))
    #expect(throws: JournalError.notAJournal(path: path)) { try Journal.remove(at: path) }
  }

  @Test(arguments: ["mondegreen-journal 1 me\none\n", "mondegreen-journal 33"])
  func `a journal of another version is told from other files, and can be removed`(
    text: String
  ) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("journal")
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let version = text.contains("33") ? "33" : "1"
    #expect(throws: JournalError.otherVersion(path: path, found: version)) {
      _ = try Journal(path: path, owner: "me")
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    try Journal.remove(at: path)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a journal whose header a kill cut short is taken over`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("journal")
    for text in ["", "mondegreen-journal 2 m"] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      let journal = try Journal(path: path, owner: "me")
      #expect(journal.entries.isEmpty)
    }
  }

  @Test(arguments: [
    "mond", "mondegreen-journal", "notes", "notes\n", "mondegreen-journey\nhome\n",
    "{\"run\":\"x\"}\n{\"a\":1",
  ])
  func `what is no journal stays as it is`(text: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("notes")
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: JournalError.notAJournal(path: path)) {
      _ = try Journal(path: path, owner: "me")
    }
    #expect(throws: JournalError.notAJournal(path: path)) { try Journal.remove(at: path) }
    #expect(throws: JournalError.self) { try Journal.remove(at: folder.path) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test(arguments: [("j", ""), ("a/b", "a"), ("/a", "/"), ("a/b/c.txt", "a/b"), ("", "")])
  func `a path's folder is what stands before its last slash`(path: String, folder: String) {
    #expect(ArtifactFile.folder(of: path) == folder)
  }
}
