import Artifacts
import Foundation
import Testing

@Suite struct `Lines as they arrive` {
  private func sha256(_ text: String) -> String {
    var hasher = SHA256Hasher()
    hasher.update(text)
    return hasher.finalize()
  }

  private static func lines(_ path: String) throws -> (lines: [ArraySlice<UInt8>], digest: String?)
  {
    var reader = try LineReader(path: path)
    var lines: [ArraySlice<UInt8>] = []
    while let line = try reader.next() {
      lines.append(line.bytes)
      #expect(line.number == lines.count)
    }
    return (lines, reader.digest)
  }

  /// Texts whose line ends lie where pieces of a file meet.
  private static let texts: [String] = {
    let piece = ByteSource.pieceSize
    var texts = ["", "\n", "\r\n", "a", "a\r", "\n\na\n"]
    texts += ["\u{FEFF}", "\u{FEFF}\n", "\u{FEFF}a\r\nb"]
    for length in piece - 3...piece + 1 {
      let long = String(repeating: "x", count: length)
      texts += [long, long + "\r\n" + long + "\n\n", "\u{FEFF}" + long + "\nb"]
    }
    texts.append(String(repeating: "y", count: 5 * piece + 17) + "\nb\n")
    texts.append(String(repeating: "a line\r\n\n", count: piece / 3))
    return texts
  }()

  @Test func `are those of the whole text, packed or not`() throws {
    let folder = try TemporaryFolder()
    for text in Self.texts {
      let data = Data(text.utf8)
      let whole = TextLines(text: text, path: "x")
      for packed in [data, Gzip.compress(data)] {
        try ArtifactFile.write(packed, to: folder.file("text"))
        let (lines, digest) = try Self.lines(folder.file("text"))
        #expect(lines == whole.map(\.bytes))
        #expect(digest == whole.digest)
      }
    }
  }

  @Test func `a large archive of several members is read to its end`() throws {
    let folder = try TemporaryFolder()
    let text = (0..<200_000).map { "\($0 &* 0x9E37_79B9)\n" }.joined()
    let packed = Gzip.compress(Data(text.utf8))
    try ArtifactFile.write(packed + packed, to: folder.file("text.gz"))
    let (lines, digest) = try Self.lines(folder.file("text.gz"))
    #expect(lines.count == 400_000)
    #expect(digest == sha256(text + text))
    for length in stride(from: 3, to: packed.count, by: packed.count / 7) {
      try ArtifactFile.write(packed.prefix(length), to: folder.file("text.gz"))
      #expect(
        throws: ArtifactError.damagedArchive(
          path: folder.file("text.gz"), reason: "it ends early")
      ) { try Self.lines(folder.file("text.gz")) }
    }
  }

  @Test func `data that compress a thousandfold are read in pieces`() throws {
    let folder = try TemporaryFolder()
    let data = Data(repeating: UInt8(ascii: "a"), count: 20_000_000) + Data("\nb".utf8)
    try ArtifactFile.write(Gzip.compress(data), to: folder.file("text.gz"))
    #expect(try Self.lines(folder.file("text.gz")).lines.map(\.count) == [20_000_000, 1])
  }

  @Test func `a folder and a missing file are errors`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: ArtifactError.unreadable(path: folder.path, reason: "it is a folder")) {
      try Self.lines(folder.path)
    }
    #expect(throws: ArtifactError.missing(path: folder.file("none"))) {
      try Self.lines(folder.file("none"))
    }
  }

  @Test func `pieces are compressed as the whole is`() throws {
    let data = Data((0..<500_000).map { UInt8(truncatingIfNeeded: ($0 &* $0) >> 9) })
    var deflater = GzipDeflater()
    var packed = Data()
    for start in stride(from: 0, to: data.count, by: 65_536) {
      packed += deflater.deflate(data[start..<min(start + 65_536, data.count)])
    }
    packed += deflater.deflate(Data(), isLast: true)
    #expect(try Gzip.decompress(packed) == data)
  }
}
