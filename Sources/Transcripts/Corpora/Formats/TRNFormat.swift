/// SCTK's trn: a text and its id in parentheses a line, for references and lists of one hypothesis.
///
/// ```
/// SEE { OUR / HOUR } PIER (spk1-01)
/// ```
///
/// Lines of nothing and comments (`;;`) are passed over; an empty text is ` (id)`. Alternations and optional
/// words of references count as SCTK counts them; with `markup=keep` they are text.
public struct TRNFormat: CorpusFormat {
  public init() {}

  public var id: String { "trn" }
  public var summary: String { "SCTK's trn" }
  public var fileEndings: [String] { [".trn"] }
  public var scores: ScoreDirection? { ScoreDirection.none }
  public var markup: CorpusDeclaration.Markup { .sctk }
  public var contents: CorpusContents { [.writing] }

  /// Recognizes files by a first line that ends in an id in parentheses.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    for index in 0..<64 {
      guard let line = try sample.line(index) else { return false }
      if TRNLine.isPassedOver(line) { continue }
      return TRNLine(line) != nil
    }
    return false
  }

  public func makeParser() -> any CorpusParser { Parser() }

  public func text(of utterance: Utterance) throws(CorpusError) -> String {
    let text = utterance.nBest[0].text
    guard OneLine.isKey(utterance.id), !utterance.id.contains(where: { "()".contains($0) }),
      OneLine.isTrimmed(text), !text.hasPrefix(";;")
    else {
      throw .inexpressible(
        format: id, id: utterance.id,
        reason: "expected an id without blanks and parentheses and a text of one line")
    }
    return "\(text) (\(utterance.id))\n"
  }

  private struct Parser: CorpusParser {
    mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
      while let line = try lines.next() {
        if TRNLine.isPassedOver(line) { continue }
        _ = try line.text()
        guard let parts = TRNLine(line) else {
          throw line.malformed(
            expected: "a text and an id in parentheses", found: "no id at the end")
        }
        let list = NBestList([Hypothesis(text: parts.text, costs: FirstPassCosts(total: 0))])
        return PlacedUtterance(
          Utterance(id: parts.id, reference: nil, nBest: list), line: line.number)
      }
      return nil
    }
  }
}

extension CorpusFormat where Self == TRNFormat {
  /// SCTK's trn.
  public static var trn: Self { TRNFormat() }
}

/// A line of a trn file.
private struct TRNLine {
  let text: String
  let id: String

  /// Nil for a line that doesn't end in an id in parentheses.
  init?(_ line: CorpusLine) {
    guard let whole = String(validating: line.bytes, as: UTF8.self) else { return nil }
    var rest = KeyedLine.trimmed(Substring(whole))
    guard rest.popLast() == ")", let open = rest.lastIndex(of: "(") else { return nil }
    let id = rest[rest.index(after: open)...]
    guard !id.isEmpty, !id.contains(where: { " \t)".contains($0) }) else { return nil }
    self.id = String(id)
    text = String(KeyedLine.trimmed(rest[..<open]))
  }

  static func isPassedOver(_ line: CorpusLine) -> Bool {
    line.bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } || line.bytes.starts(with: [0x3B, 0x3B])
  }
}
