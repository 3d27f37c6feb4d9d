package import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// The bytes of a file, of standard input or of anything else that has a path, piece by piece as they
/// arrive. gzip, xz and Zstandard data (told by their first bytes, not by the name) are decompressed on the way.
package struct ByteSource: ~Copyable {
  /// The path as it was given, for error messages.
  package let path: String
  /// False for pipes, terminals and the like, whose other end may be waiting for an answer.
  package let isRegularFile: Bool
  private let descriptor: CInt
  private let isOwned: Bool

  /// Nil before compressed data have begun.
  private var inflater: Decompressor?
  /// Whether the bytes are compressed data; nil before the first of them are known.
  private var isPacked: Bool?
  /// Compressed bytes as they lie on disk, and which of them are still to be decompressed.
  private let packed: UnsafeMutableRawBufferPointer
  private var waiting = 0..<0
  private var packedCount = 0
  /// How large the file is, as far as it knows.
  private let size: Int

  /// How many bytes are read at once; also the least that ``fill(_:)`` wants room for.
  package static let pieceSize = 1 << 17

  /// How many bytes compressed data may unpack to where all of them are kept in memory: 64 MiB, and of
  /// larger data a hundred times as many. Texts shrink to a third or a tenth; what shrinks to less than a
  /// hundredth is no text.
  package static func unpackedLimit(packed: Int) -> Int { max(1 << 26, 100 * packed) }

  /// How many bytes are kept in memory of what is no file, and may never end.
  private static let streamLimit = 1 << 31

  /// Opens the file at `path` (`-`: standard input).
  ///
  /// - Parameters:
  ///   - unpacks: whether gzip data are decompressed.
  ///   - isChecked: whether data that come with the program are held against their digests.
  /// - Throws: ``ArtifactError/missing(path:)``, ``ArtifactError/unreadable(path:reason:)`` or
  ///   ``ArtifactError/otherDigest(path:expected:found:)``.
  package init(
    path: String, unpacks: Bool = true, isChecked: Bool = true
  ) throws(ArtifactError) {
    if isChecked { try BundledData.verify(path) }
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw [ENOENT, ENOTDIR].contains(errno)
        ? .missing(path: path) : .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    let kind = isKnown ? status.st_mode & S_IFMT : 0
    if kind == S_IFDIR {
      if path != "-" { close(descriptor) }
      throw .unreadable(path: path, reason: "it is a folder")
    }
    self.path = path
    self.descriptor = descriptor
    isOwned = path != "-"
    isRegularFile = kind == S_IFREG
    size = isRegularFile ? Int(status.st_size) : 0
    if !unpacks { isPacked = false }
    packed = .allocate(byteCount: Self.pieceSize, alignment: 1)
  }

  deinit {
    packed.deallocate()
    if isOwned { close(descriptor) }
  }

  /// Fills the beginning of `space` with the next bytes, as many as have arrived; waits for the
  /// first.
  ///
  /// - Returns: how many; 0 at the end.
  /// - Throws: ``ArtifactError/unreadable(path:reason:)`` or
  ///   ``ArtifactError/damagedArchive(path:reason:)``.
  package mutating func fill(
    _ space: UnsafeMutableRawBufferPointer
  ) throws(ArtifactError) -> Int {
    precondition(space.count >= Self.pieceSize, "room for a piece")
    if isPacked == nil {
      let count = try start(space)
      if isPacked == false { return count }
    }
    return isPacked == true ? try decompress(into: space) : try readAsIs(into: space)
  }

  /// All bytes that are left.
  ///
  /// - Parameter limit: how many there may be.
  /// - Throws: what ``fill(_:)`` throws, or ``ArtifactError/tooLarge(path:limit:isPacked:)`` as soon as there
  ///   are more.
  package mutating func rest(limit: Int = .max) throws(ArtifactError) -> Data {
    var data = Data()
    if isPacked != true { data.reserveCapacity(min(size, limit, Self.streamLimit)) }
    let space = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 1)
    defer { space.deallocate() }
    while true {
      let count = try fill(space)
      if count == 0 { return data }
      let unpacked = isPacked == true ? Self.unpackedLimit(packed: max(size, packedCount)) : .max
      let allowed = min(limit, unpacked, isRegularFile ? .max : Self.streamLimit)
      guard data.count + count <= allowed else {
        throw .tooLarge(path: path, limit: allowed, isPacked: isPacked == true)
      }
      data.append(contentsOf: UnsafeRawBufferPointer(rebasing: space[..<count]))
    }
  }

  /// Reads as much as tells plain from compressed data.
  private mutating func start(_ space: UnsafeMutableRawBufferPointer) throws(ArtifactError) -> Int {
    var count = 0
    while count == 0
      || Decompressor.isUndecided(UnsafeRawBufferPointer(rebasing: space[..<count]))
    {
      let more = try readAsIs(into: UnsafeMutableRawBufferPointer(rebasing: space[count...]))
      if more == 0 { break }
      count += more
    }
    inflater = Decompressor(UnsafeRawBufferPointer(rebasing: space[..<count]))
    isPacked = inflater != nil
    guard isPacked == true else { return count }
    // A piece has room for it: nobody reads more at once.
    packed.copyMemory(from: UnsafeRawBufferPointer(rebasing: space[..<count]))
    waiting = 0..<count
    packedCount = count
    return count
  }

  private mutating func decompress(
    into space: UnsafeMutableRawBufferPointer
  ) throws(ArtifactError) -> Int {
    while true {
      do {
        // Even with nothing waiting: the last piece may have had more in it than there was room for.
        let (consumed, produced) = try inflater!.inflate(
          UnsafeRawBufferPointer(rebasing: packed[waiting]), into: space)
        waiting = waiting.lowerBound + consumed..<waiting.upperBound
        if produced > 0 { return produced }
      } catch {
        throw .damagedArchive(path: path, reason: error.reason)
      }
      if waiting.isEmpty {
        let count = try readAsIs(into: packed)
        packedCount += count
        if count == 0 {
          guard inflater?.isAtMemberEnd == true else {
            throw .damagedArchive(path: path, reason: "it ends early")
          }
          return 0
        }
        waiting = 0..<count
      }
    }
  }

  /// Reads at most one piece, as it lies on disk.
  private func readAsIs(
    into space: UnsafeMutableRawBufferPointer
  ) throws(ArtifactError) -> Int {
    while true {
      let count = read(descriptor, space.baseAddress, min(space.count, Self.pieceSize))
      if count >= 0 { return count }
      guard errno == EINTR else {
        throw .unreadable(path: path, reason: String(cString: strerror(errno)))
      }
    }
  }
}
