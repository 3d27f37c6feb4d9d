public import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Reads files whole and writes them whole or not at all.
public enum ArtifactFile {
  /// The bytes of the file at `path`, as they lie on disk. `-` reads standard input to its end.
  ///
  /// - Throws: ``ArtifactError/missing(path:)`` or ``ArtifactError/unreadable(path:reason:)``.
  public static func contents(of path: String) throws(ArtifactError) -> Data {
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
  public static func decompressedContents(of path: String) throws(ArtifactError) -> Data {
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
  public static func write(_ data: Data, to path: String) throws(ArtifactError) {
    let folder = folder(of: path)
    let temporary = path + ".partial"
    do {
      if !folder.isEmpty {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      }
      guard FileManager.default.createFile(atPath: temporary, contents: nil),
        let handle = FileHandle(forWritingAtPath: temporary)
      else { throw CocoaError(.fileWriteNoPermission) }
      try handle.write(contentsOf: data)
      try handle.synchronize()
      try handle.close()
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw .unwritable(path: path, reason: reason(of: error))
    }
    guard rename(temporary, path) == 0 else {
      let reason = String(cString: strerror(errno))
      try? FileManager.default.removeItem(atPath: temporary)
      throw .unwritable(path: path, reason: reason)
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
