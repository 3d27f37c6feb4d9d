/// Columns of text that line up: the first flush left, the others flush right, and the last as it is
/// where it holds prose.
struct TextTable {
  private var rows: [[String]] = []
  private let endsInProse: Bool

  init(endsInProse: Bool = false) {
    self.endsInProse = endsInProse
  }

  /// Adds a row; a cell is one line whatever text is in it.
  mutating func append(_ row: [String]) { rows.append(row.map(Terminal.printable)) }

  var isEmpty: Bool { rows.isEmpty }

  /// The rows, one a line.
  var text: String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        if endsInProse, column == columns - 1 { return cell }
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + padding : padding + cell
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
