/// SCTK's ctm: words of recordings with their times, a list of one hypothesis for each segment.
///
/// ```
/// f1 A 3.10 0.2 KNIGHT 0.41
/// ```
///
/// A line has a file, a channel, a beginning and a duration in seconds, a word, and perhaps a confidence. With
/// `segments=FILE`, an stm file, a segment has the words whose middles lie in it, and its reference; without
/// one, an utterance is a recording's channel (`FILE-CHANNEL`). Channels may differ in case. Of alternatives
/// (`<ALT_BEGIN> … <ALT> … <ALT_END>`) the first counts. Lines are read before the first list is given.
public struct CTMFormat: CorpusFormat {
  private var segments: String?
  private var ids = STMFormat.IDs.times

  public init() {}

  public var id: String { "ctm" }
  public var summary: String { "SCTK's ctm" }
  public var fileEndings: [String] { [".ctm"] }
  public var scores: ScoreDirection? { ScoreDirection.none }
  public var markup: CorpusDeclaration.Markup { .sctk }
  public var contents: CorpusContents { [] }
  public var options: [CorpusFormatOption] {
    [
      CorpusFormatOption(
        "segments", expected: "a file", help: "the stm file whose segments are the utterances"),
      CorpusFormatOption(
        "id", expected: "times, file, speaker or centiseconds", help: "what a segment is called"),
    ]
  }

  public func setting(_ option: String, to value: String) -> (any CorpusFormat)? {
    var format = self
    switch option {
    case "segments":
      guard !value.isEmpty else { return nil }
      format.segments = value
    default:
      guard let ids = STMFormat.IDs(rawValue: value) else { return nil }
      format.ids = ids
    }
    return format
  }

  public func files(at path: String) throws(CorpusError) -> [String] {
    segments.map { [$0, path] } ?? [path]
  }

  /// Recognizes files by a first word with two numbers in the columns of times; files that begin with segments are such
  /// files, too.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    for index in 0..<64 {
      guard let line = try sample.line(index) else { return false }
      if let segments, line.path == segments { return true }
      if STMSegment.isPassedOver(line) { continue }
      return (try? CTMWord(line)) != nil
    }
    return false
  }

  public func makeParser() -> any CorpusParser { CTMParser(segmentFile: segments, ids: ids) }
}

extension CorpusFormat where Self == CTMFormat {
  /// SCTK's ctm.
  public static var ctm: Self { CTMFormat() }
}

/// A line of a ctm file.
private struct CTMWord {
  let file: String
  let channel: String
  /// The middle of the word in seconds; nil for the marks of alternatives.
  let middle: Double?
  let word: String

  init(_ line: CorpusLine) throws(CorpusError) {
    let cells = try line.text().split { $0 == " " || $0 == "\t" }
    guard cells.count == 5 || cells.count == 6 else {
      throw line.malformed(
        expected: "a file, a channel, two times, a word and perhaps a confidence",
        found: "\(cells.count) columns")
    }
    (file, channel, word) = (String(cells[0]), String(cells[1]), String(cells[4]))
    if cells[2] == "*" {
      middle = nil
    } else {
      let begin = try DecimalNumber.finite(cells[2], "the time of a beginning", in: line)
      middle = begin + (try DecimalNumber.finite(cells[3], "a duration", in: line)) / 2
    }
    if cells.count == 6, cells[5] != "*", cells[5] != "NA" {
      _ = try DecimalNumber.finite(cells[5], "a confidence", in: line)
    }
  }
}

private struct CTMParser: CorpusParser {
  private struct Recording: Hashable {
    let file: String
    let channel: String

    init(_ file: String, _ channel: String) {
      self.file = file
      self.channel = channel.lowercased()
    }
  }

  private struct Timed {
    let middle: Double
    let word: String
    let line: Int
  }

  private let segmentFile: String?
  private let ids: STMFormat.IDs
  private var segments: [STMSegment] = []
  private var words: [Recording: [Timed]] = [:]
  /// Recordings in the order of the file, with their channels as they are written.
  private var recordings: [(recording: Recording, id: String)]?
  private var next = 0

  init(segmentFile: String?, ids: STMFormat.IDs) {
    self.segmentFile = segmentFile
    self.ids = ids
  }

  mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
    if recordings == nil { try read(&lines) }
    defer { next += 1 }
    if segmentFile != nil {
      guard next < segments.count else { return nil }
      let segment = segments[next]
      let heard = (words[Recording(segment.file, segment.channel)] ?? []).filter {
        segment.begin <= $0.middle && $0.middle < segment.end
      }
      return PlacedUtterance(
        Utterance(
          id: segment.id(ids), reference: segment.text, nBest: Self.list(heard),
          fields: ["speaker": .text(segment.speaker)]),
        line: heard.first?.line ?? 1)
    }
    guard next < recordings!.count else { return nil }
    let (recording, id) = recordings![next]
    let heard = words[recording]!
    return PlacedUtterance(
      Utterance(id: id, reference: nil, nBest: Self.list(heard)), line: heard[0].line)
  }

  private static func list(_ words: [Timed]) -> NBestList {
    let text = words.map(\.word).joined(separator: " ")
    return NBestList([Hypothesis(text: text, costs: FirstPassCosts(total: 0))])
  }

  private mutating func read(_ lines: inout CorpusLines) throws(CorpusError) {
    var found: [(Recording, String)] = []
    /// Whether lines belong to no alternatives, to the first, or to a later one.
    var alternative = 0
    while let line = try lines.next() {
      if STMSegment.isPassedOver(line) { continue }
      if let segmentFile, line.path == segmentFile {
        let segment = try STMSegment(line)
        if !segment.isIgnored { segments.append(segment) }
        continue
      }
      let word = try CTMWord(line)
      guard let middle = word.middle else {
        switch word.word {
        case "<ALT_BEGIN>": alternative = 1
        case "<ALT>": alternative = 2
        case "<ALT_END>": alternative = 0
        default:
          throw line.malformed(
            expected: "<ALT_BEGIN>, <ALT> or <ALT_END> where times are *",
            found: "\"\(word.word)\"")
        }
        continue
      }
      // "@" stands for nothing.
      guard alternative != 2 else { continue }
      let recording = Recording(word.file, word.channel)
      if words[recording] == nil {
        words[recording] = []
        found.append((recording, "\(word.file)-\(word.channel)"))
      }
      words[recording]!.append(
        Timed(middle: middle, word: word.word == "@" ? "" : word.word, line: line.number))
    }
    recordings = found.map { (recording: $0.0, id: $0.1) }
    if let segmentFile, segments.isEmpty { throw .empty(path: segmentFile) }
  }
}
