/// ESPnet2's folders of results: `1best_recog`, `2best_recog`, …, each with a `text` and a `score`.
///
/// ```
/// 1best_recog/text    u1 see you at two
/// 1best_recog/score   u1 tensor(-12.3)
/// ```
///
/// The path is the folder that holds them, or one that holds `output.1`, `output.2`, … (a `logdir`). Scores
/// are log-probabilities. A rank may be missing for some utterances; `text` may hold an id alone, for an empty
/// text. References come from another file.
public struct ESPnet2Format: CorpusFormat {
  public init() {}

  public var id: String { "espnet2" }
  public var summary: String { "an ESPnet2 folder with {n}best_recog" }
  public var fileEndings: [String] { [".espnet2"] }
  public var scores: ScoreDirection? { .logProbability }
  public var contents: CorpusContents { [] }
  public var isRecognizedAlone: Bool { true }

  /// The rank of a folder such as `3best_recog`.
  static func rank(of name: some StringProtocol) -> Int? {
    guard name.hasSuffix("best_recog") else { return nil }
    return Int(name.dropLast(10)).flatMap { $0 > 0 ? $0 : nil }
  }

  /// No file alone is such a corpus.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    try sample.line(0)?.path.split(separator: "/").contains { Self.rank(of: $0) != nil } == true
  }

  public func recognizes(folder names: [String]) -> Bool {
    names.contains { Self.rank(of: $0) != nil || Self.isJob($0) }
  }

  private static func isJob(_ name: String) -> Bool {
    name.hasPrefix("output.") && Int(name.dropFirst(7)) != nil
  }

  public func files(at path: String) throws(CorpusError) -> [String] {
    let files = Self.ranks(in: path)
    guard !files.isEmpty else {
      throw .otherFormat(
        path: path, expected: "a folder with 1best_recog, 2best_recog, …", found: "none in it")
    }
    return files
  }

  private static func ranks(in path: String) -> [String] {
    let names = CorpusFolder.names(in: path) ?? []
    let ranks = names.filter { rank(of: $0) != nil }
    if ranks.isEmpty {
      return names.filter(isJob).flatMap { self.ranks(in: path + "/" + $0) }
    }
    return ranks.flatMap { name in
      ["score", "text"].filter {
        CorpusFolder.names(in: path + "/" + name)?.contains($0) == true
      }.map { path + "/" + name + "/" + $0 }
    }
  }

  public func makeParser() -> any CorpusParser { ESPnet2Parser() }
}

extension CorpusFormat where Self == ESPnet2Format {
  /// ESPnet2's folders of results.
  public static var espnet2: Self { ESPnet2Format() }
}

/// Ranks are files of their own, so all of them are read before the first list is complete.
private struct ESPnet2Parser: CorpusParser {
  private struct Entry {
    let line: Int
    let path: String
    var hypotheses: [(rank: Int, hypothesis: Hypothesis)]
  }

  private var ids: [String]?
  private var entries: [String: Entry] = [:]
  private var next = 0

  mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
    if ids == nil { ids = try read(&lines) }
    guard next < ids!.count else { return nil }
    defer { next += 1 }
    let id = ids![next]
    let entry = entries.removeValue(forKey: id)!
    let ranked = entry.hypotheses.sorted { $0.rank < $1.rank }.map(\.hypothesis)
    return PlacedUtterance(
      Utterance(id: id, reference: nil, nBest: NBestList(ranked)), line: entry.line,
      path: entry.path)
  }

  private mutating func read(_ lines: inout CorpusLines) throws(CorpusError) -> [String] {
    var ids: [String] = []
    var scores: [String: Double] = [:]
    var folder = ""
    var seen: [String: Int] = [:]
    while let line = try lines.next() {
      let parts = line.path.split(separator: "/", omittingEmptySubsequences: false)
      let here = parts.dropLast().joined(separator: "/")
      if here != folder {
        folder = here
        scores = [:]
        seen = [:]
      }
      let (id, value) = try KeyedLine.parts(of: line)
      guard parts.last == "text" else {
        scores[id] = try DecimalNumber.finite(value, "a score", in: line)
        continue
      }
      if let first = seen.updateValue(line.number, forKey: id) {
        throw .duplicateID(path: line.path, line: line.number, id: id, firstLine: first)
      }
      let rank = ESPnet2Format.rank(of: parts[parts.count - 2]) ?? 1
      guard let score = scores.isEmpty ? 0 : scores[id] else {
        throw line.malformed(
          expected: "a line for \"\(id)\" in \(folder)/score", found: "none")
      }
      let hypothesis = Hypothesis(text: String(value), costs: FirstPassCosts(total: score))
      if entries[id] == nil {
        ids.append(id)
        entries[id] = Entry(line: line.number, path: line.path, hypotheses: [])
      }
      entries[id]!.hypotheses.append((rank, hypothesis))
    }
    return ids
  }
}
