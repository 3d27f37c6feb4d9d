import Foundation

/// The JSON at the start of a safetensors file.
struct SafetensorsHeader: Decodable {
  struct Entry: Decodable {
    let dtype: String
    let shape: [Int]
    let offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }

    /// Bytes per element of every type that the format knows; nil for others.
    var elementSize: Int? {
      switch dtype {
      case "BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3": 1
      case "U16", "I16", "F16", "BF16": 2
      case "U32", "I32", "F32": 4
      case "U64", "I64", "F64": 8
      default: nil
      }
    }

    /// Number of elements, or nil where it does not fit or a side is negative.
    var elementCount: Int? {
      var count = 1
      for side in shape {
        let (product, overflow) = count.multipliedReportingOverflow(by: side)
        guard side >= 0, !overflow else { return nil }
        count = product
      }
      return count
    }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  static let metadataKey = "__metadata__"

  let metadata: [String: String]
  let entries: [String: Entry]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    var metadata: [String: String] = [:]
    var entries: [String: Entry] = [:]
    for key in container.allKeys {
      if key.stringValue == Self.metadataKey {
        metadata = try container.decode([String: String].self, forKey: key)
      } else {
        entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
      }
    }
    self.metadata = metadata
    self.entries = entries
  }

  /// Checks each entry and that together they cover the data without gap or overlap.
  func check(path: String, dataCount: Int) throws(SafetensorsError) {
    var end = 0
    let inOrder = entries.sorted {
      ($0.value.offsets.first ?? 0, $0.value.offsets.last ?? 0, $0.key)
        < ($1.value.offsets.first ?? 0, $1.value.offsets.last ?? 0, $1.key)
    }
    for (key, entry) in inOrder {
      guard let size = entry.elementSize else {
        throw .malformedEntry(
          path: path, key: key, expected: "a known element type", found: entry.dtype)
      }
      guard let count = entry.elementCount, count <= Int.max / 8 else {
        throw .malformedEntry(
          path: path, key: key, expected: "a shape of whole numbers", found: "\(entry.shape)")
      }
      guard entry.offsets.count == 2, entry.offsets[0] == end, entry.offsets[1] >= end else {
        throw .malformedEntry(
          path: path, key: key, expected: "data from byte \(end)", found: "\(entry.offsets)")
      }
      guard entry.offsets[1] - end == count * size else {
        throw .malformedEntry(
          path: path, key: key,
          expected: "\(count * size) bytes for shape \(entry.shape) of \(entry.dtype)",
          found: "\(entry.offsets[1] - end)")
      }
      end = entry.offsets[1]
    }
    guard end == dataCount else {
      throw .wrongDataLength(path: path, expectedBytes: end, foundBytes: dataCount)
    }
  }
}
