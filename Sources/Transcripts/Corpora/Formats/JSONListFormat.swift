/// Lists as scripts dump them: a JSON array of objects, or one object a line, each with its hypotheses.
///
/// ```json
/// [{"id":"u1","hypotheses":[{"text":"sea you","score":0.4},{"text":"see you","score":0.6}],
///   "transcript":"see you"}]
/// ```
///
/// A list stands under `hypotheses`, `nbest`, `n_best`, `n-best`, `hyps`, `alternatives`, `candidates` or
/// `beams` (or `list=KEY`). A hypothesis is a text, a pair of text and score in either order, or an object with
/// a text under `text`, `transcript`, `hypothesis`, `hyp`, `sentence` or `utterance` (`text=KEY`) and a score
/// under `score`, `total`, `probability`, `prob`, `confidence`, `log_prob`, `logprob` or `logp` (`score=KEY`).
/// What was said stands under `reference`, `transcript`, `transcription`, `ref`, `target`, `sentence` or
/// `text` (`reference=KEY`), and the id under `id`, `utt_id`, `utterance_id`, `utt`, `uid` or `key`
/// (`id=KEY`); without one, utterances are numbered from 1. The order is no ranking where there are scores,
/// and what the scores are must be declared.
public struct JSONListFormat: CorpusFormat {
  fileprivate var keys = JSONListKeys()

  public init() {}

  public var id: String { "json" }
  public var summary: String { "a JSON list of hypotheses" }
  public var fileEndings: [String] { [".list.json"] }
  public var isSortedByScore: Bool { false }
  public var needsDeclaredScores: Bool { true }
  public var contents: CorpusContents { [.everything.subtracting([.parts])] }
  public var options: [CorpusFormatOption] {
    [("id", "the id"), ("list", "the list of hypotheses"), ("text", "a hypothesis's text")]
      .map { CorpusFormatOption($0.0, expected: "a key", help: "the key of \($0.1)") }
      + [("score", "a hypothesis's score"), ("reference", "what was said")]
      .map { CorpusFormatOption($0.0, expected: "a key", help: "the key of \($0.1)") }
  }

  public func setting(_ option: String, to value: String) -> (any CorpusFormat)? {
    guard !value.isEmpty else { return nil }
    var format = self
    switch option {
    case "id": format.keys.id = [value]
    case "list": format.keys.list = [value]
    case "text": format.keys.text = [value]
    case "score": format.keys.score = [value]
    default: format.keys.reference = [value]
    }
    return format
  }

  /// Recognizes files by an object that has a list of hypotheses under one of its names, alone or in an array.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    let outline = try JSONOutline(&sample)
    guard let root = outline.root, !outline.has("version", at: 1) else { return false }
    return outline.hasKey(at: root == .array ? 2 : 1) { keys.list.contains($0) }
  }

  public func makeParser() -> any CorpusParser { JSONListParser(keys) }

  public var header: String { "[\n" }
  public var separator: String { ",\n" }
  public var footer: String { "\n]\n" }

  /// The utterance with costs as scores, which must be declared as such when they are read.
  public func text(of utterance: Utterance) throws(CorpusError) -> String {
    try utterance.requireFiniteNumbers(format: id)
    var text = "{\"id\":\(JSONText.quoted(utterance.id))"
    if let reference = utterance.referenceIfKnown {
      text += ",\"reference\":\(JSONText.quoted(reference))"
    }
    let own = JSONListKeys()
    let taken = own.id + own.list + own.reference
    if let field = utterance.fields.keys.sorted().first(where: taken.contains) {
      throw .inexpressible(
        format: id, id: utterance.id,
        reason: "the field \"\(field)\" would be read as something else")
    }
    text += JSONText.members(utterance, except: []) + ",\"hypotheses\":["
    text += utterance.nBest.hypotheses.map {
      "{\"text\":\(JSONText.quoted($0.text)),\"score\":\($0.costs.total.shortestDecimal)}"
    }.joined(separator: ",")
    return text + "]}"
  }
}

extension CorpusFormat where Self == JSONListFormat {
  /// A JSON list of hypotheses.
  public static var jsonList: Self { JSONListFormat() }
}

/// The keys under which other people's lists have what an utterance needs, the usual ones first.
private struct JSONListKeys: Hashable, Sendable {
  var id = ["id", "utt_id", "utterance_id", "utt", "uid", "key"]
  var list = [
    "hypotheses", "nbest", "n_best", "n-best", "hyps", "alternatives", "candidates", "beams",
  ]
  var text = ["text", "transcript", "hypothesis", "hyp", "sentence", "utterance"]
  var score = [
    "score", "total", "probability", "prob", "confidence", "log_prob", "logprob", "logp",
  ]
  var reference = [
    "reference", "transcript", "transcription", "ref", "target", "sentence", "text",
  ]
}

private struct JSONListParser: CorpusParser {
  private let keys: JSONListKeys
  private var elements = JSONElements(.array)
  /// Whether the file is JSON Lines, in which each line is a document.
  private var areLines: Bool?
  private var number = 0

  init(_ keys: JSONListKeys) {
    self.keys = keys
  }

  mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
    if areLines == nil {
      let first = try lines.peek()?.bytes.first { $0 != 0x20 && $0 != 0x09 }
      areLines = first == UInt8(ascii: "{")
    }
    guard let node = try areLines! ? line(&lines) : elements.next(&lines)?.node else { return nil }
    number += 1
    guard node.isObject else { throw node.wrongType("an object with a list of hypotheses") }
    let id = try node.first(of: keys.id)?.id() ?? "\(number)"
    guard let list = node.first(of: keys.list) else {
      throw .missingKey(path: node.path, line: node.line, key: keys.list[0])
    }
    let values = try list.elements()
    guard !values.isEmpty else { throw .emptyNBest(path: node.path, line: node.line, id: id) }
    var parts: [(text: String, score: Double?)] = []
    for value in values { parts.append(try hypothesis(value)) }
    let isScored = parts.contains { $0.score != nil }
    var hypotheses: [Hypothesis] = []
    for (part, value) in zip(parts, values) {
      guard let total = isScored ? part.score : 0 else {
        throw .missingKey(
          path: node.path, line: node.line, key: value.key + "." + keys.score[0])
      }
      hypotheses.append(Hypothesis(text: part.text, costs: FirstPassCosts(total: total)))
    }
    return PlacedUtterance(
      Utterance(
        id: id, reference: try node.first(of: keys.reference)?.string(),
        nBest: NBestList(hypotheses),
        fields: node.fields(except: keys.id + keys.list + keys.reference)),
      line: node.line)
  }

  private func line(_ lines: inout CorpusLines) throws(CorpusError) -> JSONNode? {
    guard let line = try lines.next() else { return nil }
    return try JSONNode(line)
  }

  private func hypothesis(
    _ node: JSONNode
  ) throws(CorpusError) -> (text: String, score: Double?) {
    if node.isString { return (try node.string(), nil) }
    if node.isArray {
      let pair = try node.elements()
      guard pair.count == 2, pair.contains(where: \.isString), pair.contains(where: \.isNumber)
      else { throw node.wrongType("a text and a score") }
      return (
        try pair[pair[0].isString ? 0 : 1].string(), try pair[pair[0].isString ? 1 : 0].number()
      )
    }
    guard node.isObject else { throw node.wrongType("a text, a pair or an object") }
    guard let text = node.first(of: keys.text) else {
      throw .missingKey(path: node.path, line: node.line, key: node.key + "." + keys.text[0])
    }
    return (try text.string(), try node.first(of: keys.score).map(TensorScore.number))
  }
}
