import Artifacts
import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct `Outputs` {

  @Test func `a full device is an error`() {
    #expect(
      throws: ArtifactError.unwritable(path: "/dev/full", reason: "No space left on device")
    ) {
      try ArtifactFile.write(Data("x".utf8), to: "/dev/full")
    }
    #expect(FileManager.default.fileExists(atPath: "/dev/full"))
  }

  @Test func `a symbolic link stays one`() throws {
    let folder = try TemporaryFolder()
    let (link, target) = (folder.file("link"), folder.file("target"))
    try ArtifactFile.write(Data("old".utf8), to: target)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "target")
    try ArtifactFile.write(Data("new".utf8), to: link)
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "target")
    #expect(FileIdentity(link) == FileIdentity(target))
    #expect(FileIdentity(folder.file("none")) == nil)
  }

  @Test func `missing folders are made`() throws {
    let folder = try TemporaryFolder()
    try ArtifactFile.write(Data("x".utf8), to: folder.file("a/b/c/d.txt"))
    #expect(try ArtifactFile.contents(of: folder.file("a/b/c/d.txt")) == Data("x".utf8))
  }

  @Test func `what is larger than allowed is refused before it is read`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("big")
    try ArtifactFile.write(Data(count: 1_000), to: path)
    #expect(throws: ArtifactError.tooLarge(path: path, limit: 999, isPacked: false)) {
      try ArtifactFile.contents(of: path, limit: 999)
    }
    #expect(try ArtifactFile.contents(of: path, limit: 1_000).count == 1_000)
  }

  @Test func `what shrinks to less than a hundredth is unpacked up to a bound`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("bomb.gz")
    try ArtifactFile.write(Gzip.compress(Data(count: 70_000_000)), to: path)
    #expect(throws: ArtifactError.tooLarge(path: path, limit: 1 << 26, isPacked: true)) {
      try ArtifactFile.decompressedContents(of: path)
    }
    try ArtifactFile.write(Gzip.compress(Data(count: 60_000_000)), to: path)
    #expect(try ArtifactFile.decompressedContents(of: path).count == 60_000_000)
  }

  @Test func `a journal is one process's at a time`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("j")
    var journal: Journal? = try Journal(path: path, owner: "me")
    try journal?.append(Data("one".utf8))
    #expect(throws: JournalError.inUse(path: path)) {
      _ = try Journal(path: path, owner: "me")
    }
    journal = nil
    #expect(try Journal(path: path, owner: "me").entries == [Data("one".utf8)])
  }

  @Test func `a pipe is no journal`() throws {
    let folder = try TemporaryFolder()
    mkfifo(folder.file("pipe"), 0o600)
    #expect(throws: JournalError.notAJournal(path: folder.file("pipe"))) {
      _ = try Journal(path: folder.file("pipe"), owner: "me")
    }
    #expect(throws: JournalError.notAJournal(path: folder.file("pipe"))) {
      try Journal.remove(at: folder.file("pipe"))
    }
  }

  @Test func `the program's own data are missing where neither program nor checkout has them`() {
    let path = ResourceFolder.path("Data", of: "Nothing", source: "/no/such/checkout/Source.swift")
    #expect(path.hasSuffix("/mondegreen_Nothing.resources/Data"))
    let told = ArtifactError.missing(path: path + "/file.gz").description
    #expect(told.contains("no such file; the data that come with the program, the folders "))
    #expect(told.contains("or in the folder that MONDEGREEN_DATA names"))
    #expect(ArtifactError.missing(path: "a/b").description == "a/b: no such file")
  }

  @Test func `the program's own data are found where make install puts them`() throws {
    let folder = try TemporaryFolder()
    let bundle = "mondegreen_Thing.resources/Data"
    for place in ["prefix/share/mondegreen", "prefix/bin", "named"] {
      try Folder.make(folder.file("\(place)/\(bundle)"))
    }
    func found(_ program: String, named: String? = nil) -> String {
      ResourceFolder.path(
        "Data", of: "Thing", source: "/no/such/checkout/Source.swift",
        program: folder.file(program), named: named)
    }
    // Beside the program before the shared folder, and what is named before both.
    #expect(found("prefix/bin/mondegreen") == folder.file("prefix/bin/" + bundle))
    #expect(
      found("prefix/sbin/mondegreen") == folder.file("prefix/share/mondegreen/" + bundle))
    #expect(
      found("prefix/bin/mondegreen", named: folder.file("named")) == folder.file("named/" + bundle))
    // Whoever names a folder that lacks them means no other.
    #expect(
      found("prefix/bin/mondegreen", named: folder.file("no"))
        == folder.file("no/mondegreen_Thing.resources/Data"))
    #expect(
      found("prefix/bin/mondegreen", named: "") == folder.file("prefix/bin/" + bundle))
  }
}
