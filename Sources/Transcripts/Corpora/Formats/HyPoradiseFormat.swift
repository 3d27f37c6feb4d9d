/// HyPoradise's JSON: an array of objects with the texts of a list and the reference.
///
/// ```json
/// [{"input":["see you at two","sea you at two"],"output":"see you at two","am_score":[-0.31,-0.36]}]
/// ```
///
/// `id` and the scores (`am_score` or `score`, log-probabilities, one for each text) may be missing; then
/// utterances are numbered from 1, and the order of each list is its ranking. `<UNK>` alone is an empty
/// text. Short lists are padded with copies, which are dropped unless `duplicates=keep`. Of the variant with
/// `input1` and `input2` alone, a list is refused where a full stop in `input2` may be part of a text. Texts,
/// numbers and truth values under other keys are the utterance's fields.
public struct HyPoradiseFormat: CorpusFormat {
  public init() {}

  public var id: String { "hyporadise" }
  public var summary: String { "HyPoradise JSON" }
  public var fileEndings: [String] { [".hyporadise.json"] }
  public var scores: ScoreDirection? { .logProbability }
  public var duplicates: CorpusDeclaration.Duplicates { .drop }
  public var contents: CorpusContents { [.everything.subtracting([.parts])] }

  /// Recognizes files by an array whose first object has `input` or `input1`.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    let outline = try JSONOutline(&sample)
    return outline.root == .array && outline.has("input", "input1", at: 2)
  }

  public func makeParser() -> any CorpusParser { HyPoradiseParser() }

  public var header: String { "[\n" }
  public var separator: String { ",\n" }
  public var footer: String { "\n]\n" }

  public func text(of utterance: Utterance) throws(CorpusError) -> String {
    try utterance.requireFiniteNumbers(format: id)
    let hypotheses = utterance.nBest.hypotheses
    guard !hypotheses.contains(where: { $0.text == HyPoradiseParser.nothing }) else {
      throw .inexpressible(
        format: id, id: utterance.id,
        reason: "the text \"\(HyPoradiseParser.nothing)\" stands for an empty one")
    }
    var text = "{\"id\":\(JSONText.quoted(utterance.id)),\"input\":["
    text += hypotheses.map { JSONText.quoted($0.text) }.joined(separator: ",") + "]"
    if let reference = utterance.referenceIfKnown {
      text += ",\"output\":\(JSONText.quoted(reference))"
    }
    text += ",\"am_score\":["
    text += hypotheses.map { JSONText.score($0.costs.total, .logProbability) }
      .joined(separator: ",")
    return text + "]" + JSONText.members(utterance, except: HyPoradiseParser.ownKeys) + "}"
  }
}

extension CorpusFormat where Self == HyPoradiseFormat {
  /// HyPoradise's JSON.
  public static var hyPoradise: Self { HyPoradiseFormat() }
}

private struct HyPoradiseParser: CorpusParser {
  static let ownKeys = ["id", "input", "output", "am_score", "score", "input1", "input2"]
  /// What stands for an empty text.
  static let nothing = "<UNK>"

  private var elements = JSONElements(.array)
  private var number = 0

  mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
    guard let element = try elements.next(&lines) else { return nil }
    number += 1
    let node = element.node
    guard node.isObject else { throw node.wrongType("an object with \"input\" and \"output\"") }
    let id = try node["id"]?.id() ?? "\(number)"
    let texts = try Self.texts(of: node)
    guard !texts.isEmpty else { throw .emptyNBest(path: node.path, line: node.line, id: id) }
    let scores = try Self.scores(of: node, count: texts.count)
    let hypotheses = texts.enumerated().map { index, text in
      Hypothesis(
        text: text == Self.nothing ? "" : text, costs: FirstPassCosts(total: scores[index]))
    }
    return PlacedUtterance(
      Utterance(
        id: id, reference: try node["output"]?.string(), nBest: NBestList(hypotheses),
        fields: node.fields(except: Self.ownKeys)),
      line: node.line)
  }

  private static func texts(of node: JSONNode) throws(CorpusError) -> [String] {
    guard node["input"] == nil, let first = node["input1"] else {
      var texts: [String] = []
      for text in try node.required("input").elements() { texts.append(try text.string()) }
      return texts
    }
    var texts = [unstopped(try first.string())]
    if let others = node["input2"] {
      let joined = try others.string()
      let pieces = split(joined)
      guard !pieces.contains(where: { $0.contains(".") }) else {
        throw others.wrong(
          expected:
            "texts without full stops, which separate them here (or \"input\", a list of texts)",
          found: "\"\(joined.prefix(60))\(joined.count > 60 ? "…" : "")\"")
      }
      texts += pieces
    }
    return texts
  }

  private static func unstopped(_ text: String) -> String {
    text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  /// The texts that are joined by ". ", with one more full stop at the end.
  private static func split(_ joined: String) -> [String] {
    var rest = Substring(joined)
    while rest.last == " " { rest.removeLast() }
    if rest.last == "." { rest.removeLast() }
    if rest.isEmpty { return [] }
    var pieces: [String] = []
    while let stop = rest.firstRange(of: ". ") {
      pieces.append(String(rest[..<stop.lowerBound]))
      rest = rest[stop.upperBound...]
    }
    return pieces + [String(rest)]
  }

  private static func scores(of node: JSONNode, count: Int) throws(CorpusError) -> [Double] {
    guard let list = node.first(of: ["am_score", "score"]) else {
      return Array(repeating: 0, count: count)
    }
    var scores: [Double] = []
    for score in try list.elements() { scores.append(try score.number()) }
    guard scores.count == count else {
      throw list.wrong(expected: "\(count) numbers, one for each text", found: "\(scores.count)")
    }
    return scores
  }
}
