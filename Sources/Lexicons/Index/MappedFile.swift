import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A file's bytes as the system maps them into memory, read-only, until the last owner goes.
///
/// - Note: `@unchecked Sendable` holds because the mapping is private and read-only and nothing
///   here changes after the initialiser.
final class MappedFile: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer

  /// Maps the file at `path`; nil if it is missing, empty or unreadable.
  init?(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size > 0 else { return nil }
    let size = Int(status.st_size)
    // All pages at once: the checksum reads them anyway.
    guard
      let base = mmap(
        nil, size, PROT_READ, MAP_PRIVATE | Int32(MAP_POPULATE), descriptor, 0),
      base != MAP_FAILED
    else { return nil }
    bytes = UnsafeRawBufferPointer(start: base, count: size)
  }

  deinit {
    munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress!), bytes.count)
  }
}
