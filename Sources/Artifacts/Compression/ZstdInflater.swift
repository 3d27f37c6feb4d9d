import CSystemZstd

/// Decompresses Zstandard data piece by piece, through libzstd. Owns its stream.
///
/// Several frames after each other are joined, as zstd does. A frame may ask for a window of at most 128 MiB,
/// which is what zstd itself allows unless it is told otherwise.
struct ZstdInflater: ~Copyable {
  private let stream: OpaquePointer
  /// Whether the input so far ends where the data may end.
  private(set) var isAtMemberEnd = false

  init() {
    guard let stream = ZSTD_createDStream() else {
      preconditionFailure("libzstd does not start: out of memory")
    }
    self.stream = stream
    ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, 27)
  }

  deinit { ZSTD_freeDStream(stream) }

  /// Decompresses what `output` has room for, as ``GzipInflater/inflate(_:into:)`` does.
  mutating func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(Gzip.Failure) -> (consumed: Int, produced: Int) {
    if isAtMemberEnd, input.isEmpty { return (0, 0) }
    var from = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var into = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let status = ZSTD_decompressStream(stream, &into, &from)
    guard ZSTD_isError(status) == 0 else {
      throw Gzip.Failure(reason: String(cString: ZSTD_getErrorName(status)).lowercased())
    }
    // 0 says that a frame has been given out to its end.
    if from.pos > 0 || into.pos > 0 { isAtMemberEnd = status == 0 }
    return (from.pos, into.pos)
  }
}
