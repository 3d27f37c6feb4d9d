import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Keeps a folder for one process: who comes later is told who has it.
///
/// The lock is `flock` on a file in the folder, which the system gives up when its holder ends, however it
/// ends: the file that a kill leaves behind holds nobody up. Its text names the holder for people and for
/// processes on other machines, whose locks a file system may not show to each other; there the text alone
/// counts, until somebody removes the file.
package final class FolderLock: Sendable {
  /// The process that holds a folder.
  package struct Holder: Codable, Hashable, Sendable {
    package let process: Int32
    package let host: String
    package let command: String
    /// The start of the lock in seconds since 1970.
    package let since: Int

    package init(process: Int32, host: String, command: String, since: Int) {
      self.process = process
      self.host = host
      self.command = command
      self.since = since
    }

    private static var hostName: String {
      var name = [CChar](repeating: 0, count: 256)
      gethostname(&name, name.count - 1)
      return String(
        decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// This process.
    package static func current(command: String) -> Holder {
      Holder(
        process: getpid(), host: hostName, command: command,
        since: Int(time(nil)))
    }
  }

  /// The name of the file in the folder.
  package static let fileName = ".mondegreen.lock"

  private let path: String
  private let file: Descriptor
  private let madeFolder: String?

  /// Takes the lock of the folder at `folder`, which is made if it is missing.
  ///
  /// - Throws: ``LockError``.
  package init(_ folder: String, for holder: Holder) throws(LockError) {
    let path = (folder.isEmpty ? "." : folder) + "/" + Self.fileName
    let madeFolder = Folder.isFolder(folder.isEmpty ? "." : folder) ? nil : folder
    do throws(SystemFailure) {
      try Folder.make(folder)
      while true {
        let file = try Descriptor(opening: path, O_RDWR | O_CREAT | O_NOFOLLOW)
        guard flock(file.number, LOCK_EX | LOCK_NB) == 0 || errno == ENOLCK || errno == ENOTSUP
        else {
          throw SystemFailure(code: errno)
        }
        // The last holder may have removed the file between opening and locking: then it is no one's.
        guard Self.isStill(file, at: path) else { continue }
        if let other = Self.holder(in: path), other.host != holder.host {
          throw SystemFailure(code: EWOULDBLOCK)
        }
        try file.truncate(to: 0)
        try file.write(CanonicalJSON.data(finite: holder, .line) + [0x0A])
        self.path = path
        self.file = file
        self.madeFolder = madeFolder
        return
      }
    } catch {
      guard error.code == EWOULDBLOCK else {
        throw .file(.unwritable(path: path, reason: error.reason))
      }
      throw .held(
        folder: folder, by: Self.holder(in: path), host: holder.host, file: path)
    }
  }

  deinit {
    unlink(path)
    // A program that is just being started may still have the descriptor, and closing ours would not do.
    flock(file.number, LOCK_UN)
    // Only where nothing was put into it.
    if let madeFolder { rmdir(madeFolder) }
  }

  private static func isStill(_ file: borrowing Descriptor, at path: String) -> Bool {
    var (opened, named) = (stat(), stat())
    return fstat(file.number, &opened) == 0 && stat(path, &named) == 0
      && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  /// The holder named in the file; nil if the file is empty or damaged.
  private static func holder(in path: String) -> Holder? {
    guard let data = try? ArtifactFile.decompressedContents(of: path, limit: 1 << 16) else {
      return nil
    }
    return try? JSONDecoder().decode(Holder.self, from: data)
  }
}

/// Why a folder can't be had.
package enum LockError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Another process holds the folder; `host` is this machine's name.
  case held(folder: String, by: FolderLock.Holder?, host: String, file: String)
  /// The lock's file can't be written.
  case file(ArtifactError)

  package var description: String {
    switch self {
    case .file(let error): return error.description
    case .held(let folder, let holder, let host, let file):
      guard let holder else {
        return
          "\(folder): another process is writing to it; wait for its end, or name another folder"
      }
      let since = Date(timeIntervalSince1970: TimeInterval(holder.since)).ISO8601Format()
      let place = holder.host == host ? "" : " on \(holder.host)"
      let remedy =
        holder.host == host
        ? "wait for its end, or name another folder"
        : "if it no longer runs there, remove \(file)"
      return "\(folder): process \(holder.process)\(place) has been writing to it since \(since) "
        + "(\(holder.command)); \(remedy)"
    }
  }
}
