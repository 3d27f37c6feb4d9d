import CSystemZlib
package import Foundation

/// Compresses data piece by piece into one gzip member without name or time, so that the same pieces
/// give the same bytes. Owns its zlib stream.
package struct GzipDeflater: ~Copyable {
  // zlib keeps a pointer to the stream, which therefore can't move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)

  package init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard mdg_deflate_init_gzip(stream) == Z_OK else {
      preconditionFailure("zlib does not start: out of memory")
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// The compressed bytes that are ready once `data` has been added.
  ///
  /// - Parameter isLast: whether the member ends here; nothing may be added afterwards.
  package mutating func deflate(_ data: Data, isLast: Bool = false) -> Data {
    var output = Data()
    for region in data.regions {
      region.withUnsafeBytes { deflate($0, Z_NO_FLUSH, into: &output) }
    }
    if isLast { deflate(UnsafeRawBufferPointer(start: nil, count: 0), Z_FINISH, into: &output) }
    return output
  }

  private mutating func deflate(
    _ input: UnsafeRawBufferPointer, _ flush: CInt, into output: inout Data
  ) {
    var input = input
    repeat {
      let taken = UInt32(clamping: input.count)
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress)
      stream.pointee.avail_in = taken
      var isFull = true
      while isFull {
        let stream = stream
        let (produced, count) = buffer.withUnsafeMutableBufferPointer { space in
          stream.pointee.next_out = space.baseAddress
          stream.pointee.avail_out = UInt32(space.count)
          _ = CSystemZlib.deflate(stream, flush)
          return (space.count - Int(stream.pointee.avail_out), space.count)
        }
        output.append(contentsOf: buffer[..<produced])
        // An output that has room left means that all of the input was taken.
        isFull = produced == count
      }
      input = UnsafeRawBufferPointer(rebasing: input[Int(taken)...])
    } while !input.isEmpty
  }
}
