/// NeMo's beams: a headerless TSV of `text<TAB>score`, the same number of lines for each utterance of a
/// manifest.
///
/// ```
/// see the knight<TAB>-2.91
/// sea the night<TAB>-3.14
/// ```
///
/// The manifest (`manifest=FILE`, JSON Lines) gives the order, the references (`text`) and the ids: `id` or
/// `utt_id`, or else the name in `audio_filepath` without folders and ending; `id=KEY` names another key. The
/// number of lines must be that of the manifest's utterances times the beam. With `beam=N` lists are given
/// as they are read; without it all lines are read first. Scores are log-probabilities. Every text is a text:
/// `null`, a quote in front, nothing at all.
public struct NeMoFormat: CorpusFormat {
  private var manifest: String?
  private var beam: Int?
  private var idKey: String?

  public init() {}

  public var id: String { "nemo" }
  public var summary: String { "NeMo beams" }
  public var fileEndings: [String] { [".beams.tsv"] }
  public var scores: ScoreDirection? { .logProbability }
  public var contents: CorpusContents { [] }
  public var isRecognizedAlone: Bool { false }
  public var options: [CorpusFormatOption] {
    [
      CorpusFormatOption(
        "manifest", expected: "a file", help: "the manifest that the beams belong to (required)"),
      CorpusFormatOption(
        "beam", expected: "a whole number above 0",
        help: "number of lines per utterance (default: the file's lines divided by the manifest's)"),
      CorpusFormatOption(
        "id", expected: "a key", help: "the manifest's key that holds the id"),
    ]
  }

  public func setting(_ option: String, to value: String) -> (any CorpusFormat)? {
    guard !value.isEmpty else { return nil }
    var format = self
    switch option {
    case "manifest": format.manifest = value
    case "id": format.idKey = value
    default:
      guard let beam = Int(value), beam > 0 else { return nil }
      format.beam = beam
    }
    return format
  }

  public func files(at path: String) throws(CorpusError) -> [String] {
    guard let manifest else {
      throw .badOption(
        source: "nemo:\(path)", option: nil,
        expected: "the manifest that the beams belong to (nemo,manifest=FILE:\(path))",
        found: "none")
    }
    return [manifest, path]
  }

  /// Recognizes files by a first line of a text, one tab and a number; files that begin with a manifest are such files,
  /// too.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    guard let line = try sample.line(0) else { return false }
    if let manifest, line.path == manifest { return true }
    return NeMoParser.parts(of: line) != nil
  }

  public func makeParser() -> any CorpusParser {
    NeMoParser(manifest: manifest ?? "", beam: beam, idKey: idKey)
  }
}

extension CorpusFormat where Self == NeMoFormat {
  /// NeMo's beams.
  public static var nemo: Self { NeMoFormat() }
}

private struct NeMoParser: CorpusParser {
  private let manifest: String
  private let idKey: String?
  /// Lines an utterance; nil before they are known.
  private var beam: Int?
  private var entries: [ManifestEntry]?
  /// All lines where the beam has to be found out.
  private var held: [CorpusLine] = []
  private var next = 0

  init(manifest: String, beam: Int?, idKey: String?) {
    self.manifest = manifest
    self.beam = beam
    self.idKey = idKey
  }

  /// A line's text and score; nil where it isn't made of the two.
  static func parts(of line: CorpusLine) -> (text: String, score: Substring)? {
    guard let text = String(validating: line.bytes, as: UTF8.self),
      let tab = text.lastIndex(of: "\t"),
      TensorScore.number(text[text.index(after: tab)...]) != nil
    else { return nil }
    let heard = text[..<tab]
    return heard.contains("\t") ? nil : (String(heard), text[text.index(after: tab)...])
  }

  mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
    if entries == nil {
      entries = try readManifest(&lines)
      if beam == nil { try findBeam(&lines) }
    }
    let entries = entries!
    guard next < entries.count else {
      if let more = try lines.peek() {
        throw more.malformed(
          expected: "the end, after \(entries.count) utterances of the manifest with "
            + "\(beam!) lines each", found: "another line")
      }
      return nil
    }
    let entry = entries[next]
    var hypotheses: [Hypothesis] = []
    var first = 0
    for rank in 0..<beam! {
      let line: CorpusLine
      if held.isEmpty {
        guard let next = try lines.next() else {
          throw .malformedLine(
            path: lines.path, line: first + rank,
            expected: "\(beam!) lines for \"\(entry.id)\" (utterance \(next + 1) of the manifest)",
            found: "the end after \(rank)")
        }
        line = next
      } else {
        line = held[next * beam! + rank]
      }
      if rank == 0 { first = line.number }
      _ = try line.text()
      guard let parts = Self.parts(of: line) else {
        throw line.malformed(expected: "a text, a tab and a score", found: "something else")
      }
      hypotheses.append(
        Hypothesis(
          text: parts.text,
          costs: FirstPassCosts(total: try DecimalNumber.finite(parts.score, "a score", in: line))))
    }
    next += 1
    return PlacedUtterance(
      Utterance(id: entry.id, reference: entry.text, nBest: NBestList(hypotheses)), line: first)
  }

  private func readManifest(_ lines: inout CorpusLines) throws(CorpusError) -> [ManifestEntry] {
    var entries: [ManifestEntry] = []
    while let line = try lines.peek(), line.path == manifest {
      _ = try lines.next()
      entries.append(try ManifestEntry(line, idKey: idKey))
    }
    guard !entries.isEmpty else { throw .empty(path: manifest) }
    return entries
  }

  private mutating func findBeam(_ lines: inout CorpusLines) throws(CorpusError) {
    while let line = try lines.next() { held.append(line) }
    let count = entries!.count
    guard held.count >= count, held.count % count == 0 else {
      throw .malformedLine(
        path: lines.path, line: max(held.count, 1),
        expected: "a multiple of \(count) lines, one beam for each utterance of \(manifest)",
        found: "\(held.count) lines")
    }
    beam = held.count / count
  }
}
