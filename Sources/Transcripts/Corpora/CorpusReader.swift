import Artifacts

/// Reads a corpus utterance by utterance: files, gzip files, standard input, pipes.
///
/// ```swift
/// var reader = try CorpusReader(contentsOf: "-")
/// while let utterance = try reader.next() { … }
/// ```
///
/// Each utterance comes as soon as its bytes have arrived, so that programs in a pipe work at the same
/// time, and nothing is held but the ids that were seen. What is wrong in any way stops the reading:
/// nothing is guessed or dropped. `Corpus(contentsOf:)` reads all of a corpus at once.
///
/// Reading fixes the ranks of each list: by total, and where totals are equal by the order in which the list
/// stands. So the first hypothesis of a list is always the first pass's choice.
public struct CorpusReader: ~Copyable {
  /// The file's name without folders and endings.
  public let name: String

  private var input: CorpusSample
  private let expected: (any CorpusFormat)?
  private let declared: CorpusDeclaration
  /// The format that the corpus is in; nil before the first utterance is asked for, unless it was named.
  public private(set) var format: (any CorpusFormat)?
  /// What the lists that were read so far have in common.
  public private(set) var survey = CorpusSurvey()
  /// Nil before the first utterance is asked for: only then the file's first line need be there.
  private var parser: (any CorpusParser)?
  private var firstLines = IDLines()
  /// The line at which the latest utterance began.
  private var latestLine = 0
  private var directions = DirectionCheck()
  private var references: CorpusReferences.Matching?

  /// Opens the corpus at `path`, in the format that it looks like; `-` is standard input.
  ///
  /// What looks like no known format is read as JSON Lines.
  ///
  /// - Throws: ``CorpusError/file(_:)`` when the file is missing or unreadable.
  ///
  /// - Parameters:
  ///   - path: the path of the file.
  ///   - scores: what the scores are; nil takes the format's word for it, or else takes them for
  ///     costs and refuses a corpus whose totals mostly fall.
  public init(
    contentsOf path: String, scores: ScoreDirection? = nil
  ) throws(CorpusError) {
    try self.init(CorpusSource(path: path, declared: CorpusDeclaration(scores: scores)))
  }

  /// Opens the corpus at `path`, which is in this format; `-` is standard input.
  ///
  /// - Throws: ``CorpusError/file(_:)`` when the file is missing or unreadable.
  public init(
    contentsOf path: String, format: some CorpusFormat, scores: ScoreDirection? = nil
  ) throws(CorpusError) {
    try self.init(
      CorpusSource(path: path, format: format, declared: CorpusDeclaration(scores: scores)))
  }

  /// Opens a corpus as it was declared.
  ///
  /// - Throws: ``CorpusError/file(_:)`` when a file is missing or unreadable, and
  ///   ``CorpusError/otherFormat(path:expected:found:)`` for a folder that is no corpus.
  public init(_ source: CorpusSource) throws(CorpusError) {
    var format = source.format
    if format == nil { format = try CorpusFormats.recognized(folder: source.path) }
    let files = if let format { try format.files(at: source.path) } else { [source.path] }
    let lines = try CorpusLines(path: source.path, files: files)
    self.init(lines, format: format, declared: source.declared)
  }

  /// Reads a text at hand, under a name for error messages, in the format that it looks like.
  public init(text: String, path: String, scores: ScoreDirection? = nil) {
    self.init(text: text, path: path, declared: CorpusDeclaration(scores: scores))
  }

  /// Reads a text at hand, under a name for error messages.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - path: the name for error messages.
  ///   - format: nil for the one that it looks like.
  ///   - declared: what the text does not say itself.
  public init(
    text: String, path: String, format: (any CorpusFormat)? = nil, declared: CorpusDeclaration
  ) {
    self.init(
      CorpusLines(LineReader(text: text, path: path)), format: format, declared: declared)
  }

  /// Reads a text at hand, under a name for error messages.
  public init(
    text: String, path: String, format: some CorpusFormat, scores: ScoreDirection? = nil
  ) {
    self.init(
      text: text, path: path, format: format, declared: CorpusDeclaration(scores: scores))
  }

  private init(
    _ lines: consuming CorpusLines, format: (any CorpusFormat)?, declared: CorpusDeclaration
  ) {
    name = CorpusFormats.corpusName(of: lines.path)
    expected = format
    self.format = format
    self.declared = declared
    references = declared.references.map { CorpusReferences.Matching($0) }
    input = CorpusSample(lines)
  }

  /// Whether the corpus is a file that is there already. Otherwise it may still be arriving, and
  /// whoever reads what is made of it should not be kept waiting.
  public var isRegularFile: Bool { input.lines.isRegularFile }

  /// The digest of the uncompressed bytes; nil until ``next()`` has returned nil.
  public var digest: Digest? { input.lines.digest }

  /// The next utterance, or nil at the end; waits for its lines.
  ///
  /// - Throws: ``CorpusError`` with path and line when the next utterance is wrong,
  ///   ``CorpusError/empty(path:)`` when there is none at all, and
  ///   ``CorpusError/otherFormat(path:expected:found:)`` when the file is in another format.
  public mutating func next() throws(CorpusError) -> Utterance? {
    if parser == nil {
      let format = try recognizedFormat()
      self.format = format
      parser = format.makeParser()
    }
    guard let placed = try parser!.next(&input.lines) else {
      while try input.lines.next() != nil {}
      if firstLines.isEmpty { throw .empty(path: input.lines.path) }
      try checkDirection(after: 0)
      if let references { try references.requireComplete(for: input.lines.path) }
      return nil
    }
    if declared.scores == nil, let format, format.needsDeclaredScores {
      let totals = placed.utterance.nBest.hypotheses.map(\.costs.total)
      guard totals.allSatisfy({ $0 == totals[0] }) else {
        throw .undeclaredScores(path: placed.path ?? input.lines.path, line: placed.line)
      }
    }
    directions.add(placed)
    let (utterance, duplicates) = try declared(placed)
    latestLine = placed.line
    if let first = firstLines.insert(utterance.id, line: placed.line) {
      throw .duplicateID(
        path: placed.path ?? input.lines.path, line: placed.line, id: utterance.id, firstLine: first
      )
    }
    survey.add(
      utterance, line: placed.line, dropped: duplicates,
      isAssumed: declared.scores == nil && format?.scores == nil)
    try checkDirection(after: Self.enoughNeighbors)
    return Utterance(
      id: utterance.id, reference: utterance.referenceIfKnown, nBest: utterance.nBest.ranked,
      fields: utterance.fields)
  }

  /// The utterance as the source is declared: with costs, its reference, without padding copies and
  /// markup.
  ///
  /// - Returns: it, and how many copies were dropped.
  private mutating func declared(
    _ placed: PlacedUtterance
  ) throws(CorpusError) -> (Utterance, Int) {
    let utterance = placed.utterance
    var hypotheses = utterance.nBest.hypotheses
    let direction = declared.scores ?? format?.scores ?? .cost
    if direction != .cost {
      for (index, hypothesis) in hypotheses.enumerated() {
        guard let costs = direction.costs(of: hypothesis.costs) else {
          throw .wrongType(
            path: placed.path ?? input.lines.path, line: placed.line, key: "hypotheses[\(index)]",
            expected: "probabilities above 0 and up to 1",
            found: "a total of \(hypothesis.costs.total)")
        }
        hypotheses[index] = Hypothesis(text: hypothesis.text, costs: costs)
      }
    }
    if declared.costs == .total {
      hypotheses = hypotheses.map {
        Hypothesis(text: $0.text, costs: FirstPassCosts(total: $0.costs.total))
      }
    }
    var reference = utterance.referenceIfKnown
    var markup = declared.markup ?? format?.markup ?? .keep
    if references != nil {
      reference = references!.reference(of: utterance.id) ?? reference
      markup = declared.markup ?? declared.references?.markup ?? markup
    }
    var fields = utterance.fields
    if markup == .sctk, let marked = reference {
      guard let parsed = ReferenceMarkup(marked) else {
        throw .malformedLine(
          path: placed.path ?? input.lines.path, line: placed.line,
          expected: "a reference of \"\(utterance.id)\" whose alternations { a / b } are closed",
          found: "\"\(marked.prefix(80))\(marked.count > 80 ? "…" : "")\"")
      }
      if !parsed.isPlain {
        reference = parsed.plainText
        fields[Utterance.markupField] = .text(marked)
      }
    }
    if markup == .drop {
      reference = reference.map(MarkedWords.dropped)
      hypotheses = hypotheses.map {
        Hypothesis(text: MarkedWords.dropped(from: $0.text), costs: $0.costs)
      }
    }
    var dropped = 0
    if (declared.duplicates ?? format?.duplicates) == .drop {
      var seen: Set<String> = []
      hypotheses.removeAll { !seen.insert($0.text).inserted }
      dropped = utterance.nBest.count - hypotheses.count
    }
    return (
      Utterance(
        id: utterance.id, reference: reference, nBest: NBestList(hypotheses), fields: fields),
      dropped
    )
  }

  /// The number of pairs of neighbors that distinguish costs from log-probabilities while a stream
  /// is being read.
  private static let enoughNeighbors = 30

  /// Refuses scores that mostly go the wrong way, unless somebody has said what they are.
  private func checkDirection(after count: Int) throws(CorpusError) {
    guard declared.scores == nil, let format, format.isSortedByScore,
      directions.rising + directions.falling >= count
    else { return }
    switch format.scores {
    case nil, .cost:
      guard let line = directions.firstFalling, directions.falling >= 2 * directions.rising else {
        return
      }
      throw .descendingTotals(
        path: input.lines.path, line: line, falling: directions.falling,
        of: directions.rising + directions.falling)
    case .logProbability, .probability:
      guard let line = directions.firstRising, directions.rising >= 2 * directions.falling else {
        return
      }
      throw .risingScores(
        path: input.lines.path, line: line, rising: directions.rising,
        of: directions.rising + directions.falling)
    case .some(.none): return
    }
  }

  /// All utterances that are left, of which the first `limit` are kept.
  ///
  /// The rest is read too, for its errors and the digest.
  ///
  /// - Throws: ``CorpusError`` at the first line that is wrong.
  public mutating func corpus(limit: Int = .max) throws(CorpusError) -> Corpus {
    var utterances = UtterancesBuilder()
    var lines: [Int] = []
    while let utterance = try next() {
      guard lines.count < limit else { continue }
      lines.append(latestLine)
      utterances.append(utterance)
    }
    return Corpus(
      name: name, digest: digest!, utterances: utterances.finish(), survey: survey, lines: lines)
  }

  private mutating func recognizedFormat() throws(CorpusError) -> any CorpusFormat {
    if let first = try input.line(0), first.bytes.starts(with: Self.gitPointer) {
      throw .gitPointer(path: first.path)
    }
    guard let expected else {
      guard let found = try CorpusFormats.recognized(in: &input) else {
        // What doesn't begin as JSON does is hardly meant as JSON Lines.
        if let first = try input.line(0), let byte = first.bytes.first(where: { $0 > 0x20 }),
          !"{[\"".utf8.contains(byte)
        {
          throw .unknownFormat(path: first.path, hasSemicolons: first.bytes.contains(0x3B))
        }
        return CorpusFormats.standard
      }
      guard found.isRecognizedAlone else {
        throw .unnamedFormat(
          path: input.path, found: found.summary, remedy: CorpusFormats.naming(found, input.path))
      }
      return found
    }
    if try !expected.recognizes(&input), let other = try CorpusFormats.recognized(in: &input),
      other.id != expected.id
    {
      throw .otherFormat(
        path: input.path, expected: expected.summary,
        found: "\(other.summary); give it as \(CorpusFormats.naming(other, input.path))")
    }
    return expected
  }

  private static let gitPointer = Array("version https://git-lfs.github.com/spec/".utf8)
}

/// Counts how often scores of neighbors in a list rise and fall, as they are in the file.
///
/// Copies of an earlier hypothesis are skipped, since in padded lists they can be anywhere.
private struct DirectionCheck {
  private(set) var (rising, falling) = (0, 0)
  private(set) var firstRising: Int?
  private(set) var firstFalling: Int?

  mutating func add(_ placed: PlacedUtterance) {
    var last: Double?
    var seen: Set<String> = []
    for hypothesis in placed.utterance.nBest.hypotheses {
      guard seen.insert(hypothesis.text).inserted else { continue }
      let total = hypothesis.costs.total
      defer { last = total }
      guard let last, last != total else { continue }
      if last < total {
        rising += 1
        firstRising = firstRising ?? placed.line
      } else {
        falling += 1
        firstFalling = firstFalling ?? placed.line
      }
    }
  }
}
