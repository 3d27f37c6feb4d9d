#if canImport(Glibc)
  import Glibc
#endif

/// The identity of the file that a path leads to through symbolic links. Two paths of one file have
/// the same identity, even as hard links.
package struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let node: UInt64

  /// The identity of what lies at `path`; nil if there is nothing.
  package init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// That of standard output, however it was opened; nil if it is closed.
  package static var ofStandardOutput: FileIdentity? {
    var status = stat()
    guard fstat(STDOUT_FILENO, &status) == 0 else { return nil }
    return FileIdentity(status)
  }

  private init(_ status: stat) {
    device = UInt64(status.st_dev)
    node = UInt64(status.st_ino)
  }
}
