/// NeMo's manifest: JSON Lines with a path of audio and what was said in it. It serves for references.
///
/// ```json
/// {"audio_filepath":"/d/a_0001.wav","duration":2.1,"text":"see the knight"}
/// ```
///
/// The id is `id` or `utt_id`, or else the name in `audio_filepath` without folders and ending. `pred_text`, if
/// it is there, is the list's one hypothesis; else that is the reference itself.
public struct ManifestFormat: CorpusFormat {
  private var idKey: String?

  public init() {}

  public var id: String { "manifest" }
  public var summary: String { "a NeMo manifest" }
  public var fileEndings: [String] { [".manifest.json"] }
  public var scores: ScoreDirection? { ScoreDirection.none }
  public var contents: CorpusContents { [] }
  public var options: [CorpusFormatOption] {
    [CorpusFormatOption("id", expected: "a key", help: "the key that holds the id")]
  }

  public func setting(_ option: String, to value: String) -> (any CorpusFormat)? {
    guard !value.isEmpty else { return nil }
    var format = self
    format.idKey = value
    return format
  }

  /// Recognizes files by a first line that is an object with `audio_filepath`.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    let outline = try JSONOutline(&sample)
    return outline.root == .object && outline.has("audio_filepath", at: 1)
  }

  public func makeParser() -> any CorpusParser { Parser(idKey: idKey) }

  private struct Parser: CorpusParser {
    let idKey: String?

    mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
      guard let line = try lines.next() else { return nil }
      let entry = try ManifestEntry(line, idKey: idKey)
      guard let text = entry.heard ?? entry.text else {
        throw .missingKey(path: line.path, line: line.number, key: "text")
      }
      let list = NBestList([Hypothesis(text: text, costs: FirstPassCosts(total: 0))])
      return PlacedUtterance(
        Utterance(id: entry.id, reference: entry.text, nBest: list), line: line.number)
    }
  }
}

/// A line of a manifest.
struct ManifestEntry {
  let id: String
  /// What was said, if the manifest knows.
  let text: String?
  /// What a recognizer made of it.
  let heard: String?

  init(_ line: CorpusLine, idKey: String?) throws(CorpusError) {
    let node = try JSONNode(line)
    guard node.isObject else { throw node.wrongType("an object") }
    if let idKey {
      id = try node.required(idKey).id()
    } else if let own = node.first(of: ["id", "utt_id"]) {
      id = try own.id()
    } else {
      let path = try node.required("audio_filepath").string()
      let name = path.split(separator: "/").last.map(String.init) ?? path
      id = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    }
    text = try node["text"]?.string()
    heard = try node["pred_text"]?.string()
  }
}

extension JSONNode {
  /// The JSON of one line.
  init(_ line: CorpusLine) throws(CorpusError) {
    _ = try line.text()
    self.init(
      try line.parsed(), path: line.path, line: line.number)
  }
}
