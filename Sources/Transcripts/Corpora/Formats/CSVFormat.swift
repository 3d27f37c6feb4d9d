/// Comma-separated values with named columns, one hypothesis a row, quoted as RFC 4180 has it.
///
/// ```
/// id,reference,text,total
/// u1,see you at two,see you at two,31.5
/// u1,see you at two,"sea you, at two",33
/// ```
///
/// The columns are those of ``TSVFormat``, in any order: `text` must be there; without `id` each row is an
/// utterance, numbered from 1; without `reference` nobody knows what was said. `id=`, `reference=`, `text=`,
/// `total=`, `acoustic=` and `language=` name other columns (`score=` is `total=`), and `separator=`
/// another sign between cells (`;` or `tab`). Consecutive rows with the same id are one list. Other columns
/// are fields of the utterance, as text. A quoted cell may hold commas, line ends and doubled quotes.
public struct CSVFormat: CorpusFormat {
  fileprivate var columns = TableColumnNames()
  private var separatorByte = UInt8(ascii: ",")

  public init() {}

  public var id: String { "csv" }
  public var summary: String { "comma-separated values with named columns" }
  public var fileEndings: [String] { [".csv"] }
  public var contents: CorpusContents {
    [.writing, .references, .lists, .totals, .parts]
  }
  /// What somebody else's column holds, its name doesn't say.
  public var needsDeclaredScores: Bool { columns.total != TableColumnNames().total }
  public var options: [CorpusFormatOption] {
    TableColumnNames.options + [
      CorpusFormatOption(
        "separator", expected: "one character, or tab",
        help: "what stands between cells (default: ,)")
    ]
  }

  public func setting(_ option: String, to value: String) -> (any CorpusFormat)? {
    var format = self
    if option == "separator" {
      let sign = value == "tab" ? "\t" : value
      guard sign.utf8.count == 1, let byte = sign.utf8.first, byte != UInt8(ascii: "\"") else {
        return nil
      }
      format.separatorByte = byte
      return format
    }
    return format.columns.set(option, to: value) ? format : nil
  }

  /// Recognizes files by a first line that names a column of texts and another of those that such files have.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    guard let line = try sample.line(0), line.bytes.contains(separatorByte) else { return false }
    let names = line.bytes.split(separator: separatorByte, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self).split(separator: "\"").joined()
    }
    return names.contains(columns.text)
      && [columns.id, columns.reference, columns.total].contains(where: names.contains)
  }

  public func makeParser() -> any CorpusParser { CSVParser(columns, separatorByte) }

  public var header: String { "id,reference,text,acoustic,language,total\n" }

  public func text(of utterance: Utterance) throws(CorpusError) -> String {
    try utterance.requireFiniteNumbers(format: id)
    let texts = [utterance.id, utterance.reference] + utterance.nBest.texts
    guard !texts.contains(where: { $0.contains("\r\n") }) else {
      // Line ends in cells are read as those of lines are: CR LF and LF are the same.
      throw .inexpressible(format: id, id: utterance.id, reason: "a text has CR LF in it")
    }
    return utterance.nBest.hypotheses.map { hypothesis in
      [
        Self.quoted(utterance.id), Self.quoted(utterance.reference), Self.quoted(hypothesis.text),
        hypothesis.costs.acoustic?.shortestDecimal ?? "",
        hypothesis.costs.language?.shortestDecimal ?? "", hypothesis.costs.total.shortestDecimal,
      ].joined(separator: ",") + "\n"
    }.joined()
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x2C && $0 < 0x7F }
    return isPlain && !text.isEmpty
      ? text
      : "\""
        + text.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
  }
}

extension CorpusFormat where Self == CSVFormat {
  /// Comma-separated values with named columns.
  public static var csv: Self { CSVFormat() }
}

/// What the columns of a table are called.
struct TableColumnNames: Hashable, Sendable {
  var id = "id"
  var reference = "reference"
  var text = "text"
  var total = "total"
  var acoustic = "acoustic"
  var language = "language"

  static let options = [
    ("id", "ids"), ("reference", "what was said"), ("text", "hypotheses"),
    ("total", "scores"), ("score", "scores"), ("acoustic", "acoustic scores"),
    ("language", "language scores"),
  ].map { CorpusFormatOption($0.0, expected: "a column", help: "the column of \($0.1)") }

  /// What columns of scores are called elsewhere.
  private static let scoreNames: Set<String> = [
    "score", "scores", "cost", "costs", "logprob", "log_prob", "log_probability", "probability",
    "prob", "confidence", "nll", "am_score", "lm_score", "asr_score",
  ]

  /// Refuses a header without a column of scores that is read, and with one that looks like it: to pass over that
  /// would leave the lists without a first pass.
  func refuseOverlookedScores(
    among names: [String], in header: CorpusLine, format: String
  ) throws(CorpusError) {
    guard ![total, acoustic, language].contains(where: names.contains),
      let overlooked = names.first(where: { Self.scoreNames.contains($0.lowercased()) })
    else { return }
    throw header.malformed(
      expected:
        "a column \"\(total)\", or \(format),total=\(overlooked):FILE with --scores for what it holds",
      found: "\"\(overlooked)\"")
  }

  mutating func set(_ option: String, to value: String) -> Bool {
    guard !value.isEmpty else { return false }
    switch option {
    case "id": id = value
    case "reference": reference = value
    case "text": text = value
    case "acoustic": acoustic = value
    case "language": language = value
    default: total = value
    }
    return true
  }
}

private struct CSVParser: CorpusParser {
  private struct Row {
    let line: CorpusLine
    let cells: [String]
  }

  private let columns: TableColumnNames
  private let separator: UInt8
  private var names: [String]?
  private var places: [String: Int] = [:]
  private var pending: Row?
  private var number = 0

  init(_ columns: TableColumnNames, _ separator: UInt8) {
    self.columns = columns
    self.separator = separator
  }

  mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
    if names == nil {
      guard let header = try row(&lines) else { return nil }
      try read(header)
      pending = try row(&lines)
      if pending == nil {
        throw .malformedLine(
          path: lines.path, line: header.line.number + 1, expected: "a row for each hypothesis",
          found: "the end of the file")
      }
    }
    guard let first = pending else { return nil }
    number += 1
    var rows = [first]
    pending = try row(&lines)
    while let following = pending, let id = cell(columns.id, first),
      cell(columns.id, following) == id
    {
      if cell(columns.reference, following) != cell(columns.reference, first) {
        throw following.line.malformed(
          expected: "the same \"\(columns.reference)\" as on line \(first.line.number)",
          found: "another")
      }
      rows.append(following)
      pending = try row(&lines)
    }
    let isScored = rows.contains { cell(columns.total, $0)?.isEmpty == false }
    var hypotheses: [Hypothesis] = []
    for row in rows {
      let total = isScored ? try score(columns.total, row) : 0
      guard let total else {
        throw .wrongType(
          path: row.line.path, line: row.line.number, key: columns.total, expected: "a number",
          found: "an empty cell")
      }
      hypotheses.append(
        Hypothesis(
          text: cell(columns.text, row)!,
          costs: FirstPassCosts(
            acoustic: try score(columns.acoustic, row), language: try score(columns.language, row),
            total: total)))
    }
    return PlacedUtterance(
      Utterance(
        id: cell(columns.id, first) ?? "\(number)", reference: cell(columns.reference, first),
        nBest: NBestList(hypotheses), fields: fields(first)),
      line: first.line.number)
  }

  private mutating func read(_ header: Row) throws(CorpusError) {
    for (place, name) in header.cells.enumerated()
    where places.updateValue(place, forKey: name) != nil {
      throw header.line.malformed(expected: "the column \"\(name)\" once", found: "it twice")
    }
    guard places[columns.text] != nil else {
      throw header.line.malformed(
        expected: "the column \"\(columns.text)\"",
        found: "only "
          + header.cells.prefix(12).map { "\"\($0.prefix(40))\"" }.joined(separator: ", "))
    }
    let renamed = TableColumnNames()
    for (name, standard) in [
      (columns.id, renamed.id), (columns.reference, renamed.reference),
      (columns.total, renamed.total), (columns.acoustic, renamed.acoustic),
      (columns.language, renamed.language),
    ] where name != standard && places[name] == nil {
      throw header.line.malformed(expected: "the column \"\(name)\"", found: "none")
    }
    try columns.refuseOverlookedScores(among: header.cells, in: header.line, format: "csv")
    names = header.cells
  }

  private func cell(_ column: String, _ row: Row) -> String? {
    places[column].map { row.cells[$0] }
  }

  private func score(_ column: String, _ row: Row) throws(CorpusError) -> Double? {
    guard let text = cell(column, row), !text.isEmpty else { return nil }
    guard let number = DecimalNumber.number(text) else {
      throw .wrongType(
        path: row.line.path, line: row.line.number, key: column, expected: "a number",
        found: "\"\(text.prefix(40))\(text.count > 40 ? "…" : "")\"")
    }
    guard number.isFinite else {
      throw .notFinite(path: row.line.path, line: row.line.number, key: column, found: text)
    }
    return number
  }

  private func fields(_ row: Row) -> [String: FieldValue] {
    let own = [
      columns.id, columns.reference, columns.text, columns.total, columns.acoustic,
      columns.language,
    ]
    var fields: [String: FieldValue] = [:]
    for (name, cell) in zip(names!, row.cells) where !own.contains(name) && !cell.isEmpty {
      fields[name] = .text(cell)
    }
    return fields
  }

  /// The next row, of one line or, where a quoted cell has line ends, of several.
  private func row(_ lines: inout CorpusLines) throws(CorpusError) -> Row? {
    guard let first = try lines.next() else { return nil }
    _ = try first.text()
    var cells: [String] = []
    var cell: [UInt8] = []
    var (isQuoted, wasQuoted) = (false, false)
    var line = first
    while true {
      var place = line.bytes.startIndex
      while place < line.bytes.endIndex {
        let byte = line.bytes[place]
        place += 1
        if isQuoted {
          guard byte == UInt8(ascii: "\"") else {
            cell.append(byte)
            continue
          }
          if place < line.bytes.endIndex, line.bytes[place] == UInt8(ascii: "\"") {
            cell.append(byte)
            place += 1
          } else {
            isQuoted = false
          }
        } else if byte == separator {
          cells.append(String(decoding: cell, as: UTF8.self))
          cell = []
          wasQuoted = false
        } else if byte == UInt8(ascii: "\""), cell.isEmpty, !wasQuoted {
          (isQuoted, wasQuoted) = (true, true)
        } else {
          guard !wasQuoted else {
            throw line.malformed(
              expected: "a comma or the end of the line after a quoted cell", found: "more text")
          }
          cell.append(byte)
        }
      }
      if !isQuoted { break }
      guard let following = try lines.next() else {
        throw first.malformed(expected: "the end of a quoted cell", found: "the end of the file")
      }
      _ = try following.text()
      cell.append(0x0A)
      line = following
    }
    cells.append(String(decoding: cell, as: UTF8.self))
    if let names, cells.count != names.count {
      throw first.malformed(
        expected: "\(names.count) columns, as the header has", found: "\(cells.count)")
    }
    return Row(line: first, cells: cells)
  }
}
