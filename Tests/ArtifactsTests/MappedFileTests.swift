import Artifacts
import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

struct MappedFileTests {
  private let path = NSTemporaryDirectory() + "mapped-\(UUID().uuidString)"

  @Test func `bytes that were given back are read again`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let bytes = Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    try ArtifactFile.write(bytes, to: path)
    let file = try #require(MappedFile(path: path))
    #expect(file.count == bytes.count && file.data == bytes)
    file.forget(100..<90_000)
    file.forget(5..<6)
    #expect(file.data == bytes)
  }

  @Test func `the bytes outlive the file's owner`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try ArtifactFile.write(Data("some words".utf8), to: path)
    let data = try #require(MappedFile(path: path)?.data)
    #expect(String(decoding: data, as: UTF8.self) == "some words")
  }

  @Test func `an address is aligned, and followed by bytes that may be read`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let bytes = Data((0..<2 * page).map { UInt8(truncatingIfNeeded: $0 &* 11) })
    try ArtifactFile.write(bytes, to: path)
    let whole = try #require(MappedFile(path: path))
    let place = 4..<2 * page - 64
    let start = try #require(whole.address(of: place, alignment: 4, slack: 64))
    #expect(Data(bytes: start, count: place.count + 64) == bytes[4...])
    #expect(whole.address(of: 5..<9, alignment: 4, slack: 64) == nil)
    #expect(whole.address(of: 4..<2 * page - 60, alignment: 4, slack: 64) == nil)
    // Beyond a file's end its last page is zeros.
    try ArtifactFile.write(bytes[..<(page + 100)], to: path)
    let part = try #require(MappedFile(path: path))
    let tail = try #require(part.address(of: page..<page + 100, alignment: 4, slack: 64))
    #expect(Data(bytes: tail, count: 164) == bytes[page..<page + 100] + Data(count: 64))
  }

  @Test func `what is empty, missing or a folder is not mapped`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(MappedFile(path: path) == nil)
    try ArtifactFile.write(Data(), to: path)
    #expect(MappedFile(path: path) == nil)
    #expect(MappedFile(path: NSTemporaryDirectory()) == nil)
  }

  @Test func `a file that is cut short gives zeros, and says so`() throws {
    let path = NSTemporaryDirectory() + "mondegreen-cut-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(repeating: 7, count: 100_000).write(to: URL(fileURLWithPath: path))
    let file = try #require(MappedFile(path: path))
    #expect(file.bytes[99_999] == 7)
    #expect(!file.isCutShort)
    truncate(path, 10)
    #expect(file.bytes[50_000] == 0)
    #expect(file.isCutShort)
    #expect(file.bytes[99_999] == 0)
    #expect(file.bytes[0] == 7)
  }
}
