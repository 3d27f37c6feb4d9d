/// ESPnet1's `data.json`: utterances by id under `utts`, each with its hypotheses under `output`.
///
/// ```json
/// {"utts":{"u1":{"output":[{"name":"target1[1]","text":"SEE YOU","rec_text":"SEE YOU<eos>","score":-1.5},
///   {"name":"target1[2]","text":"SEE YOU","rec_text":"SEA YOU<eos>","score":-2.25}],"utt2spk":"s1"}}}
/// ```
///
/// `score` is a log-probability, a number or a text; `<eos>` and SentencePiece's `▁` are dropped from
/// `rec_text`; `text` is the reference. A folder of `data.N.json` is read as one corpus. Texts, numbers and
/// truth values beside `output` are the utterance's fields.
public struct ESPnet1Format: CorpusFormat {
  public init() {}

  public var id: String { "espnet1" }
  public var summary: String { "ESPnet1 JSON" }
  public var fileEndings: [String] { [".data.json"] }
  public var scores: ScoreDirection? { .logProbability }
  public var contents: CorpusContents { [.everything.subtracting([.parts])] }

  /// Recognizes files by an object with `utts`.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    let outline = try JSONOutline(&sample)
    return outline.root == .object && outline.has("utts", at: 1)
  }

  private static func isPart(_ name: String) -> Bool {
    name.hasPrefix("data.") && name.hasSuffix(".json")
  }

  public func recognizes(folder names: [String]) -> Bool {
    // A folder of parts of a result, and no folder of Whisper's files.
    names.count { Self.isPart($0) && $0 != "data.json" } > 0
  }

  public func files(at path: String) throws(CorpusError) -> [String] {
    guard let names = CorpusFolder.names(in: path) else { return [path] }
    // What was merged from the parts stands beside them, and would give every utterance twice.
    let parts = names.filter { Self.isPart($0) && $0 != "data.json" }
    let files = parts.isEmpty ? names.filter { $0 == "data.json" } : parts
    guard !files.isEmpty else {
      throw .otherFormat(path: path, expected: "a folder of data.N.json", found: "none in it")
    }
    return files.map { path + "/" + $0 }
  }

  public func makeParser() -> any CorpusParser { ESPnet1Parser() }

  public var header: String { "{\"utts\":{\n" }
  public var separator: String { ",\n" }
  public var footer: String { "\n}}\n" }

  public func text(of utterance: Utterance) throws(CorpusError) -> String {
    try utterance.requireFiniteNumbers(format: id)
    guard utterance.fields["output"] == nil else {
      throw .inexpressible(format: id, id: utterance.id, reason: "a field is called output")
    }
    var outputs: [String] = []
    for (index, hypothesis) in utterance.nBest.hypotheses.enumerated() {
      guard ESPnet1Parser.words(hypothesis.text) == hypothesis.text else {
        throw .inexpressible(
          format: id, id: utterance.id, reason: "expected texts without <eos> and ▁")
      }
      var output = "{\"name\":\"target1[\(index + 1)]\""
      output += utterance.referenceIfKnown.map { ",\"text\":\(JSONText.quoted($0))" } ?? ""
      output += ",\"rec_text\":\(JSONText.quoted(hypothesis.text))"
      output += ",\"score\":\(JSONText.score(hypothesis.costs.total, .logProbability))}"
      outputs.append(output)
    }
    return "\(JSONText.quoted(utterance.id)):{\"output\":[\(outputs.joined(separator: ","))]"
      + JSONText.members(utterance, except: []) + "}"
  }
}

extension CorpusFormat where Self == ESPnet1Format {
  /// ESPnet1's `data.json`.
  public static var espnet1: Self { ESPnet1Format() }
}

private struct ESPnet1Parser: CorpusParser {
  private var elements = JSONElements(.object, inner: "utts")

  /// A recognized text without the marks of its pieces and its end.
  static func words(_ text: String) -> String {
    var text = text
    if text.hasSuffix("<eos>") { text.removeLast(5) }
    guard text.contains("▁") else { return text }
    return text.split { $0 == "▁" || $0 == " " }.joined(separator: " ")
  }

  mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
    guard let element = try elements.next(&lines) else { return nil }
    let node = element.node
    guard let id = element.key else { throw node.wrongType("an object with \"utts\"") }
    let outputs = try node.required("output").elements()
    guard let first = outputs.first else {
      throw .emptyNBest(path: node.path, line: node.line, id: id)
    }
    let isScored = outputs.contains { $0["score"] != nil }
    var hypotheses: [Hypothesis] = []
    for output in outputs {
      hypotheses.append(
        Hypothesis(
          text: Self.words(try output.required("rec_text").string()),
          costs: FirstPassCosts(
            total: isScored ? try TensorScore.number(in: output.required("score")) : 0)))
    }
    return PlacedUtterance(
      Utterance(
        id: id, reference: try first["text"]?.string(), nBest: NBestList(hypotheses),
        fields: node.fields(except: ["output"])),
      line: node.line, path: node.path)
  }
}
