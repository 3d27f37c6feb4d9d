/// Kaldi's N-best lists as `lattice-to-nbest` writes them as text: one linear lattice a hypothesis.
///
/// ```
/// a-b-0001-1
/// 0 1 <eps>
/// 1 2 SEE 3.2,410.5,
/// 2 3 YOU -0.4,98,
/// 3
///
/// ```
///
/// The id ends in the hypothesis's number, which is all that is taken off it. Each arc has a word, and a
/// language (graph) and an acoustic cost; the final state may have both, too. A hypothesis's total is
/// `language + acoustic / lmwt + wip · words`, by which its list is ordered: Kaldi wrote it in the order of
/// the scale that it decoded with. `<eps>` is dropped.
public struct KaldiNBestFormat: CorpusFormat {
  private var scaling = KaldiScaling()

  public init() {}

  public var id: String { "kaldi-nbest" }
  public var summary: String { "Kaldi's N-best lists as text (lattice-to-nbest)" }
  public var fileEndings: [String] { [".nbest.txt"] }
  public var scores: ScoreDirection? { .cost }
  public var isSortedByScore: Bool { false }
  public var contents: CorpusContents { [] }
  public var options: [CorpusFormatOption] { KaldiScaling.options }

  public func setting(_ option: String, to value: String) -> (any CorpusFormat)? {
    var format = self
    return format.scaling.set(option, to: value) ? format : nil
  }

  /// Recognizes files by a first line of one word that ends in a hyphen and a number, and a second that is an arc.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    guard let first = try sample.line(0), first.bytes.count < 1000,
      KaldiNBestParser.id(String(decoding: first.bytes, as: UTF8.self)) != nil,
      let second = try sample.line(1)
    else { return false }
    let cells = String(decoding: second.bytes.prefix(1000), as: UTF8.self)
      .split(separator: " ").prefix(2)
    return !cells.isEmpty && cells.allSatisfy { $0.first?.isNumber == true }
  }

  public func makeParser() -> any CorpusParser { KaldiNBestParser(scaling) }
}

extension CorpusFormat where Self == KaldiNBestFormat {
  /// Kaldi's N-best lists as text.
  public static var kaldiNBest: Self { KaldiNBestFormat() }
}

/// How Kaldi weighs acoustic costs, language costs and words.
struct KaldiScaling: Hashable, Sendable {
  /// The language weight; the default is in the middle of the 7 to 17 that Kaldi's scoring scripts
  /// try.
  private var languageWeight = 10.0
  private var insertionPenalty = 0.0

  static let options = [
    CorpusFormatOption(
      "lmwt", expected: "a number above 0",
      help: "language weight: acoustic costs are divided by it (default: 10)"),
    CorpusFormatOption(
      "acoustic-scale", expected: "a number above 0", help: "1 / lmwt"),
    CorpusFormatOption(
      "wip", expected: "a number",
      help: "word insertion penalty: is added for each word (default: 0)"),
  ]

  mutating func set(_ option: String, to value: String) -> Bool {
    guard let number = DecimalNumber.number(value), number.isFinite else { return false }
    switch option {
    case "wip": insertionPenalty = number
    case "lmwt":
      guard number > 0 else { return false }
      languageWeight = number
    default:
      guard number > 0 else { return false }
      languageWeight = 1 / number
    }
    return true
  }

  func costs(acoustic: Double, language: Double, words: Int) -> FirstPassCosts {
    FirstPassCosts(
      acoustic: acoustic, language: language,
      total: language + acoustic / languageWeight + insertionPenalty * Double(words))
  }
}

private struct KaldiNBestParser: CorpusParser {
  private let scaling: KaldiScaling

  init(_ scaling: KaldiScaling) {
    self.scaling = scaling
  }

  /// The utterance's id and the hypothesis's number in a line that is made of nothing else.
  static func id(_ text: String) -> (id: Substring, rank: Int)? {
    let name = KeyedLine.trimmed(Substring(text))
    guard !name.contains(" "), !name.contains("\t"), let hyphen = name.lastIndex(of: "-"),
      hyphen > name.startIndex, let rank = Int(name[name.index(after: hyphen)...]), rank > 0
    else { return nil }
    return (name[..<hyphen], rank)
  }

  mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
    guard let first = try start(&lines) else { return nil }
    var ranked: [(rank: Int, hypothesis: Hypothesis)] = []
    var id = first.id
    var rank = first.rank
    var lineNumber = first.line
    while true {
      guard !ranked.contains(where: { $0.rank == rank }) else {
        throw .malformedLine(
          path: lines.path, line: lineNumber, expected: "the number \(rank) once for \"\(id)\"",
          found: "it again")
      }
      ranked.append((rank, try lattice(&lines)))
      try skipBlanks(&lines)
      guard let following = try lines.peek(), let parts = Self.id(try following.text()),
        parts.id == first.id
      else { break }
      _ = try lines.next()
      (id, rank, lineNumber) = (String(parts.id), parts.rank, following.number)
    }
    let hypotheses = ranked.sorted { $0.rank < $1.rank }.map(\.hypothesis)
    return PlacedUtterance(
      Utterance(id: first.id, reference: nil, nBest: NBestList(hypotheses)), line: first.line)
  }

  private func skipBlanks(_ lines: inout CorpusLines) throws(CorpusError) {
    while let line = try lines.peek(),
      line.bytes.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
    {
      _ = try lines.next()
    }
  }

  private func start(
    _ lines: inout CorpusLines
  ) throws(CorpusError) -> (id: String, rank: Int, line: Int)? {
    try skipBlanks(&lines)
    guard let line = try lines.next() else { return nil }
    let text = try line.text()
    guard let parts = Self.id(text) else {
      throw line.malformed(
        expected: "an id that ends in a hyphen and the hypothesis's number",
        found: "\"\(text.prefix(40))\(text.count > 40 ? "…" : "")\"")
    }
    return (String(parts.id), parts.rank, line.number)
  }

  /// The arcs up to the blank line.
  private func lattice(_ lines: inout CorpusLines) throws(CorpusError) -> Hypothesis {
    var words: [Substring] = []
    var (language, acoustic) = (0.0, 0.0)
    var isFinal = false
    while let line = try lines.next() {
      let cells = try line.text().split { $0 == " " || $0 == "\t" }
      if cells.isEmpty {
        guard isFinal else {
          throw line.malformed(expected: "a final state", found: "a blank line")
        }
        break
      }
      guard !isFinal else {
        throw line.malformed(expected: "a blank line after the final state", found: "another line")
      }
      guard Int(cells[0]) != nil else {
        throw line.malformed(
          expected: "an arc or a final state", found: "\"\(cells[0].prefix(40))\"")
      }
      let weight: Substring?
      switch cells.count {
      case 1, 2:
        isFinal = true
        weight = cells.count == 2 ? cells[1] : nil
      case 3, 4:
        guard Int(cells[1]) != nil else {
          throw line.malformed(expected: "the state that an arc leads to", found: "\"\(cells[1])\"")
        }
        if cells[2] != "<eps>" { words.append(cells[2]) }
        weight = cells.count == 4 ? cells[3] : nil
      default:
        throw line.malformed(
          expected: "two states, a word and its costs", found: "\(cells.count) columns")
      }
      guard let weight else { continue }
      let costs = weight.split(separator: ",", omittingEmptySubsequences: false)
      guard costs.count >= 2 else {
        throw line.malformed(
          expected: "a language cost, a comma and an acoustic cost", found: "\"\(weight)\"")
      }
      language += try DecimalNumber.finite(costs[0], "a language cost", in: line)
      acoustic += try DecimalNumber.finite(costs[1], "an acoustic cost", in: line)
    }
    guard isFinal else {
      throw .malformedLine(
        path: lines.path, line: 1, expected: "a final state and a blank line",
        found: "the end of the file (cut short?)")
    }
    return Hypothesis(
      text: words.joined(separator: " "),
      costs: scaling.costs(acoustic: acoustic, language: language, words: words.count))
  }
}
