import Artifacts
import Foundation
import Testing

@Suite final class `Digests of bundled data` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try Data("whole\n".utf8).write(to: URL(fileURLWithPath: folder.file("a.txt")))
    try Data("new\n".utf8).write(to: URL(fileURLWithPath: folder.file("mine.txt")))
    // The digest of something else.
    try Data("\(Self.digest)  a.txt\n".utf8)
      .write(to: URL(fileURLWithPath: folder.file("SHA256SUMS")))
  }

  private static let digest = "2ce8e77a6c83e7f6d2665c8f9a2c1e9e2ad7d1b4c2b71b49a3dc0a3b2f9cb44d"

  @Test func `a file that was changed is refused with both digests`() throws {
    BundledData.watch(folder.path)
    do {
      _ = try ArtifactFile.contents(of: folder.file("a.txt"))
      Issue.record("expected an error, found none")
    } catch {
      guard case .otherDigest(_, let expected, let found) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(expected == Self.digest)
      var hasher = SHA256Hasher()
      hasher.update("whole\n")
      let real = hasher.finalize()
      #expect(found == real)
      #expect(
        "\(error)"
          == "\(folder.file("a.txt")): expected the SHA-256 \(expected), found \(real): the file is "
          + "damaged or was changed")
    }
  }

  @Test func `a whole file is read, and so is one that has no digest`() throws {
    var hasher = SHA256Hasher()
    hasher.update("whole\n")
    try Data("\(hasher.finalize())  a.txt\n".utf8)
      .write(to: URL(fileURLWithPath: folder.file("SHA256SUMS")))
    BundledData.watch(folder.path)
    #expect(try ArtifactFile.contents(of: folder.file("a.txt")) == Data("whole\n".utf8))
    #expect(try ArtifactFile.contents(of: folder.file("./a.txt")) == Data("whole\n".utf8))
    #expect(try ArtifactFile.contents(of: folder.file("mine.txt")) == Data("new\n".utf8))
  }

  @Test func `without digests nothing is read`() throws {
    try FileManager.default.removeItem(atPath: folder.file("SHA256SUMS"))
    BundledData.watch(folder.path)
    #expect(throws: ArtifactError.missing(path: folder.file("SHA256SUMS"))) {
      try ArtifactFile.contents(of: folder.file("a.txt"))
    }
  }

  @Test func `other folders are nobody's business`() throws {
    #expect(try ArtifactFile.contents(of: folder.file("a.txt")) == Data("whole\n".utf8))
  }
}
