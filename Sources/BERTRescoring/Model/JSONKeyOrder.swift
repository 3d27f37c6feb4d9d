import Foundation

/// The order of an object's keys in a JSON text, which a dictionary does not keep: of PEFT's patterns the
/// first one that matches counts.
enum JSONKeyOrder {
  /// The keys of the object that is the value of `member` in the text's outermost object, as written;
  /// none if it has no such object.
  ///
  /// - Parameter data: valid JSON.
  static func keys(of member: String, in data: Data) -> [String] {
    var keys: [String] = []
    var isInside = false
    var depth = 0
    var lastString: String?
    var bytes = Array(data)[...]
    while let byte = bytes.first {
      switch byte {
      case UInt8(ascii: "\""):
        lastString = string(from: &bytes)
        continue
      case UInt8(ascii: ":"):
        if let key = lastString {
          if depth == 1 { isInside = key == member }
          if depth == 2, isInside { keys.append(key) }
        }
        lastString = nil
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      bytes.removeFirst()
    }
    return keys
  }

  /// Takes a string off the beginning.
  private static func string(from bytes: inout ArraySlice<UInt8>) -> String? {
    var end = bytes.startIndex + 1
    while end < bytes.endIndex, bytes[end] != UInt8(ascii: "\"") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    end = min(end + 1, bytes.endIndex)
    defer { bytes = bytes[end...] }
    let list = Data("[".utf8) + Data(bytes[..<end]) + Data("]".utf8)
    return (try? JSONSerialization.jsonObject(with: list) as? [String])?.first
  }
}
