import CSystemZlib
public import Foundation

/// gzip data in memory, through zlib.
public enum Gzip {
  /// Damaged or truncated gzip data.
  public struct Failure: Error, Hashable, Sendable {
    public let reason: String
  }

  /// Whether `data` begins like gzip data (1f 8b).
  public static func isGzip(_ data: Data) -> Bool {
    data.starts(with: [0x1f, 0x8b])
  }

  /// The bytes that `data` holds; several gzip members after each other are joined, as gzip does.
  ///
  /// - Throws: ``Failure`` when the data ends early, is damaged, or has rubbish after its end.
  public static func decompress(_ data: Data) throws(Failure) -> Data {
    var output = Data()
    var reason: String?
    data.withUnsafeBytes { (input: UnsafeRawBufferPointer) in
      var stream = z_stream()
      guard mdg_inflate_init_gzip(&stream) == Z_OK else {
        reason = "zlib does not start"
        return
      }
      defer { inflateEnd(&stream) }
      stream.next_in = UnsafeMutablePointer(
        mutating: input.bindMemory(to: UInt8.self).baseAddress)
      stream.avail_in = UInt32(input.count)
      var buffer = [UInt8](repeating: 0, count: 1 << 18)
      while true {
        let (status, produced) = buffer.withUnsafeMutableBufferPointer { space in
          stream.next_out = space.baseAddress
          stream.avail_out = UInt32(space.count)
          let status = inflate(&stream, Z_NO_FLUSH)
          return (status, space.count - Int(stream.avail_out))
        }
        output.append(contentsOf: buffer[..<produced])
        if status == Z_STREAM_END {
          if stream.avail_in == 0 { return }
          guard inflateReset(&stream) == Z_OK else {
            reason = "rubbish after the end"
            return
          }
        } else if status != Z_OK {
          reason =
            status == Z_BUF_ERROR
            ? "it ends early" : stream.msg.map { String(cString: $0) } ?? "zlib error \(status)"
          return
        }
      }
    }
    if let reason { throw Failure(reason: reason) }
    return output
  }

  /// `data` as one gzip member without name or time, so that the same data gives the same bytes.
  public static func compress(_ data: Data) -> Data {
    var output = Data()
    data.withUnsafeBytes { (input: UnsafeRawBufferPointer) in
      var stream = z_stream()
      guard mdg_deflate_init_gzip(&stream) == Z_OK else {
        preconditionFailure("zlib does not start: out of memory")
      }
      defer { deflateEnd(&stream) }
      stream.next_in = UnsafeMutablePointer(
        mutating: input.bindMemory(to: UInt8.self).baseAddress)
      stream.avail_in = UInt32(input.count)
      var buffer = [UInt8](repeating: 0, count: 1 << 18)
      var status = Z_OK
      while status == Z_OK {
        let produced = buffer.withUnsafeMutableBufferPointer { space in
          stream.next_out = space.baseAddress
          stream.avail_out = UInt32(space.count)
          status = deflate(&stream, Z_FINISH)
          return space.count - Int(stream.avail_out)
        }
        output.append(contentsOf: buffer[..<produced])
      }
    }
    return output
  }
}
