/// SCTK's stm: segments of recordings with their times and what was said, for references.
///
/// ```
/// ;; LABEL "O" "Overall"
/// f1 a f1-a 0.06 3.47 <O,WA> i've { um / uh } seen it
/// ```
///
/// A line has a file, a channel, a speaker, a beginning and an end in seconds, perhaps a label, and the text.
/// The id is `FILE-CHANNEL-BEGIN-END` as they are written, or what `id=` asks for: `file`, `speaker`, or
/// `centiseconds` (`SPEAKER-0000006-0000347`, as Kaldi's scripts make them). Comments are passed over, and so
/// are segments that say `IGNORE_TIME_SEGMENT_IN_SCORING`. The speaker and the label are fields.
public struct STMFormat: CorpusFormat {
  enum IDs: String {
    case times, file, speaker, centiseconds
  }

  private var ids = IDs.times

  public init() {}

  public var id: String { "stm" }
  public var summary: String { "SCTK's stm" }
  public var fileEndings: [String] { [".stm"] }
  public var scores: ScoreDirection? { ScoreDirection.none }
  public var markup: CorpusDeclaration.Markup { .sctk }
  public var contents: CorpusContents { [] }
  public var options: [CorpusFormatOption] {
    [
      CorpusFormatOption(
        "id", expected: "times, file, speaker or centiseconds", help: "what a segment is called")
    ]
  }

  public func setting(_ option: String, to value: String) -> (any CorpusFormat)? {
    guard let ids = IDs(rawValue: value) else { return nil }
    var format = self
    format.ids = ids
    return format
  }

  /// Recognizes files by a first segment with two numbers in the columns of times.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    for index in 0..<256 {
      guard let line = try sample.line(index) else { return false }
      if STMSegment.isPassedOver(line) { continue }
      return (try? STMSegment(line)) != nil
    }
    return false
  }

  public func makeParser() -> any CorpusParser { Parser(ids: ids) }

  private struct Parser: CorpusParser {
    let ids: IDs

    mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
      while let line = try lines.next() {
        if STMSegment.isPassedOver(line) { continue }
        let segment = try STMSegment(line)
        if segment.isIgnored { continue }
        var fields: [String: FieldValue] = ["speaker": .text(segment.speaker)]
        fields["label"] = segment.label.map { .text($0) }
        return PlacedUtterance(
          Utterance(
            id: segment.id(ids), reference: segment.text,
            nBest: NBestList([Hypothesis(text: segment.text, costs: FirstPassCosts(total: 0))]),
            fields: fields),
          line: line.number)
      }
      return nil
    }
  }
}

extension CorpusFormat where Self == STMFormat {
  /// SCTK's stm.
  public static var stm: Self { STMFormat() }
}

/// A line of an stm file.
struct STMSegment {
  let file: String
  let channel: String
  let speaker: String
  let (begin, end): (Double, Double)
  let label: String?
  let text: String
  private let (beginText, endText): (String, String)

  init(_ line: CorpusLine) throws(CorpusError) {
    var rest = KeyedLine.trimmed(Substring(try line.text()))
    func cell() -> Substring {
      let cell = rest.prefix { $0 != " " && $0 != "\t" }
      rest = rest[cell.endIndex...].drop { $0 == " " || $0 == "\t" }
      return cell
    }
    let names = [cell(), cell(), cell()]
    let times = [cell(), cell()]
    guard !times[1].isEmpty else {
      throw line.malformed(
        expected: "a file, a channel, a speaker and two times", found: "fewer columns")
    }
    (file, channel, speaker) = (String(names[0]), String(names[1]), String(names[2]))
    begin = try DecimalNumber.finite(times[0], "the time of a beginning", in: line)
    end = try DecimalNumber.finite(times[1], "the time of an end", in: line)
    (beginText, endText) = (String(times[0]), String(times[1]))
    if rest.hasPrefix("<"), let close = rest.firstIndex(of: ">") {
      label = String(rest[rest.index(after: rest.startIndex)..<close])
      rest = KeyedLine.trimmed(rest[rest.index(after: close)...])
    } else {
      label = nil
    }
    text = String(rest)
  }

  /// Whether the time is not scored.
  var isIgnored: Bool { text.lowercased() == "ignore_time_segment_in_scoring" }

  func id(_ ids: STMFormat.IDs) -> String {
    switch ids {
    case .times: return "\(file)-\(channel)-\(beginText)-\(endText)"
    case .file: return file
    case .speaker: return speaker
    case .centiseconds:
      func digits(_ time: Double) -> String {
        let number = "\(Int((min(max(time, 0), 1e9) * 100).rounded()))"
        return String(repeating: "0", count: max(0, 7 - number.count)) + number
      }
      return "\(speaker)-\(digits(begin))-\(digits(end))"
    }
  }

  static func isPassedOver(_ line: CorpusLine) -> Bool {
    line.bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } || line.bytes.starts(with: [0x3B, 0x3B])
  }
}
