/// Tab-separated values with named columns, one hypothesis a row: what spreadsheets and scripts write.
///
/// ```
/// id      reference             text                   acoustic  language  total
/// u1      tell her we're there  tell her we're there   812.25    31.5      843.75
/// u1      tell her we're there  tell her were there    811       33        844
/// ```
///
/// The columns can stand in any order. `id` and `text` must be there; without `reference` nobody knows
/// what was said; `acoustic`,
/// `language`, `voice`, `speed`, `snr` and `source` may be missing or, in any row, empty; `total` may be
/// missing or empty in all rows of a list; other columns are fields of the utterance too, as text.
/// Consecutive rows with the same id are one list, in first-pass order, and agree in `reference`, `voice`,
/// `speed`, `snr` and `source`; of other columns the first row counts. Only the columns named here are
/// written. All costs are finite, lower is better. In a cell, `\t`, `\n`, `\r` and
/// `\\` stand for a tab, a line feed, a carriage return and a backslash; quotes are text.
///
/// `id=`, `reference=`, `text=`, `total=`, `acoustic=` and `language=` name other columns (`score=` is
/// `total=`). A file without a column of references has none.
///
/// An utterance is known to be complete when the next one begins, so on a pipe it comes a row later.
public struct TSVFormat: CorpusFormat {
  private var columns = TableColumnNames()

  public init() {}

  /// What somebody else's column holds, its name doesn't say.
  public var needsDeclaredScores: Bool { columns.total != TableColumnNames().total }
  public var options: [CorpusFormatOption] { TableColumnNames.options }

  public func setting(_ option: String, to value: String) -> (any CorpusFormat)? {
    var format = self
    return format.columns.set(option, to: value) ? format : nil
  }

  public var id: String { "tsv" }
  public var summary: String { "tab-separated values with named columns, one hypothesis per row" }
  public var fileEndings: [String] { [".tsv"] }
  public var contents: CorpusContents { [.everything.subtracting([.fields, .unreferenced])] }

  /// Recognizes files by a first line that names at least two of the columns that such files have.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    guard let line = try sample.line(0) else { return false }
    let names = line.bytes.split(separator: TSVCells.tab, omittingEmptySubsequences: false)
    return TSVColumns.telling.count { names.contains(ArraySlice($0.name(in: columns).utf8)) } >= 2
  }

  public func makeParser() -> any CorpusParser { TSVParser(columns) }

  /// A text as a cell: tabs, line ends and backslashes escaped.
  package static func cell(_ text: String) -> String { TSVCells.escaped(text) }

  public var header: String {
    TSVColumn.allCases.map(\.rawValue).joined(separator: "\t") + "\n"
  }

  /// The utterance as one row for each hypothesis.
  ///
  /// Numbers are written as the shortest decimal that reads back as the same double. A voice or source
  /// that is empty reads back as none, and one that is a number as text.
  ///
  /// - Throws: ``CorpusError/inexpressible(format:id:reason:)`` when a number is not finite.
  public func text(of utterance: Utterance) throws(CorpusError) -> String {
    try utterance.requireFiniteNumbers(format: id)
    var text = ""
    for hypothesis in utterance.nBest.hypotheses {
      let cells = TSVColumn.allCases.map { column in
        switch column {
        case .id: TSVCells.escaped(utterance.id)
        case .reference: TSVCells.escaped(utterance.reference)
        case .text: TSVCells.escaped(hypothesis.text)
        case .acoustic: hypothesis.costs.acoustic?.shortestDecimal ?? ""
        case .language: hypothesis.costs.language?.shortestDecimal ?? ""
        case .total: hypothesis.costs.total.shortestDecimal
        case .voice, .speed, .snr, .source:
          TSVCells.escaped(utterance.field(column.rawValue) ?? "")
        }
      }
      text += cells.joined(separator: "\t") + "\n"
    }
    return text
  }
}

extension CorpusFormat where Self == TSVFormat {
  /// Tab-separated values with named columns, one hypothesis a row.
  public static var tsv: Self { TSVFormat() }
}

/// A column by its name in the header.
private enum TSVColumn: String, CaseIterable {
  case id, reference, text, acoustic, language, total, voice, speed, snr, source

  /// What the column is called in a file.
  func name(in columns: TableColumnNames) -> String {
    switch self {
    case .id: columns.id
    case .reference: columns.reference
    case .text: columns.text
    case .acoustic: columns.acoustic
    case .language: columns.language
    case .total: columns.total
    case .voice, .speed, .snr, .source: rawValue
    }
  }

  init?(name: String, in columns: TableColumnNames) {
    guard let column = Self.allCases.first(where: { $0.name(in: columns) == name }) else {
      return nil
    }
    self = column
  }
}

/// The positions of a file's columns.
private struct TSVColumns {
  static let required: [TSVColumn] = [.id, .text]
  /// The columns by which a file is recognized.
  static let telling: [TSVColumn] = [.id, .reference, .text, .total]
  /// The columns that are the same in all rows of an utterance.
  static let shared: [TSVColumn] = [.reference] + fieldColumns
  /// The columns that describe the utterance beside its texts and costs, like columns with any
  /// other name.
  static let fieldColumns: [TSVColumn] = [.voice, .speed, .snr, .source]

  /// How many cells a row has.
  let count: Int
  private let places: [TSVColumn: Int]
  /// The positions of the columns with fields, from left to right.
  let fields: [(name: String, place: Int)]

  init(_ header: CorpusLine, _ columnNames: TableColumnNames) throws(CorpusError) {
    let names = try header.text().utf8.split(
      separator: TSVCells.tab, omittingEmptySubsequences: false
    ).map { String(Substring($0)) }
    var places: [TSVColumn: Int] = [:]
    var fields: [String: Int] = [:]
    for (place, name) in names.enumerated() {
      guard let column = TSVColumn(name: name, in: columnNames) else {
        if fields[name] == nil { fields[name] = place }
        continue
      }
      if Self.fieldColumns.contains(column) { fields[name] = place }
      guard places.updateValue(place, forKey: column) == nil else {
        throw header.malformed(expected: "the column \"\(name)\" once", found: "it twice")
      }
    }
    // What somebody names must be there, too.
    let standard = TableColumnNames()
    let required = TSVColumn.allCases.filter {
      Self.required.contains($0) || $0.name(in: columnNames) != $0.name(in: standard)
    }
    for column in required where places[column] == nil {
      throw header.malformed(
        expected: "the column \"\(column.name(in: columnNames))\"",
        found: "only \(Self.list(names))")
    }
    try columnNames.refuseOverlookedScores(among: names, in: header, format: "tsv")
    count = names.count
    self.places = places
    self.fields = fields.sorted { $0.value < $1.value }.map { ($0.key, $0.value) }
  }

  subscript(column: TSVColumn) -> Int? { places[column] }

  private static func list(_ names: [String]) -> String {
    let some = names.prefix(12).map { "\"\($0.prefix(40))\"" }.joined(separator: ", ")
    return some + (names.count > 12 ? ", …" : "")
  }
}

/// The cells of a row.
private struct TSVCells {
  static let tab = UInt8(ascii: "\t")

  private let line: CorpusLine
  private let columns: TSVColumns
  private let cells: [Substring.UTF8View]

  init(_ line: CorpusLine, _ columns: TSVColumns) throws(CorpusError) {
    cells = try line.text().utf8.split(separator: Self.tab, omittingEmptySubsequences: false)
    guard cells.count == columns.count else {
      throw line.malformed(
        expected: "\(columns.count) columns, as the header has", found: "\(cells.count)")
    }
    self.line = line
    self.columns = columns
  }

  /// Whether both rows have the same bytes in this column, or the file has no such column.
  func agree(with other: TSVCells, on column: TSVColumn) -> Bool {
    guard let place = columns[column] else { return true }
    return cells[place].elementsEqual(other.cells[place])
  }

  /// - Parameter isScored: whether the list has totals; one without them has none in any row.
  func hypothesis(isScored: Bool) throws(CorpusError) -> Hypothesis {
    let total = isScored ? try number(.total) : 0
    guard let total else {
      throw .wrongType(
        path: line.path, line: line.number, key: TSVColumn.total.rawValue, expected: "a number",
        found: "an empty cell")
    }
    return Hypothesis(
      text: try string(.text),
      costs: FirstPassCosts(
        acoustic: try number(.acoustic), language: try number(.language), total: total))
  }

  var hasTotal: Bool { columns[.total].map { !cells[$0].isEmpty } ?? false }

  /// Everything that the row says of its utterance beside texts and costs.
  func fields() throws(CorpusError) -> [String: FieldValue] {
    var fields: [String: FieldValue] = [:]
    for (name, place) in columns.fields where !cells[place].isEmpty {
      switch TSVColumn(rawValue: name) {
      case .speed: fields[name] = try number(.speed).map { .number($0) }
      case .snr: fields[name] = try number(.snr).map { .number($0) }
      default: fields[name] = .text(try string(at: place, name))
      }
    }
    return fields
  }

  /// A cell's text; empty where the file has no such column.
  func string(_ column: TSVColumn) throws(CorpusError) -> String {
    guard let place = columns[column] else { return "" }
    return try string(at: place, column.rawValue)
  }

  private func string(at place: Int, _ column: String) throws(CorpusError) -> String {
    let cell = cells[place]
    guard cell.contains(UInt8(ascii: "\\")) else { return String(Substring(cell)) }
    var text: [UInt8] = []
    var rest = cell[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "t"): text.append(Self.tab)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "\\"): text.append(UInt8(ascii: "\\"))
      default:
        throw line.malformed(
          expected: "\"\\t\", \"\\n\", \"\\r\" or \"\\\\\" in the column \"\(column)\"",
          found: "another backslash")
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A cell's number; nil where it is empty or the file has no such column.
  private func number(_ column: TSVColumn) throws(CorpusError) -> Double? {
    guard let place = columns[column], !cells[place].isEmpty else { return nil }
    let text = String(Substring(cells[place]))
    // Doubles can also be written in ways that no other program reads: 0x1p-3.
    let isDecimal = text.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "+-.eE".utf8.contains($0)
    }
    if let number = Double(text) {
      guard number.isFinite else {
        throw .notFinite(
          path: line.path, line: line.number, key: column.rawValue, found: text)
      }
      if isDecimal { return number }
    }
    throw .wrongType(
      path: line.path, line: line.number, key: column.rawValue, expected: "a number",
      found: "\"\(text.prefix(40))\(text.count > 40 ? "…" : "")\"")
  }

  /// A text as a cell.
  static func escaped(_ text: String) -> String {
    let special: [UInt8] = [tab, 0x0A, 0x0D, UInt8(ascii: "\\")]
    guard text.utf8.contains(where: special.contains) else { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case tab: bytes += "\\t".utf8
      case 0x0A: bytes += "\\n".utf8
      case 0x0D: bytes += "\\r".utf8
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

private struct TSVParser: CorpusParser {
  private let names: TableColumnNames
  private var columns: TSVColumns?

  init(_ names: TableColumnNames) {
    self.names = names
  }

  mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
    if columns == nil {
      guard let header = try lines.next() else { return nil }
      columns = try TSVColumns(header, names)
      if try lines.peek() == nil {
        throw .malformedLine(
          path: lines.path, line: header.number + 1, expected: "a row for each hypothesis",
          found: "the end of the file")
      }
    }
    guard let columns, let line = try lines.next() else { return nil }
    let first = try TSVCells(line, columns)
    var rows = [first]
    // A row that is wrong does not belong here: the utterance before it is still given.
    while let following = try lines.peek(), let row = try? TSVCells(following, columns),
      row.agree(with: first, on: .id)
    {
      _ = try lines.next()
      for column in TSVColumns.shared where !row.agree(with: first, on: column) {
        throw following.malformed(
          expected: "the same \"\(column.rawValue)\" as on line \(line.number)", found: "another")
      }
      rows.append(row)
    }
    let isScored = rows.contains(where: \.hasTotal)
    var hypotheses: [Hypothesis] = []
    for row in rows { hypotheses.append(try row.hypothesis(isScored: isScored)) }
    return PlacedUtterance(
      Utterance(
        id: try first.string(.id),
        reference: columns[.reference] == nil ? nil : try first.string(.reference),
        nBest: NBestList(hypotheses), fields: try first.fields()),
      line: line.number)
  }
}
