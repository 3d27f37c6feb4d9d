import Artifacts

extension CorpusLine {
  /// The line as JSON; its bytes are known to be UTF-8.
  ///
  /// - Throws: ``CorpusError`` with line and column.
  func parsed() throws(CorpusError) -> JSONValue {
    do {
      return try bytes.withUnsafeBufferPointer { bytes throws(JSONFailure) in
        try JSONParser.parse(bytes)
      }
    } catch {
      throw CorpusError(error, path: path, line: number)
    }
  }
}

extension CorpusError {
  /// Says where in a file a line is no JSON.
  init(_ failure: JSONFailure, path: String, line: Int) {
    switch failure {
    case .truncated(let expected):
      self = .truncatedLine(path: path, line: line, expected: expected)
    case .unexpected(let offset, let expected, let found):
      self = .notJSON(
        path: path, line: line, column: offset + 1, expected: expected, found: found)
    case .notFinite(let key, let found):
      self = .notFinite(path: path, line: line, key: key, found: found)
    case .duplicateKey(let key):
      self = .duplicateKey(path: path, line: line, key: key)
    }
  }
}

extension JSONValue {
  /// The texts, numbers and truth values among an object's members, without those of other keys.
  func fields(except keys: [String]) -> [String: FieldValue] {
    guard case .object(let members) = self else { return [:] }
    var fields: [String: FieldValue] = [:]
    for (key, value) in members where !keys.contains(key) {
      switch value {
      case .string(let text): fields[key] = .text(text)
      case .number(let number, _): fields[key] = .number(number)
      case .bool(let flag): fields[key] = .flag(flag)
      case .null, .array, .object: continue
      }
    }
    return fields
  }
}
