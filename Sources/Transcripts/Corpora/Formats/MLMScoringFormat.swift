/// The JSON of mlm-scoring and of lists that were made for it: an object of utterances by id.
///
/// ```json
/// {"u1":{"ref":"by the pier","hyp_1":{"score":-1.2,"text":" by the pier"},
///        "hyp_2":{"score":-2.0,"text":"buy the pier"}}}
/// ```
///
/// Hypotheses are the members `hyp_N`, in the order of their numbers (`hyp_10` behind `hyp_2`), each with a
/// `text`, whose blanks at both ends are dropped, and a `score`, a log-probability; `am` and `lm` are its
/// parts. `ref` may stand anywhere, or in another file (`references=FILE`), and so may the texts
/// (`texts=FILE`, an object of the same shape with texts in place of the scores). Other members, such as
/// `first_pass`, are fields where they are texts or numbers.
public struct MLMScoringFormat: CorpusFormat {
  /// A file with the texts of a file that has only scores.
  private var texts: String?

  public init() {}

  public var id: String { "mlm-scoring" }
  public var summary: String { "mlm-scoring JSON" }
  public var fileEndings: [String] { [".mlm.json"] }
  public var scores: ScoreDirection? { .logProbability }
  public var contents: CorpusContents { .everything }
  public var options: [CorpusFormatOption] {
    [
      CorpusFormatOption(
        "texts", expected: "a file", help: "the texts of a file that has only scores")
    ]
  }

  public func setting(_ option: String, to value: String) -> (any CorpusFormat)? {
    guard !value.isEmpty else { return nil }
    var format = self
    format.texts = value
    return format
  }

  public func files(at path: String) throws(CorpusError) -> [String] {
    let files = CorpusFolder.names(in: path).map { names in
      names.filter { $0.hasSuffix(".json") }.map { path + "/" + $0 }
    }
    guard let files else { return (texts.map { [$0] } ?? []) + [path] }
    guard !files.isEmpty else {
      throw .otherFormat(path: path, expected: "a folder of .json files", found: "none in it")
    }
    return (texts.map { [$0] } ?? []) + files
  }

  /// Recognizes files by an object of objects with `hyp_N`, or with `ref`.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    let outline = try JSONOutline(&sample)
    return outline.root == .object
      && outline.hasKey(at: 2) { MLMScoringParser.number(of: $0) != nil || $0 == "ref" }
  }

  public func makeParser() -> any CorpusParser { MLMScoringParser(texts: texts) }

  public var header: String { "{\n" }
  public var separator: String { ",\n" }
  public var footer: String { "\n}\n" }

  public func text(of utterance: Utterance) throws(CorpusError) -> String {
    try utterance.requireFiniteNumbers(format: id)
    var text = "\(JSONText.quoted(utterance.id)):{"
    text += utterance.referenceIfKnown.map { "\"ref\":\(JSONText.quoted($0))," } ?? ""
    text += try utterance.nBest.hypotheses.enumerated().map {
      index, hypothesis throws(CorpusError) in
      let costs = hypothesis.costs
      guard hypothesis.text == MLMScoringParser.trimmed(hypothesis.text) else {
        throw .inexpressible(
          format: id, id: utterance.id, reason: "expected texts without blanks at their ends")
      }
      var members = "\"score\":\(JSONText.score(costs.total, .logProbability))"
      if let acoustic = costs.acoustic {
        members += ",\"am\":\(JSONText.score(acoustic, .logProbability))"
      }
      if let language = costs.language {
        members += ",\"lm\":\(JSONText.score(language, .logProbability))"
      }
      return "\"hyp_\(index + 1)\":{\(members),\"text\":\(JSONText.quoted(hypothesis.text))}"
    }.joined(separator: ",")
    guard !utterance.fields.keys.contains(where: MLMScoringParser.isOwn) else {
      throw .inexpressible(
        format: id, id: utterance.id, reason: "a field is called ref or hyp_N")
    }
    return text + JSONText.members(utterance, except: []) + "}"
  }
}

extension CorpusFormat where Self == MLMScoringFormat {
  /// The JSON of mlm-scoring.
  public static var mlmScoring: Self { MLMScoringFormat() }
}

private struct MLMScoringParser: CorpusParser {
  /// The file with the texts, which comes first.
  private let textFile: String?
  private var elements = JSONElements(.object)
  private var texts: [String: [Int: String]] = [:]
  private var pending: JSONElements.Element?

  init(texts: String?) {
    textFile = texts
  }

  /// The number N of a key `hyp_N`.
  static func number(of key: String) -> Int? {
    key.hasPrefix("hyp_") ? Int(key.dropFirst(4)).flatMap { $0 >= 0 ? $0 : nil } : nil
  }

  static func isOwn(_ key: String) -> Bool { key == "ref" || number(of: key) != nil }

  /// The text without blanks at both ends, as tokenizers leave them.
  static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }

  mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
    while let element = try elements.next(&lines) {
      guard let id = element.key else { throw element.node.wrongType("an object of utterances") }
      if let textFile, element.node.path == textFile {
        for (key, node) in try element.node.members() {
          if let number = Self.number(of: key) {
            texts[id, default: [:]][number] = try (node["text"] ?? node).string()
          }
        }
        continue
      }
      return try utterance(id, element.node)
    }
    return nil
  }

  private func utterance(_ id: String, _ node: JSONNode) throws(CorpusError) -> PlacedUtterance {
    let numbered = try node.members().compactMap { key, node in
      Self.number(of: key).map { (number: $0, node: node) }
    }.sorted { $0.number < $1.number }
    guard !numbered.isEmpty else { throw .emptyNBest(path: node.path, line: node.line, id: id) }
    // A list without scores has none at all; one that is missing in between is an oversight.
    let isScored = numbered.contains { $0.node.isNumber || $0.node["score"] != nil }
    var hypotheses: [Hypothesis] = []
    for (number, node) in numbered {
      let total =
        !isScored ? 0 : try (node.isNumber ? node : try node.required("score")).number()
      let text: String
      if node.isString {
        text = try node.string()
      } else if let written = node["text"] {
        text = try written.string()
      } else if let known = texts[id]?[number] {
        text = known
      } else if node.isObject {
        throw .missingKey(path: node.path, line: node.line, key: node.key + ".text")
      } else {
        throw node.wrong(
          expected: "an object with \"text\", or the texts in another file (texts=FILE)",
          found: "no text of \"\(id)\"")
      }
      hypotheses.append(
        Hypothesis(
          text: Self.trimmed(text),
          costs: FirstPassCosts(
            acoustic: try node["am"]?.number(), language: try node["lm"]?.number(), total: total)))
    }
    let keys = try node.members().map(\.key).filter(Self.isOwn)
    return PlacedUtterance(
      Utterance(
        id: id, reference: try node["ref"]?.string(), nBest: NBestList(hypotheses),
        fields: node.fields(except: keys)),
      line: node.line, path: node.path)
  }
}
