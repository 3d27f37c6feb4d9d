/// Rows as comma-separated values after RFC 4180: CR LF line ends, quotes where they are needed,
/// quotes doubled inside.
package struct CSVTable: Hashable, Sendable {
  package let header: [String]
  private var rows: [[String]] = []

  package init(header: [String]) {
    self.header = header
  }

  /// Adds a row.
  ///
  /// - Precondition: it has as many fields as the header.
  package mutating func append(_ row: [String]) {
    precondition(row.count == header.count, "a row has as many fields as the header")
    rows.append(row)
  }

  /// The file's text.
  package func rendered() -> String {
    ([header] + rows).map { row in
      row.map(CSVTable.field).joined(separator: ",") + "\r\n"
    }.joined()
  }

  /// `value` in quotes if it holds a comma, a quote or a line end.
  package static func field(_ value: String) -> String {
    let needsQuotes = value.unicodeScalars.contains {
      $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r"
    }
    return needsQuotes ? "\"" + value.replacing("\"", with: "\"\"") + "\"" : value
  }
}
