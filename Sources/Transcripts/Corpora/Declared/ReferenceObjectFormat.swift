/// A JSON object of references by id, as they stand beside lists that have none: texts, or objects with a text
/// under `ref`, `reference`, `text` or `output`.
///
/// ```json
/// {"u1": "see you at two", "u2": {"ref": "by the pier"}}
/// ```
///
/// It serves for references alone and is in no list of formats.
struct ReferenceObjectFormat: CorpusFormat {
  var id: String { "references" }
  var summary: String { "a JSON object of references by id" }
  var fileEndings: [String] { [] }
  var scores: ScoreDirection? { ScoreDirection.none }
  var contents: CorpusContents { [] }

  /// Recognizes the format by an object of objects or texts.
  func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    try JSONOutline(&sample).root == .object
  }

  func makeParser() -> any CorpusParser { Parser() }

  private struct Parser: CorpusParser {
    private static let keys = ["ref", "reference", "text", "output"]

    private var elements = JSONElements(.object)

    mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
      guard let element = try elements.next(&lines) else { return nil }
      let node = element.node
      guard let id = element.key else { throw node.wrongType("an object of references") }
      guard let text = node.isString ? node : node.first(of: Self.keys) else {
        throw .missingKey(path: node.path, line: node.line, key: "\(id).ref")
      }
      let reference = try text.string()
      return PlacedUtterance(
        Utterance(
          id: id, reference: reference,
          nBest: NBestList([Hypothesis(text: reference, costs: FirstPassCosts(total: 0))])),
        line: node.line)
    }
  }
}
