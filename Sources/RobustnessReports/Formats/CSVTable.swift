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

  /// `value` in quotes if it holds a comma, a quote or a line end. A text that a spreadsheet would take for a
  /// formula has an apostrophe before it, which spreadsheets read as "this is text"; other characters that
  /// would be obeyed are as ``PrintableText`` has them.
  package static func field(_ value: String) -> String {
    let shown = PrintableText.shown(value, keeping: "\t\n\r".unicodeScalars)
    let value = isFormula(shown) ? "'" + shown : shown
    let needsQuotes = value.unicodeScalars.contains {
      $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r"
    }
    return needsQuotes ? "\"" + value.replacing("\"", with: "\"\"") + "\"" : value
  }

  /// Whether a spreadsheet would calculate: what begins so and is no number.
  private static func isFormula(_ value: String) -> Bool {
    guard let first = value.unicodeScalars.first, "=+-@\t\r＝＋－＠".unicodeScalars.contains(first)
    else { return false }
    return Double(value) == nil
  }
}
