import Artifacts
import Foundation

/// A JSON object read from a file, whose entries are taken out with errors that name file and key.
struct JSONEntries {
  let path: String
  let entries: [String: Any]

  /// A configuration has a few kilobytes.
  private static let limit = 1 << 24
  init(path: String, entries: [String: Any]) {
    self.path = path
    self.entries = entries
  }

  init(path: String) throws(ModelFileError) {
    self.path = path
    let data: Data
    do {
      data = try ArtifactFile.contents(of: path, limit: Self.limit)
    } catch {
      throw .file(error)
    }
    guard let value = try? JSONSerialization.jsonObject(with: data) else {
      throw .malformed(path: path, reason: "expected JSON, found something else or a part of it")
    }
    guard let object = value as? [String: Any] else {
      throw .malformed(path: path, reason: "expected a JSON object, found another JSON value")
    }
    entries = object
  }

  private func entry<Value>(
    _ key: String, as type: Value.Type, named kind: String, default fallback: Value?
  ) throws(ModelFileError) -> Value {
    guard let found = entries[key], !(found is NSNull) else {
      guard let fallback else { throw .missingKey(path: path, key: key) }
      return fallback
    }
    guard let value = found as? Value else {
      throw .wrongValue(path: path, key: key, expected: kind, found: "\(found)")
    }
    return value
  }

  func string(_ key: String, default fallback: String? = nil) throws(ModelFileError) -> String {
    try entry(key, as: String.self, named: "a string", default: fallback)
  }

  func number(_ key: String, default fallback: Double? = nil) throws(ModelFileError) -> Double {
    try entry(key, as: Double.self, named: "a number", default: fallback)
  }

  func truth(_ key: String, default fallback: Bool? = nil) throws(ModelFileError) -> Bool {
    try entry(key, as: Bool.self, named: "true or false", default: fallback)
  }

  func strings(_ key: String) throws(ModelFileError) -> [String] {
    try entry(key, as: [String].self, named: "a list of strings", default: nil)
  }

  /// A whole number from 1 to `limit`.
  func count(
    _ key: String, default fallback: Int? = nil, atMost limit: Int
  ) throws(ModelFileError) -> Int {
    let value = try entry(key, as: Int.self, named: "a whole number", default: fallback)
    guard (1...limit).contains(value) else {
      throw .wrongValue(path: path, key: key, expected: "1 to \(limit)", found: "\(value)")
    }
    return value
  }

  /// A number in a range.
  func number(
    _ key: String, default fallback: Double, in range: some RangeExpression<Double>,
    named expected: String
  ) throws(ModelFileError) -> Double {
    let value = try number(key, default: fallback)
    guard range.contains(value) else {
      throw .wrongValue(path: path, key: key, expected: expected, found: "\(value)")
    }
    return value
  }

  /// Whether the object has a value for `key` that is not null.
  func has(_ key: String) -> Bool { entries[key].map { !($0 is NSNull) } ?? false }

  /// A JSON object as a file: keys sorted, two spaces of indentation, a line feed at the end.
  static func data(of entries: [String: Any]) -> Data {
    let options: JSONSerialization.WritingOptions = [
      .prettyPrinted, .sortedKeys, .withoutEscapingSlashes,
    ]
    guard let data = try? JSONSerialization.data(withJSONObject: entries, options: options) else {
      preconditionFailure("only JSON values are written")
    }
    return data + [0x0A]
  }
}
