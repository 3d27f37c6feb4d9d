import ArtifactFiles
import Foundation
import Testing

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

  @Test func `what is empty, missing or a folder is not mapped`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(MappedFile(path: path) == nil)
    try ArtifactFile.write(Data(), to: path)
    #expect(MappedFile(path: path) == nil)
    #expect(MappedFile(path: NSTemporaryDirectory()) == nil)
  }
}
