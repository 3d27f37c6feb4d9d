/// Kaldi's `text`: an id and words a line, for references and lists of one hypothesis.
///
/// ```
/// u1 SEE YOU AT TWO
/// ```
///
/// Almost any text looks like this, so it must be named.
public struct KaldiTextFormat: CorpusFormat {
  public init() {}

  public var id: String { "kaldi-text" }
  public var summary: String { "Kaldi's text, an id and words per line" }
  public var fileEndings: [String] { [".text"] }
  public var scores: ScoreDirection? { ScoreDirection.none }
  public var contents: CorpusContents { [.writing] }
  public var isRecognizedAlone: Bool { false }

  /// Recognizes files by a first line that is not JSON; no more can be said.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    guard try sample.line(0) != nil else { return false }
    return try JSONOutline(&sample).keys.isEmpty
  }

  public func makeParser() -> any CorpusParser { Parser() }

  public func text(of utterance: Utterance) throws(CorpusError) -> String {
    let text = utterance.nBest[0].text
    guard OneLine.isKey(utterance.id), OneLine.isTrimmed(text) else {
      throw .inexpressible(
        format: id, id: utterance.id, reason: "expected an id without blanks and a text of one line"
      )
    }
    return text.isEmpty ? "\(utterance.id)\n" : "\(utterance.id) \(text)\n"
  }

  private struct Parser: CorpusParser {
    mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
      guard let line = try lines.next() else { return nil }
      let (id, text) = try KeyedLine.parts(of: line)
      let list = NBestList([Hypothesis(text: String(text), costs: FirstPassCosts(total: 0))])
      return PlacedUtterance(Utterance(id: id, reference: nil, nBest: list), line: line.number)
    }
  }
}

extension CorpusFormat where Self == KaldiTextFormat {
  /// Kaldi's `text`.
  public static var kaldiText: Self { KaldiTextFormat() }
}
