package import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A file's bytes in place: read when they are looked at, and given back on demand.
///
/// The file must not be written in place meanwhile; ``ArtifactFile/write(_:to:)`` does not. Whoever cuts it short
/// all the same is found out by ``isCutShort``.
package final class MappedFile: Sendable {
  private static let pageBytes = Int(sysconf(Int32(_SC_PAGESIZE)))

  private let address: UInt
  /// The number under which the mapping is registered.
  private let number: Int?
  package let count: Int

  /// Maps a file; nil if it is empty or no regular file.
  ///
  /// - Parameter isPopulated: reads all pages at once, for files that are going to be read whole.
  package init?(path: String, isPopulated: Bool = false) {
    let flags = MAP_PRIVATE | (isPopulated ? Int32(MAP_POPULATE) : 0)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0,
      let start = mmap(nil, Int(status.st_size), PROT_READ, flags, descriptor, 0),
      start != MAP_FAILED
    else { return nil }
    address = UInt(bitPattern: start)
    count = Int(status.st_size)
    number = CutFiles.add(address, count: count)
  }

  deinit {
    if let number { CutFiles.remove(number) }
    munmap(UnsafeMutableRawPointer(bitPattern: address), count)
  }

  /// Whether the file was found to be shorter than it was: some of what was read since then is zeros in place of
  /// what the file had.
  package var isCutShort: Bool { number.map { CutFiles.isCut($0) } ?? false }

  /// The bytes in place, valid as long as the mapping.
  package var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count)
  }

  /// The bytes; the mapping lives as long as they do.
  package var data: Data {
    Data(
      bytesNoCopy: UnsafeMutableRawPointer(bitPattern: address)!, count: count,
      deallocator: .custom { [self] _, _ in withExtendedLifetime(self) {} })
  }

  /// The address of some bytes, if it is a multiple of `alignment` and at least `slack` more bytes,
  /// whatever they are, may be read after them. It is valid as long as the mapping.
  package func address(
    of bytes: Range<Int>, alignment: Int, slack: Int
  ) -> UnsafeRawPointer? {
    let page = Self.pageBytes
    let readable = (count + page - 1) / page * page
    let place = address + UInt(bytes.lowerBound)
    guard place % UInt(alignment) == 0, bytes.upperBound + slack <= readable else { return nil }
    return UnsafeRawPointer(bitPattern: place)
  }

  /// Gives back the memory of some bytes that have been read; the file has them still.
  package func forget(_ bytes: Range<Int>) {
    let page = Self.pageBytes
    let first = (bytes.lowerBound + page - 1) / page * page, last = bytes.upperBound / page * page
    guard first < last else { return }
    madvise(UnsafeMutableRawPointer(bitPattern: address + UInt(first)), last - first, MADV_DONTNEED)
  }
}
