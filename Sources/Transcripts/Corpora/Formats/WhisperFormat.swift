/// What Whisper and faster-whisper write as JSON: one file for each utterance, or segments of one.
///
/// ```json
/// {"text":" See you.","segments":[{"id":0,"text":" See you.","avg_logprob":-0.21,"tokens":[50364,3008]}]}
/// ```
///
/// A file is one utterance, named like the file, with one hypothesis: `text`, or else the texts of the
/// segments after each other. A folder of such files is a corpus. Its score is the sum of each segment's
/// `avg_logprob` times its number of tokens, a log-probability, where every segment has both. An array of
/// segments, as faster-whisper's are usually dumped, will do, too. References come from another file.
public struct WhisperFormat: CorpusFormat {
  public init() {}

  public var id: String { "whisper" }
  public var summary: String { "Whisper JSON" }
  public var fileEndings: [String] { [".whisper.json"] }
  public var scores: ScoreDirection? { .logProbability }
  public var contents: CorpusContents { [] }

  /// Recognizes files by an object with `segments`, or an array of objects with `avg_logprob`.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    let outline = try JSONOutline(&sample)
    switch outline.root {
    case .object: return outline.has("segments", at: 1)
    case .array: return outline.has("avg_logprob", at: 2)
    case nil: return false
    }
  }

  /// A folder with nothing but JSON, beside texts and subtitles of the same names.
  public func recognizes(folder names: [String]) -> Bool {
    let others = [".json", ".txt", ".srt", ".vtt", ".tsv", ".wav", ".flac", ".mp3"]
    return names.contains { $0.hasSuffix(".json") }
      && names.allSatisfy { name in others.contains { name.hasSuffix($0) } }
      && !names.contains { $0.hasPrefix("data.") }
  }

  public func files(at path: String) throws(CorpusError) -> [String] {
    guard let names = CorpusFolder.names(in: path) else { return [path] }
    let files = names.filter { $0.hasSuffix(".json") }
    guard !files.isEmpty else {
      throw .otherFormat(path: path, expected: "a folder of .json files", found: "none in it")
    }
    return files.map { path + "/" + $0 }
  }

  public func makeParser() -> any CorpusParser { WhisperParser() }
}

extension CorpusFormat where Self == WhisperFormat {
  /// What Whisper writes as JSON.
  public static var whisper: Self { WhisperFormat() }
}

private struct WhisperParser: CorpusParser {
  private var documents = JSONElements(.whole)

  mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
    guard let node = try documents.next(&lines)?.node else { return nil }
    let segments = try (node.isArray ? node : node["segments"])?.elements() ?? []
    guard node.isArray || node["segments"] != nil || node["text"] != nil else {
      throw node.wrongType("an object with \"text\" and \"segments\"")
    }
    let heard = if let text = node["text"] { try text.string() } else { try Self.joined(segments) }
    return PlacedUtterance(
      Utterance(
        id: Self.id(of: node.path), reference: nil,
        nBest: NBestList([
          Hypothesis(
            text: Self.trimmed(heard),
            costs: FirstPassCosts(total: try Self.score(of: segments)))
        ])), line: node.line, path: node.path)
  }

  private static func joined(_ segments: [JSONNode]) throws(CorpusError) -> String {
    var text = ""
    for segment in segments {
      let more = try segment.required("text").string()
      // Whisper's segments begin with a blank, other people's may not.
      if !text.isEmpty, !more.hasPrefix(" "), !text.hasSuffix(" ") { text += " " }
      text += more
    }
    return text
  }

  private static func score(of segments: [JSONNode]) throws(CorpusError) -> Double {
    var sum = 0.0
    for segment in segments {
      guard let mean = segment["avg_logprob"], let tokens = segment["tokens"] else { return 0 }
      sum += try mean.number() * Double(try tokens.elements().count)
    }
    return sum
  }

  private static func trimmed(_ text: String) -> String {
    text.split(separator: " ").joined(separator: " ")
  }

  private static func id(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    for ending in [".whisper.json", ".json"] where name.hasSuffix(ending) {
      return String(name.dropLast(ending.count))
    }
    return name
  }
}
