import CSystemZlib

/// Decompresses gzip data piece by piece. Owns its zlib stream.
///
/// Several gzip members after each other are joined, as gzip does.
package struct GzipInflater: ~Copyable {
  // zlib keeps a pointer to the stream, which therefore can't move.
  private let stream: UnsafeMutablePointer<z_stream>
  /// Whether the input so far ends where a member ends, so that there may be no more.
  package private(set) var isAtMemberEnd = false

  package init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard mdg_inflate_init_gzip(stream) == Z_OK else {
      preconditionFailure("zlib does not start: out of memory")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Decompresses what `output` has room for.
  ///
  /// With empty input it gives what a full `output` held back earlier.
  ///
  /// - Returns: the numbers of bytes that were taken from `input` and written to `output`. Both are
  ///   0 only when it needs more input.
  /// - Throws: ``Gzip/Failure`` when the data is damaged, or has rubbish after its end.
  package mutating func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(Gzip.Failure) -> (consumed: Int, produced: Int) {
    if isAtMemberEnd {
      if input.isEmpty { return (0, 0) }
      guard inflateReset(stream) == Z_OK else {
        throw Gzip.Failure(reason: "unexpected data after the end")
      }
      isAtMemberEnd = false
    }
    let (available, space) = (UInt32(clamping: input.count), UInt32(clamping: output.count))
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = available
    stream.pointee.next_out = output.assumingMemoryBound(to: UInt8.self).baseAddress
    stream.pointee.avail_out = space
    let status = CSystemZlib.inflate(stream, Z_NO_FLUSH)
    switch status {
    case Z_STREAM_END: isAtMemberEnd = true
    case Z_OK, Z_BUF_ERROR: break
    default:
      throw Gzip.Failure(
        reason: stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)")
    }
    return (
      Int(available - stream.pointee.avail_in), Int(space - stream.pointee.avail_out)
    )
  }
}
