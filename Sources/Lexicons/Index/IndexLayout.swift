import Foundation

/// The layout of an index file: magic, version, checksum, sections.
///
/// All numbers are little-endian. The header has 64 bytes: the magic (8), the format's version (4),
/// the number of sections (4), the file's size (8), the checksum of everything after the header
/// (8), and zeros. Then, for each section, its offset (8) and size in bytes (8); then the sections,
/// each on a multiple of 64.
enum IndexLayout {
  static let magic = Array("MDGLEXIX".utf8)
  static let version: UInt32 = 3
  static let headerSize = 64
  static let alignment = 64

  /// Makes a file of sections.
  static func file(_ sections: [[UInt8]]) -> Data {
    var table: [UInt64] = []
    var offset = aligned(headerSize + 16 * sections.count)
    for section in sections {
      table += [UInt64(offset), UInt64(section.count)]
      offset = aligned(offset + section.count)
    }
    var file = [UInt8](repeating: 0, count: offset)
    file.replaceSubrange(0..<8, with: magic)
    put(version, at: 8, in: &file)
    put(UInt32(sections.count), at: 12, in: &file)
    put(UInt64(offset), at: 16, in: &file)
    for (place, number) in table.enumerated() { put(number, at: headerSize + 8 * place, in: &file) }
    for (number, section) in sections.enumerated() where !section.isEmpty {
      let start = Int(table[2 * number])
      file.replaceSubrange(start..<start + section.count, with: section)
    }
    let checksum = file.withUnsafeBytes {
      Self.checksum(UnsafeRawBufferPointer(rebasing: $0[headerSize...]))
    }
    put(checksum, at: 24, in: &file)
    return Data(file)
  }

  /// The ranges of a file's sections; nil if the file is incomplete or of another version.
  static func sections(of file: UnsafeRawBufferPointer, count: Int) -> [Range<Int>]? {
    guard file.count >= headerSize + 16 * count, file.prefix(8).elementsEqual(magic),
      file.loadUnaligned(fromByteOffset: 8, as: UInt32.self) == version.littleEndian,
      file.loadUnaligned(fromByteOffset: 12, as: UInt32.self) == UInt32(count).littleEndian,
      file.loadUnaligned(fromByteOffset: 16, as: UInt64.self) == UInt64(file.count).littleEndian,
      UInt64(
        littleEndian: file.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
        == checksum(UnsafeRawBufferPointer(rebasing: file[headerSize...]))
    else { return nil }
    var sections: [Range<Int>] = []
    for number in 0..<count {
      let offset = UInt64(
        littleEndian: file.loadUnaligned(
          fromByteOffset: headerSize + 16 * number, as: UInt64.self))
      let size = UInt64(
        littleEndian: file.loadUnaligned(
          fromByteOffset: headerSize + 16 * number + 8, as: UInt64.self))
      guard offset % UInt64(alignment) == 0, offset <= UInt64(file.count),
        size <= UInt64(file.count) - offset
      else { return nil }
      sections.append(Int(offset)..<Int(offset + size))
    }
    return sections
  }

  /// The checksum: four interleaved multiplicative hashes, which run at the speed of memory and
  /// reveal any damage.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    var lanes = SIMD4<UInt64>(1, 2, 3, 4)
    let whole = bytes.count / 32
    for block in 0..<whole {
      let words = bytes.loadUnaligned(fromByteOffset: 32 * block, as: SIMD4<UInt64>.self)
      lanes = (lanes ^ words) &* factor
      lanes ^= lanes &>> 29
    }
    var sum = UInt64(bytes.count)
    for byte in bytes[(32 * whole)...] { sum = (sum ^ UInt64(byte)) &* factor }
    for lane in 0..<4 { sum = (sum ^ lanes[lane] ^ sum >> 31) &* factor }
    return sum
  }

  private static func aligned(_ offset: Int) -> Int {
    (offset + alignment - 1) / alignment * alignment
  }

  private static func put(
    _ number: some FixedWidthInteger, at offset: Int, in file: inout [UInt8]
  ) {
    withUnsafeBytes(of: number.littleEndian) {
      file.replaceSubrange(offset..<offset + $0.count, with: $0)
    }
  }
}
