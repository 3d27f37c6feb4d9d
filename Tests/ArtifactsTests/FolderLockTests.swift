import Artifacts
import Foundation
import Testing

@Suite struct FolderLockTests {
  private let me = FolderLock.Holder.current(command: "mondegreen test")

  @Test func `a folder is one holder's until it is given back`() throws {
    let folder = try TemporaryFolder()
    let place = folder.file("out")
    do {
      let lock = try FolderLock(place, for: me)
      #expect(throws: LockError.self) { _ = try FolderLock(place, for: me) }
      withExtendedLifetime(lock) {}
    }
    // What was made for the lock alone goes with it.
    #expect(!FileManager.default.fileExists(atPath: place))
    _ = try FolderLock(place, for: me)
  }

  @Test func `what a kill left behind is taken over, whatever is in it`() throws {
    let folder = try TemporaryFolder()
    for text in [
      "", "rubbish", #"{"command":"x","host":"\#(me.host)","process":1,"since":0}"#,
      String(repeating: "x", count: 200_000),
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file(FolderLock.fileName)))
      let lock = try FolderLock(folder.path, for: me)
      withExtendedLifetime(lock) {}
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file(FolderLock.fileName)))
  }

  @Test func `a symbolic link in the lock's place is not followed`() throws {
    let folder = try TemporaryFolder()
    try Data("precious".utf8).write(to: URL(fileURLWithPath: folder.file("other")))
    try FileManager.default.createSymbolicLink(
      atPath: folder.file(FolderLock.fileName), withDestinationPath: "other")
    #expect(throws: LockError.self) { _ = try FolderLock(folder.path, for: me) }
    #expect(try String(contentsOfFile: folder.file("other"), encoding: .utf8) == "precious")
  }
}
