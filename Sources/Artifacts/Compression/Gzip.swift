package import Foundation

/// gzip data in memory, through zlib.
package enum Gzip {
  /// The gzip data are damaged or truncated.
  package struct Failure: Error, Hashable, Sendable {
    package let reason: String
  }

  /// Whether `data` begins like gzip data (1f 8b).
  package static func isGzip(_ data: Data) -> Bool {
    data.starts(with: [0x1f, 0x8b])
  }

  /// The bytes that `data` holds; several gzip members after each other are joined, as gzip does.
  ///
  /// - Throws: ``Failure`` when the data ends early, is damaged, or has rubbish after its end.
  package static func decompress(_ data: Data) throws(Failure) -> Data {
    var output = Data()
    var failure: Failure?
    data.withUnsafeBytes { (input: UnsafeRawBufferPointer) in
      var inflater = GzipInflater()
      var input = input
      let space = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 1)
      defer { space.deallocate() }
      do throws(Failure) {
        while true {
          let (consumed, produced) = try inflater.inflate(input, into: space)
          input = UnsafeRawBufferPointer(rebasing: input[consumed...])
          output.append(contentsOf: space[..<produced])
          if consumed == 0, produced == 0 { break }
        }
        if !inflater.isAtMemberEnd { throw Failure(reason: "it ends early") }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return output
  }

  /// `data` as one gzip member without name or time, so that the same data gives the same bytes.
  package static func compress(_ data: Data) -> Data {
    var deflater = GzipDeflater()
    return deflater.deflate(data, isLast: true)
  }
}
