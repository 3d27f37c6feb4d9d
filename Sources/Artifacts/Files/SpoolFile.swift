import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Records in a file that has no name and is gone with the process: room for what need not be in memory.
///
/// Records are added one after the other, and can then be read from any thread. The file lies in `$TMPDIR`, or
/// else in `/var/tmp`, which is on disk where `/tmp` is in memory. Where no file can be made, or its disk is full,
/// records stay in memory.
package final class SpoolFile: Sendable {
  /// Nil where there is no file.
  private let descriptor: Descriptor?
  private let number: CInt
  /// How many bytes are in the file; the others are in ``rest``.
  private let written: Int
  private let rest: [UInt8]
  /// The offset at which every 32nd record begins.
  private let anchors: [UInt64]
  /// How long each record is; `UInt16.max` stands for those of ``long``.
  private let lengths: [UInt16]
  private let long: [Int: Int]

  private static let anchored = 32

  private init(
    _ descriptor: consuming Descriptor?, _ number: CInt, written: Int, rest: [UInt8],
    anchors: [UInt64],
    lengths: [UInt16], long: [Int: Int]
  ) {
    self.descriptor = descriptor
    self.number = number
    self.written = written
    self.rest = rest
    self.anchors = anchors
    self.lengths = lengths
    self.long = long
  }

  /// The number of records.
  package var count: Int { lengths.count }

  /// Calls `body` with the bytes of a record.
  ///
  /// A file that was written a moment ago and can't be read is a broken disk, which ends the process, as broken
  /// memory would, with a sentence and status 74.
  package func withRecord<Output>(
    _ index: Int, _ body: (UnsafeRawBufferPointer) -> Output
  ) -> Output {
    var start = Int(anchors[index / Self.anchored])
    for earlier in index / Self.anchored * Self.anchored..<index { start += length(of: earlier) }
    let length = length(of: index)
    if start >= written {
      return rest.withUnsafeBytes {
        body(UnsafeRawBufferPointer(rebasing: $0[(start - written)...].prefix(length)))
      }
    }
    return withUnsafeTemporaryAllocation(byteCount: max(length, 1), alignment: 1) { space in
      var read = 0
      while read < length {
        let count = pread(
          number, space.baseAddress! + read, length - read, off_t(start + read))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          Self.giveUp(count == 0 ? "it was cut" : SystemFailure.latest.reason)
        }
        read += count
      }
      return body(UnsafeRawBufferPointer(rebasing: space[..<length]))
    }
  }

  private static func giveUp(_ reason: String) -> Never {
    let sentence = "mondegreen: expected to read back a temporary file, failed: \(reason)\n"
    try? Descriptor.write(Data(sentence.utf8), to: STDERR_FILENO)
    exit(EX_IOERR)
  }

  private func length(of index: Int) -> Int {
    let length = lengths[index]
    return length == .max ? long[index]! : Int(length)
  }

  /// Collects records.
  package struct Writer: ~Copyable {
    private var descriptor: Descriptor?
    private let number: CInt
    private var anchors: [UInt64] = []
    private var lengths: [UInt16] = []
    private var long: [Int: Int] = [:]
    private var written = 0
    private var waiting: [UInt8] = []
    private var isFull = false

    private static let pieceSize = 1 << 18
    /// `O_TMPFILE`, a macro that Swift doesn't see.
    private static let unnamed: CInt = 0o20_000_000 | O_DIRECTORY

    package init() {
      // As bytes: the name of a folder need not be text.
      let folder = Self.folder
      var opened = open(folder, Self.unnamed | O_RDWR | O_EXCL | O_CLOEXEC, 0o600)
      if opened < 0 {
        // Some file systems have no files without a name.
        var template = Array(folder.dropLast()) + Array("/mondegreen-XXXXXX".utf8CString)
        opened = mkstemp(&template)
        if opened >= 0 {
          _ = fcntl(opened, F_SETFD, FD_CLOEXEC)
          unlink(template)
        }
      }
      number = opened
      descriptor = opened >= 0 ? Descriptor(owning: opened) : nil
    }

    /// The path with a terminating zero.
    private static var folder: [CChar] {
      guard let given = getenv("TMPDIR"), given.pointee != 0 else {
        return Array("/var/tmp".utf8CString)
      }
      return Array(UnsafeBufferPointer(start: given, count: strlen(given) + 1))
    }

    /// Adds a record.
    package mutating func append(_ record: [UInt8]) {
      if lengths.count % SpoolFile.anchored == 0 {
        anchors.append(UInt64(written + waiting.count))
      }
      if record.count >= Int(UInt16.max) { long[lengths.count] = record.count }
      lengths.append(UInt16(clamping: record.count))
      waiting += record
      if waiting.count >= Self.pieceSize { flush() }
    }

    /// Brings whole records to the file, or leaves all of them in memory.
    private mutating func flush() {
      guard number >= 0, !isFull else { return }
      var done = 0
      while done < waiting.count {
        let count = waiting.withUnsafeBytes {
          pwrite(number, $0.baseAddress! + done, $0.count - done, off_t(written + done))
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          isFull = true
          return
        }
        done += count
      }
      written += waiting.count
      waiting.removeAll(keepingCapacity: true)
    }

    /// All records that were added.
    package consuming func finish() -> SpoolFile {
      flush()
      return SpoolFile(
        descriptor.take(), number, written: written, rest: waiting, anchors: anchors,
        lengths: lengths,
        long: long)
    }
  }
}
