package import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Reads files whole and writes them whole or not at all.
package enum ArtifactFile {
  /// The bytes of the file at `path`, as they lie on disk. `-` reads standard input to its end.
  ///
  /// - Throws: ``ArtifactError/missing(path:)`` or ``ArtifactError/unreadable(path:reason:)``.
  package static func contents(of path: String) throws(ArtifactError) -> Data {
    if path == "-" {
      return FileHandle.standardInput.readDataToEndOfFile()
    }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw .missing(path: path)
    }
    if isDirectory.boolValue {
      throw .unreadable(path: path, reason: "it is a folder")
    }
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw .unreadable(path: path, reason: reason(of: error))
    }
  }

  /// The bytes of the file at `path`, decompressed if they are gzip data (told by their first two
  /// bytes, not by the name).
  ///
  /// - Throws: what ``contents(of:)`` throws, or ``ArtifactError/damagedArchive(path:reason:)``.
  package static func decompressedContents(of path: String) throws(ArtifactError) -> Data {
    let raw = try contents(of: path)
    guard Gzip.isGzip(raw) else { return raw }
    do {
      return try Gzip.decompress(raw)
    } catch {
      throw .damagedArchive(path: path, reason: error.reason)
    }
  }

  /// Writes `data` to `path` whole or not at all: to a temporary file beside it, flushed to disk,
  /// then renamed. Folders on the way are made.
  ///
  /// - Throws: ``ArtifactError/unwritable(path:reason:)``; then whatever stood at `path` still does.
  package static func write(_ data: Data, to path: String) throws(ArtifactError) {
    var left: Data? = data
    try writePieces(to: path, wrapping: { $0 }) { () throws(ArtifactError) in
      defer { left = nil }
      return left
    }
  }

  /// As ``write(_:to:)``, for what need not be in memory all at once.
  ///
  /// - Parameters:
  ///   - wrap: makes the caller's error of this one's.
  ///   - next: gives one piece after the other, nil after the last.
  package static func writePieces<Failure: Error>(
    to path: String, wrapping wrap: (ArtifactError) -> Failure,
    _ next: () throws(Failure) -> Data?
  ) throws(Failure) {
    let temporary = path + ".partial"
    func checked(_ action: () throws -> Void) throws(Failure) {
      do {
        try action()
      } catch {
        throw wrap(.unwritable(path: path, reason: reason(of: error)))
      }
    }
    do throws(Failure) {
      var opened: FileHandle?
      try checked {
        let folder = folder(of: path)
        if !folder.isEmpty {
          try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        }
        guard FileManager.default.createFile(atPath: temporary, contents: nil),
          let handle = FileHandle(forWritingAtPath: temporary)
        else { throw CocoaError(.fileWriteNoPermission) }
        opened = handle
      }
      while let piece = try next() { try checked { try opened?.write(contentsOf: piece) } }
      try checked {
        try opened?.synchronize()
        try opened?.close()
      }
      guard rename(temporary, path) == 0 else {
        throw wrap(.unwritable(path: path, reason: String(cString: strerror(errno))))
      }
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw error
    }
  }

  /// What stands before the last slash of `path`; empty where there is none.
  ///
  /// Foundation's `deletingLastPathComponent` traps on paths of one character (Swift 6.3, Linux).
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Foundation's errors name the path again and again; their last sentence is enough.
  package static func reason(of error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    return (underlying ?? error as NSError).localizedDescription
  }
}
