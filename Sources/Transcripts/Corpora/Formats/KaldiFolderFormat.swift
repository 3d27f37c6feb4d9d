/// Kaldi's folders of N-best lists, as its rescoring scripts make them: `archives.1`, `archives.2`, …
///
/// ```
/// archives.1/words_text    u1-1 SEE YOU        archives.1/acwt         u1-1 508.5
/// archives.1/lmwt.nolm     u1-1 1.5            archives.1/lmwt.lmonly  u1-1 1.25
/// ```
///
/// The path is the folder that holds them, or one archive. Every file has lines of `utt-k value`, of which the
/// last hyphen and number are taken off; values are costs. The language cost is `lmwt.withlm`, or else
/// `lmwt.nolm + lmwt.lmonly`; with `nn-weight=W` it is `nolm + W · nn + (1 − W) · lmonly`, where `nn` is
/// `lmwt.nn` or `lmwt.rnn`. The total is `language + acwt / lmwt + wip · words`.
public struct KaldiFolderFormat: CorpusFormat {
  private var scaling = KaldiScaling()
  /// How much of the language cost is the neural model's.
  private var networkWeight: Double?

  public init() {}

  public var id: String { "kaldi" }
  public var summary: String { "a Kaldi folder with archives of N-best lists" }
  public var fileEndings: [String] { [".kaldi"] }
  public var scores: ScoreDirection? { .cost }
  public var isSortedByScore: Bool { false }
  public var contents: CorpusContents { [] }
  public var options: [CorpusFormatOption] {
    KaldiScaling.options + [
      CorpusFormatOption(
        "nn-weight", expected: "a number from 0 to 1",
        help: "share of lmwt.nn in the language cost (default: 0)")
    ]
  }

  public func setting(_ option: String, to value: String) -> (any CorpusFormat)? {
    var format = self
    guard option == "nn-weight" else {
      return format.scaling.set(option, to: value) ? format : nil
    }
    guard let weight = DecimalNumber.number(value), (0...1).contains(weight) else { return nil }
    format.networkWeight = weight
    return format
  }

  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    let name = try sample.line(0)?.path.split(separator: "/").last
    return name == "acwt" || name?.hasPrefix("lmwt.") == true || name == "words_text"
  }

  private static func isArchive(_ name: String) -> Bool {
    name.hasPrefix("archives.") && Int(name.dropFirst(9)) != nil
  }

  public func recognizes(folder names: [String]) -> Bool {
    names.contains("words_text") || names.contains(where: Self.isArchive)
  }

  public func files(at path: String) throws(CorpusError) -> [String] {
    let names = CorpusFolder.names(in: path) ?? []
    let archives = names.filter(Self.isArchive).map { path + "/" + $0 }
    var files: [String] = []
    for archive in archives.isEmpty ? [path] : archives {
      let held = CorpusFolder.names(in: archive) ?? []
      guard held.contains("words_text") else {
        throw .otherFormat(
          path: archive, expected: "words_text, acwt and lmwt.*",
          found: held.contains("words")
            ? "words without words_text (utils/int2sym.pl makes it)" : "no words_text")
      }
      let wanted = ["acwt"] + held.filter { $0.hasPrefix("lmwt.") } + ["words_text"]
      files += wanted.filter(held.contains).map { archive + "/" + $0 }
    }
    return files
  }

  public func makeParser() -> any CorpusParser {
    KaldiFolderParser(scaling: scaling, networkWeight: networkWeight)
  }
}

extension CorpusFormat where Self == KaldiFolderFormat {
  /// Kaldi's folders of N-best lists.
  public static var kaldiFolder: Self { KaldiFolderFormat() }
}

/// Reads an archive at a time: its costs first, and then its words as they come.
private struct KaldiFolderParser: CorpusParser {
  private let scaling: KaldiScaling
  private let networkWeight: Double?
  private var folder: Substring = ""
  /// The archive's costs, by file and by hypothesis.
  private var costs: [Substring: [String: Double]] = [:]

  init(scaling: KaldiScaling, networkWeight: Double?) {
    self.scaling = scaling
    self.networkWeight = networkWeight
  }

  mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
    while let line = try lines.peek(), Self.place(line).name != "words_text" {
      _ = try lines.next()
      let (here, name) = Self.place(line)
      if here != folder {
        folder = here
        costs = [:]
      }
      let (key, value) = try KeyedLine.parts(of: line)
      costs[name, default: [:]][key] = try DecimalNumber.finite(value, "a cost", in: line)
    }
    guard let first = try lines.next() else { return nil }
    let (id, _) = try Self.parts(of: first)
    var ranked = [try hypothesis(first)]
    while let line = try lines.peek(), line.path == first.path, try Self.parts(of: line).id == id {
      _ = try lines.next()
      ranked.append(try hypothesis(line))
    }
    let hypotheses = ranked.sorted { $0.rank < $1.rank }.map(\.hypothesis)
    return PlacedUtterance(
      Utterance(id: id, reference: nil, nBest: NBestList(hypotheses)), line: first.number,
      path: first.path)
  }

  private static func place(_ line: CorpusLine) -> (folder: Substring, name: Substring) {
    let slash = line.path.lastIndex(of: "/") ?? line.path.startIndex
    return (line.path[..<slash], line.path[slash...].drop { $0 == "/" })
  }

  /// An utterance's id and a hypothesis's number.
  private static func parts(of line: CorpusLine) throws(CorpusError) -> (id: String, rank: Int) {
    let (key, _) = try KeyedLine.parts(of: line)
    guard let hyphen = key.lastIndex(of: "-"), hyphen > key.startIndex,
      let rank = Int(key[key.index(after: hyphen)...])
    else {
      throw line.malformed(
        expected: "an id that ends in a hyphen and the hypothesis's number", found: "\"\(key)\"")
    }
    return (String(key[..<hyphen]), rank)
  }

  private func hypothesis(
    _ line: CorpusLine
  ) throws(CorpusError) -> (rank: Int, hypothesis: Hypothesis) {
    let (key, text) = try KeyedLine.parts(of: line)
    let words = text.split { $0 == " " || $0 == "\t" }.filter { $0 != "<eps>" }
    func cost(_ names: Substring...) throws(CorpusError) -> Double? {
      for name in names where costs[name] != nil {
        guard let cost = costs[name]![key] else {
          throw line.malformed(
            expected: "a line for \"\(key)\" in \(folder)/\(name)", found: "none")
        }
        return cost
      }
      return nil
    }
    guard let acoustic = try cost("acwt") else {
      throw line.malformed(expected: "the file acwt beside this one", found: "none")
    }
    let language: Double
    if let networkWeight, networkWeight > 0 {
      guard let bare = try cost("lmwt.nolm"), let model = try cost("lmwt.lmonly"),
        let network = try cost("lmwt.nn", "lmwt.rnn")
      else {
        throw line.malformed(
          expected: "lmwt.nolm, lmwt.lmonly and lmwt.nn beside this file, as nn-weight needs",
          found: "not all of them")
      }
      language = bare + networkWeight * network + (1 - networkWeight) * model
    } else if let whole = try cost("lmwt.withlm") {
      language = whole
    } else if let bare = try cost("lmwt.nolm"), let model = try cost("lmwt.lmonly") {
      language = bare + model
    } else {
      throw line.malformed(
        expected: "lmwt.withlm, or lmwt.nolm and lmwt.lmonly, beside this file", found: "neither")
    }
    return (
      try Self.parts(of: line).rank,
      Hypothesis(
        text: words.joined(separator: " "),
        costs: scaling.costs(acoustic: acoustic, language: language, words: words.count))
    )
  }
}
