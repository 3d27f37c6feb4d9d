package import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// An append-only file of lines by which long work survives a kill: every entry is on disk before
/// the work goes on, and a line that the kill cut short is dropped when the journal is opened again.
///
/// The first line says that the file is a journal, and of which work:
///
///     mondegreen-journal 2 81917843c7f44ce2…
///
/// Each further line is an entry behind its CRC-32, eight hexadecimal digits and a space. A file that
/// doesn't begin so is left as it is, whatever it holds. A journal without entries is nobody's: whoever
/// opens it next takes it over.
package struct Journal: ~Copyable {
  /// The path of the journal.
  package let path: String
  /// The entries that were there when it was opened, oldest first.
  package let entries: [Data]
  private let file: Descriptor
  private let headerSize: Int

  /// What journals of every version begin with.
  private static let name = "mondegreen-journal "
  private static let magic = name + "2 "

  /// Opens the journal of some work at `path`, makes it if it is missing, and cuts off a last line
  /// without end.
  ///
  /// - Parameter owner: identifies the work, without a line feed: a digest of everything that decides
  ///   what it finds.
  /// - Throws: ``JournalError``; then the file is as it was.
  package init(path: String, owner: String) throws(JournalError) {
    precondition(!owner.contains("\n"), "an owner is part of a line")
    let header = Data((Self.magic + owner + "\n").utf8)
    // Looked at before it is opened for writing: a foreign file stays as it is.
    _ = try Self.found(at: path, header: header)
    let file = try Self.opened(path)
    // Held until the process ends, however it ends.
    guard flock(file.number, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      throw .inUse(path: path)
    }
    let (found, kept) = try Self.found(at: path, header: header)
    do throws(SystemFailure) {
      try file.truncate(to: kept)
      if kept == 0 {
        try file.write(header)
        try file.synchronize()
        try Folder.synchronize(ArtifactFile.folder(of: path))
      }
    } catch {
      throw .file(.unwritable(path: path, reason: error.reason))
    }
    self.path = path
    self.file = file
    entries = found
    headerSize = header.count
  }

  private static func opened(_ path: String) throws(JournalError) -> Descriptor {
    do throws(SystemFailure) {
      try Folder.make(ArtifactFile.folder(of: path))
      return try Descriptor(opening: path, O_RDWR | O_CREAT)
    } catch {
      throw .file(.unwritable(path: path, reason: error.reason))
    }
  }

  /// The entries of the journal at `path`, whosever it is, which stays as it is.
  ///
  /// - Throws: ``JournalError``, for a file that is missing too.
  package static func entries(at path: String) throws(JournalError) -> [Data] {
    let bytes = try existing(path)
    guard !bytes.isEmpty else { throw .file(.missing(path: path)) }
    let header = bytes.prefix { $0 != 0x0A } + [0x0A]
    return try found(at: path, header: Data(header)).entries
  }

  /// The entries of the journal at `path`, and how many bytes of it are whole; none of a journal that is
  /// missing or has no entries.
  private static func found(
    at path: String, header: Data
  ) throws(JournalError) -> (entries: [Data], bytes: Int) {
    let bytes = try existing(path)
    guard !bytes.isEmpty else { return ([], 0) }
    if !bytes.starts(with: Data(magic.utf8)), !header.starts(with: bytes) {
      let version = bytes.dropFirst(name.utf8.count).prefix { $0 != 0x20 && $0 != 0x0A }
      throw .otherVersion(path: path, found: String(decoding: version, as: UTF8.self))
    }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    // Behind the last line feed there is nothing, or what a kill cut short.
    let whole = lines.dropLast()
    guard whole.count > 1 else { return ([], 0) }
    guard bytes.starts(with: header) else {
      func owner(_ line: Data) -> String {
        String(decoding: line.dropFirst(magic.utf8.count), as: UTF8.self)
      }
      throw .foreign(
        path: path, expected: owner(header.dropLast()), found: owner(whole[0]))
    }
    var entries: [Data] = []
    for (number, line) in whole.enumerated().dropFirst() {
      guard let entry = entry(line) else {
        throw .damaged(path: path, entry: number + 1, reason: "its checksum does not fit")
      }
      entries.append(entry)
    }
    return (entries, bytes.count - (lines.last?.count ?? 0))
  }

  /// The bytes of the journal at `path`, whatever its version; none if there is none.
  private static func existing(_ path: String) throws(JournalError) -> Data {
    guard let bytes = try bytes(of: path) else { throw .notAJournal(path: path) }
    return bytes
  }

  /// Reads like ``existing(_:)``; nil if the file is something else.
  private static func bytes(of path: String) throws(JournalError) -> Data? {
    var status = stat()
    guard stat(path, &status) == 0 else { return Data() }
    // A pipe might never end; a folder is told by whoever reads it.
    guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { return nil }
    do throws(ArtifactError) {
      var source = try ByteSource(path: path, unpacks: false)
      let space = UnsafeMutableRawBufferPointer.allocate(
        byteCount: ByteSource.pieceSize, alignment: 1)
      defer { space.deallocate() }
      // A large file of something else is not read to its end.
      let start = Data(space[..<(try source.fill(space))])
      let isJournal = start.isEmpty || start.starts(with: Data(name.utf8))
      return isJournal ? start + (try source.rest()) : nil
    } catch {
      throw .file(error)
    }
  }

  /// What a line holds; nil if its checksum is another.
  private static func entry(_ line: Data) -> Data? {
    let entry = Data(line.dropFirst(9))
    return line.starts(with: checksum(of: entry)) ? entry : nil
  }

  private static func checksum(of entry: Data) -> Data {
    let digits = String(Checksum.crc32(of: entry), radix: 16)
    return Data((String(repeating: "0", count: 8 - digits.count) + digits + " ").utf8)
  }

  /// Appends an entry and waits until it is on disk.
  ///
  /// - Precondition: `entry` holds no line feed.
  package func append(_ entry: Data) throws(JournalError) {
    precondition(!entry.contains(0x0A), "a journal's entry is one line")
    do throws(SystemFailure) {
      try file.write(Self.checksum(of: entry) + entry + [0x0A])
      try file.synchronize()
    } catch {
      throw .file(.unwritable(path: path, reason: error.reason))
    }
  }

  /// Removes the journal at `path`, if there is one, whatever its version.
  ///
  /// - Throws: ``JournalError`` if something else is there; it stays.
  package static func remove(at path: String) throws(JournalError) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    _ = try existing(path)
    guard unlink(path) == 0 || errno == ENOENT else {
      throw .file(.unwritable(path: path, reason: SystemFailure.latest.reason))
    }
  }

  deinit {
    // What kept nothing leaves nothing behind.
    if lseek(file.number, 0, SEEK_CUR) <= off_t(headerSize) { unlink(path) }
    // A program that is just being started may still have the descriptor, and closing ours would not do.
    flock(file.number, LOCK_UN)
  }
}

/// Why a journal can't be used.
package enum JournalError: Error, Hashable, Sendable {
  /// The journal can't be read or written.
  case file(ArtifactError)
  /// The file is something else.
  case notAJournal(path: String)
  /// The journal is of another version.
  case otherVersion(path: String, found: String)
  /// The journal belongs to other work.
  case foreign(path: String, expected: String, found: String)
  /// Another process is writing to the journal.
  case inUse(path: String)
  /// A line was changed since it was written; lines are counted from 1.
  case damaged(path: String, entry: Int, reason: String)
}
