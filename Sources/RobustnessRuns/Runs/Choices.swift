import Foundation

/// What was selected from each list, as its index: two bytes a list, and more only where lists are very long.
package struct Choices: RandomAccessCollection, Sendable, Hashable {
  private var small: [UInt16] = []
  /// The values that don't fit, for which ``small`` contains `UInt16.max`.
  private var large: [Int: Int] = [:]

  package init(_ indices: some Sequence<Int>) {
    for index in indices { append(index) }
  }

  package mutating func append(_ index: Int) {
    if index >= Int(UInt16.max) { large[small.count] = index }
    small.append(UInt16(clamping: index))
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { small.count }

  package subscript(position: Int) -> Int {
    let index = small[position]
    return index == .max ? large[position]! : Int(index)
  }
}

extension Choices: Codable {
  /// The largest number of choices that a journal stores as an array of numbers. More are stored as
  /// a text, which takes a tenth of the memory while it is read and written.
  private static let readable = 20_000

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let text = try? container.decode(String.self) else {
      let indices = try container.decode([Int].self)
      guard indices.allSatisfy({ $0 >= 0 }) else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "an index below 0")
      }
      self.init(indices)
      return
    }
    self.init([])
    var index = 0
    var isOpen = false
    // Each index in digits to the base 16 from "0" on, the last of them from "@" on.
    for byte in text.utf8 {
      guard index < 1 << 40 else { throw Self.malformed(container) }
      switch byte {
      case 0x30...0x3F: (index, isOpen) = (index << 4 | Int(byte - 0x30), true)
      case 0x40...0x4F:
        append(index << 4 | Int(byte - 0x40))
        (index, isOpen) = (0, false)
      default: throw Self.malformed(container)
      }
    }
    if isOpen { throw Self.malformed(container) }
  }

  private static func malformed(_ container: any SingleValueDecodingContainer) -> DecodingError {
    .dataCorruptedError(in: container, debugDescription: "an index that is cut short")
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    guard count > Self.readable else { return try container.encode(Array(self)) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + count / 8)
    for index in self {
      // Most significant digit first; the last one is marked.
      var digits: [UInt8] = []
      var left = index
      repeat {
        digits.append(UInt8(left & 15))
        left >>= 4
      } while left > 0
      for digit in digits.dropFirst().reversed() { bytes.append(0x30 + digit) }
      bytes.append(0x40 + digits[0])
    }
    try container.encode(String(decoding: bytes, as: UTF8.self))
  }
}
