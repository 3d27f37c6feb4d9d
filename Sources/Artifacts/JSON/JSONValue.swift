/// A JSON value as it stands in a line, its numbers still text: only the reader of a key knows
/// which numbers it accepts.
package enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case number(Double, text: String)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// What the value is, in words for an error message.
  package var found: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(_, let text): "the number \(text)"
    case .string(let text): "the string \"\(text.prefix(40))\(text.count > 40 ? "…" : "")\""
    case .array(let values): "an array of \(values.count)"
    case .object: "an object"
    }
  }
}

/// Why a line is not JSON.
package enum JSONFailure: Error {
  /// The line ends too early.
  case truncated(expected: String)
  /// Something other than what was expected is at `offset`.
  case unexpected(offset: Int, expected: String, found: String)
  /// A number that a double can't hold, or NaN or Infinity, which JSON doesn't know.
  case notFinite(key: String, found: String)
  /// A key that stands twice in one object.
  case duplicateKey(String)
}
