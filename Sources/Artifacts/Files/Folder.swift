#if canImport(Glibc)
  import Glibc
#endif

/// Folders as what holds names: made, and brought to disk.
package enum Folder {
  /// Makes the folder at `path` and those that it lies in, where they are missing.
  package static func make(_ path: String) throws(SystemFailure) {
    guard !path.isEmpty, !isFolder(path) else { return }
    let parent = ArtifactFile.folder(of: trimmed(path))
    try make(parent)
    if mkdir(path, 0o777) != 0 {
      guard errno == EEXIST else { throw .latest }
      // What lies there may be a file: "not a directory" says more than "file exists".
      guard isFolder(path) else { throw SystemFailure(code: ENOTDIR) }
    }
    try synchronize(parent)
  }

  /// Brings the names in the folder at `path` to disk: a file that was renamed is there after a power
  /// failure only if its folder was written, too.
  package static func synchronize(_ path: String) throws(SystemFailure) {
    // A folder that may be written and not read can't be opened; nobody can do better there.
    guard
      let folder = try? Descriptor(opening: path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY)
    else { return }
    try folder.synchronize()
  }

  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}
