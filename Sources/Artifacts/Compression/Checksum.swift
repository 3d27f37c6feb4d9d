import CSystemZlib
package import Foundation

/// Checksums that notice accidents: a changed digit, a torn page.
package enum Checksum {
  /// The CRC-32 of gzip and PNG (ISO 3309).
  package static func crc32(of data: Data) -> UInt32 {
    data.withUnsafeBytes { bytes in
      let start = bytes.bindMemory(to: UInt8.self).baseAddress
      return UInt32(truncatingIfNeeded: CSystemZlib.crc32(0, start, UInt32(bytes.count)))
    }
  }
}
