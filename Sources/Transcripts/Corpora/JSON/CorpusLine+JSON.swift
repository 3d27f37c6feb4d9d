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
      switch error {
      case .truncated(let expected):
        throw .truncatedLine(path: path, line: number, expected: expected)
      case .unexpected(let offset, let expected, let found):
        throw .notJSON(
          path: path, line: number, column: offset + 1, expected: expected, found: found)
      case .notFinite(let key, let found):
        throw .notFinite(path: path, line: number, key: key, found: found)
      case .duplicateKey(let key):
        throw .duplicateKey(path: path, line: number, key: key)
      }
    }
  }
}
