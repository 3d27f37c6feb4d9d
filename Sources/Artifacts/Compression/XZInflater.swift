import CSystemLZMA

/// Decompresses xz data piece by piece, through liblzma. Owns its stream.
///
/// Several streams after each other are joined, as xz does. A file may ask for at most 128 MiB of memory,
/// twice what `xz -9` asks for.
struct XZInflater: ~Copyable {
  // liblzma keeps pointers into the stream, which therefore can't move.
  private let stream: UnsafeMutablePointer<lzma_stream>
  /// Whether the input so far ends where the data may end.
  private(set) var isAtMemberEnd = false
  private var isFinished = false

  private static let memoryLimit: UInt64 = 128 << 20

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: mdg_lzma_stream())
    start()
  }

  deinit {
    lzma_end(stream)
    stream.deallocate()
  }

  private func start() {
    guard lzma_stream_decoder(stream, Self.memoryLimit, 0) == LZMA_OK else {
      preconditionFailure("liblzma does not start: out of memory")
    }
  }

  /// Decompresses what `output` has room for, as ``GzipInflater/inflate(_:into:)`` does.
  mutating func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(Gzip.Failure) -> (consumed: Int, produced: Int) {
    var skipped = 0
    if isFinished {
      // Between streams there may be zeros, which pad files to multiples of four bytes.
      while skipped < input.count, input[skipped] == 0 { skipped += 1 }
      if skipped == input.count { return (skipped, 0) }
      start()
      isFinished = false
      isAtMemberEnd = false
    }
    stream.pointee.next_in = input.assumingMemoryBound(to: UInt8.self).baseAddress.map {
      $0 + skipped
    }
    stream.pointee.avail_in = input.count - skipped
    stream.pointee.next_out = output.assumingMemoryBound(to: UInt8.self).baseAddress
    stream.pointee.avail_out = output.count
    switch lzma_code(stream, LZMA_RUN) {
    case LZMA_STREAM_END: (isFinished, isAtMemberEnd) = (true, true)
    case LZMA_OK, LZMA_BUF_ERROR: break
    case LZMA_MEMLIMIT_ERROR:
      throw Gzip.Failure(reason: "it needs more than \(Self.memoryLimit >> 20) MiB of memory")
    case LZMA_FORMAT_ERROR: throw Gzip.Failure(reason: "unexpected data after the end")
    case LZMA_OPTIONS_ERROR: throw Gzip.Failure(reason: "it was made with unknown options")
    default: throw Gzip.Failure(reason: "its data are damaged")
    }
    return (input.count - stream.pointee.avail_in, output.count - stream.pointee.avail_out)
  }
}
