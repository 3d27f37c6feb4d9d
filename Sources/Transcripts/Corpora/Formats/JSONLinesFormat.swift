import Artifacts

/// JSON Lines, one utterance per line: Mondegreen's own format.
///
/// ```json
/// {"version":1,"id":"test-0001","reference":"tell her we're there","hypotheses":[
///   {"text":"tell her we're there","acoustic":812.25,"language":31.5,"total":843.75}]}
/// ```
///
/// (on one line). `acoustic` and `language` may be missing or null, and `total` too if no hypothesis of the
/// list has one. Without `reference` nobody knows what was said. Texts, numbers and truth values under other keys beside `reference` (`voice`, `snr`,
/// `speaker`) are the utterance's fields; lists, objects and keys of hypotheses that are not named here are
/// skipped. All costs are finite, lower is better.
public struct JSONLinesFormat: CorpusFormat {
  /// The format's version that this program reads and writes.
  public static let version = 1

  public init() {}

  public var id: String { "jsonl" }
  public var summary: String { "JSON Lines, one utterance per line" }
  public var fileEndings: [String] { [".jsonl", ".json"] }

  /// Recognizes files by a first line that is an object with one of the keys that only this format has.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    guard let bytes = try sample.line(0)?.bytes,
      bytes.first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: "{")
    else { return false }
    func has(_ key: [UInt8]) -> Bool { bytes.firstRange(of: key) != nil }
    // Other people's lists have hypotheses, too.
    return has(Self.versionKey) || (has(Self.hypotheses) && has(Self.reference))
  }

  private static let versionKey = Array("\"version\"".utf8)
  private static let hypotheses = Array("\"hypotheses\"".utf8)
  private static let reference = Array("\"reference\"".utf8)

  public func makeParser() -> any CorpusParser { JSONLinesParser() }

  /// The utterance as a line.
  ///
  /// Numbers are written as the shortest decimal that reads back as the same double.
  ///
  /// - Throws: ``CorpusError/inexpressible(format:id:reason:)`` when a number is not finite.
  public func text(of utterance: Utterance) throws(CorpusError) -> String {
    try utterance.requireFiniteNumbers(format: id)
    return Self.line(utterance) + "\n"
  }

  /// The utterance as a line, without its end. Numbers that are not finite, which can't be read back,
  /// stand as "nan" and "inf".
  static func line(_ utterance: Utterance) -> String {
    var line = "{\"version\":\(version),\"id\":\(JSONText.quoted(utterance.id))"
    if let reference = utterance.referenceIfKnown {
      line += ",\"reference\":\(JSONText.quoted(reference))"
    }
    line += JSONText.members(utterance, except: ownKeys)
    line += ",\"hypotheses\":["
    for (index, hypothesis) in utterance.nBest.hypotheses.enumerated() {
      if index > 0 { line += "," }
      line += "{\"text\":\(JSONText.quoted(hypothesis.text))"
      append(hypothesis.costs.acoustic?.shortestDecimal, key: "acoustic", to: &line)
      append(hypothesis.costs.language?.shortestDecimal, key: "language", to: &line)
      append(hypothesis.costs.total.shortestDecimal, key: "total", to: &line)
      line += "}"
    }
    return line + "]}"
  }

  /// The keys that an utterance always has.
  static let ownKeys = ["version", "id", "reference", "hypotheses"]

  private static func append(_ value: String?, key: String, to line: inout String) {
    if let value { line += ",\"\(key)\":\(value)" }
  }
}

extension CorpusFormat where Self == JSONLinesFormat {
  /// JSON Lines, one utterance per line.
  public static var jsonLines: Self { JSONLinesFormat() }
}

private struct JSONLinesParser: CorpusParser {
  mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
    guard let line = try lines.next() else { return nil }
    let utterance = try JSONUtterance(path: line.path, number: line.number).parse(line.bytes)
    return PlacedUtterance(utterance, line: line.number)
  }
}

/// Turns one line's JSON into an utterance, or says what is wrong with it.
private struct JSONUtterance {
  let path: String
  let number: Int

  func parse(_ bytes: ArraySlice<UInt8>) throws(CorpusError) -> Utterance {
    guard
      let document = try bytes.withUnsafeBufferPointer({ buffer throws(CorpusError) in
        try self.document(buffer)
      })
    else {
      throw .notUTF8(path: path, line: number)
    }
    return try utterance(document)
  }

  /// The line as JSON, or nil if it is not UTF-8.
  private func document(
    _ buffer: UnsafeBufferPointer<UInt8>
  ) throws(CorpusError) -> JSONValue? {
    guard String(validating: buffer, as: UTF8.self) != nil else { return nil }
    do {
      return try JSONParser.parse(buffer)
    } catch {
      throw CorpusError(error, path: path, line: number)
    }
  }

  private func utterance(_ document: JSONValue) throws(CorpusError) -> Utterance {
    guard case .object = document else {
      throw .notJSON(
        path: path, line: number, column: 1, expected: "a JSON object", found: document.found)
    }
    let version = try required("version", in: document)
    guard case .number(Double(JSONLinesFormat.version), _) = version else {
      throw .unknownVersion(path: path, line: number, found: version.found)
    }
    let id = try string(try required("id", in: document), key: "id")
    var reference: String?
    switch member("reference", in: document) {
    case nil, .null: break
    case let value?: reference = try string(value, key: "reference")
    }
    let list = try required("hypotheses", in: document)
    guard case .array(let values) = list else {
      throw wrongType("hypotheses", expected: "an array", found: list)
    }
    guard !values.isEmpty else {
      throw .emptyNBest(path: path, line: number, id: id)
    }
    var hypotheses: [Hypothesis] = []
    hypotheses.reserveCapacity(values.count)
    // A list without scores has no total at all; one that is missing in between is an oversight.
    let isScored = values.contains { value in
      if let total = member("total", in: value), case .null = total { return false }
      return member("total", in: value) != nil
    }
    for (index, value) in values.enumerated() {
      hypotheses.append(
        try hypothesis(value, key: "hypotheses[\(index)]", isScored: isScored))
    }
    return Utterance(
      id: id, reference: reference, nBest: NBestList(hypotheses),
      fields: document.fields(except: JSONLinesFormat.ownKeys))
  }

  private func hypothesis(
    _ value: JSONValue, key: String, isScored: Bool
  ) throws(CorpusError) -> Hypothesis {
    guard case .object = value else {
      throw wrongType(key, expected: "an object", found: value)
    }
    return Hypothesis(
      text: try string(try required("text", in: value, under: key), key: key + ".text"),
      costs: FirstPassCosts(
        acoustic: try optionalNumber("acoustic", in: value, under: key),
        language: try optionalNumber("language", in: value, under: key),
        total: isScored
          ? try number(try required("total", in: value, under: key), key: key + ".total") : 0))
  }

  private func member(_ key: String, in object: JSONValue) -> JSONValue? {
    guard case .object(let members) = object else { return nil }
    for member in members where member.key == key { return member.value }
    return nil
  }

  private func required(
    _ key: String, in object: JSONValue, under parent: String = ""
  ) throws(CorpusError) -> JSONValue {
    guard let value = member(key, in: object) else {
      throw .missingKey(path: path, line: number, key: joined(parent, key))
    }
    return value
  }

  private func string(_ value: JSONValue, key: String) throws(CorpusError) -> String {
    guard case .string(let text) = value else {
      throw wrongType(key, expected: "a string", found: value)
    }
    return text
  }

  private func number(_ value: JSONValue, key: String) throws(CorpusError) -> Double {
    guard case .number(let number, _) = value else {
      throw wrongType(key, expected: "a number", found: value)
    }
    return number
  }

  private func optionalNumber(
    _ key: String, in object: JSONValue, under parent: String = ""
  ) throws(CorpusError) -> Double? {
    guard let value = member(key, in: object) else { return nil }
    if case .null = value { return nil }
    return try number(value, key: joined(parent, key))
  }

  private func joined(_ parent: String, _ key: String) -> String {
    parent.isEmpty ? key : parent + "." + key
  }

  private func wrongType(_ key: String, expected: String, found: JSONValue) -> CorpusError {
    .wrongType(path: path, line: number, key: key, expected: expected, found: found.found)
  }
}
