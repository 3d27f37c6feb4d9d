package import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Reads files whole and writes them whole or not at all.
package enum ArtifactFile {
  /// The bytes of the file at `path`, as they lie on disk. `-` reads standard input to its end.
  ///
  /// - Parameter limit: how many bytes there may be.
  /// - Throws: ``ArtifactError/missing(path:)``, ``ArtifactError/unreadable(path:reason:)`` or
  ///   ``ArtifactError/tooLarge(path:limit:isPacked:)``.
  package static func contents(
    of path: String, limit: Int = .max
  ) throws(ArtifactError) -> Data {
    var source = try ByteSource(path: path, unpacks: false)
    return try source.rest(limit: limit)
  }

  /// The bytes of the file at `path`, decompressed if they are gzip data (told by their first two
  /// bytes, not by the name).
  ///
  /// - Parameter limit: how many bytes may come of it; see ``ByteSource/unpackedLimit(packed:)`` for the
  ///   limit that compressed data have in any case.
  /// - Throws: what ``contents(of:)`` throws, or ``ArtifactError/damagedArchive(path:reason:)``.
  package static func decompressedContents(
    of path: String, limit: Int = .max
  ) throws(ArtifactError) -> Data {
    var source = try ByteSource(path: path)
    return try source.rest(limit: limit)
  }

  /// Writes `data` to `path` whole or not at all: to a temporary file beside it, flushed to disk,
  /// then renamed, and the folder flushed. Folders on the way are made. A symbolic link stays one: the file
  /// that it leads to is replaced. Pipes and devices are written to directly.
  ///
  /// - Throws: ``ArtifactError/unwritable(path:reason:)``; then whatever stood at `path` still does.
  package static func write(_ data: Data, to path: String) throws(ArtifactError) {
    var left: Data? = data
    try writePieces(to: path, wrapping: { $0 }) { () throws(ArtifactError) in
      defer { left = nil }
      return left
    }
  }

  /// Writes like ``write(_:to:)``, but piece by piece, so that not everything must be in memory.
  ///
  /// - Parameters:
  ///   - wrap: converts an error to the caller's type.
  ///   - next: returns one piece after another, and nil after the last.
  package static func writePieces<Failure: Error>(
    to path: String, wrapping wrap: (ArtifactError) -> Failure,
    _ next: () throws(Failure) -> Data?
  ) throws(Failure) {
    func checked(_ action: () throws(SystemFailure) -> Void) throws(Failure) {
      do throws(SystemFailure) {
        try action()
      } catch {
        throw wrap(.unwritable(path: path, reason: error.reason))
      }
    }
    let place = destination(of: path)
    if place.isStream {
      // A pipe, a terminal, /dev/null: nothing to rename over.
      var opened: Descriptor?
      try checked { () throws(SystemFailure) in opened = try Descriptor(opening: path, O_WRONLY) }
      while let piece = try next() {
        try checked { () throws(SystemFailure) in try opened?.write(piece) }
      }
      try checked { () throws(SystemFailure) in try opened.take()?.finish() }
      return
    }
    let temporary = place.path + ".partial"
    do {
      var opened: Descriptor?
      try checked { () throws(SystemFailure) in
        try Folder.make(folder(of: place.path))
        opened = try Descriptor(opening: temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
      }
      while let piece = try next() {
        try checked { () throws(SystemFailure) in try opened?.write(piece) }
      }
      try checked { () throws(SystemFailure) in
        try opened?.synchronize()
        try opened.take()?.finish()
        guard rename(temporary, place.path) == 0 else { throw .latest }
        try Folder.synchronize(folder(of: place.path))
      }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// The file that writing to `path` reaches: the target of a symbolic link, which stays a link.
  /// Also says whether it is something other than a regular file.
  private static func destination(of path: String) -> (path: String, isStream: Bool) {
    var status = stat()
    guard stat(path, &status) == 0 else { return (path, false) }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG else { return (path, kind != S_IFDIR) }
    guard let resolved = realpath(path, nil) else { return (path, false) }
    defer { free(resolved) }
    return (String(cString: resolved), false)
  }

  /// Whether a file lies at `path`, which can be read again and again: no pipe, no device, no folder. True of
  /// what is missing, about which reading it says more.
  package static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return path != "-" && (stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG)
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
