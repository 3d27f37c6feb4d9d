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
/// nothing is guessed or dropped. ``Corpus/init(contentsOf:)`` reads all of a corpus at once.
///
/// Reading fixes the ranks of each list: by total, and where totals are equal by the order in which the list
/// stands. So the first hypothesis of a list is always the first pass's choice.
public struct CorpusReader: ~Copyable {
  /// The file's name without folders and endings.
  public let name: String

  private var input: CorpusSample
  private let expected: (any CorpusFormat)?
  /// What the file's scores are; nil takes them for costs, and refuses what looks like anything else.
  private let scores: ScoreDirection?
  /// What the lists that were read so far have in common.
  public private(set) var survey = CorpusSurvey()
  /// Nil before the first utterance is asked for: only then the file's first line need be there.
  private var parser: (any CorpusParser)?
  private var firstLines: [String: Int] = [:]

  /// Opens the corpus at `path`, in the format that it looks like; `-` is standard input.
  ///
  /// What looks like no known format is read as JSON Lines.
  ///
  /// - Throws: ``CorpusError/file(_:)`` when the file is missing or unreadable.
  ///
  /// - Parameter scores: what the scores are; nil takes them for costs and refuses a corpus whose totals
  ///   mostly fall.
  public init(
    contentsOf path: String, scores: ScoreDirection? = nil
  ) throws(CorpusError) {
    self.init(try Self.open(path), format: nil, scores: scores)
  }

  /// Opens the corpus at `path`, which is in this format; `-` is standard input.
  ///
  /// - Throws: ``CorpusError/file(_:)`` when the file is missing or unreadable.
  public init(
    contentsOf path: String, format: some CorpusFormat, scores: ScoreDirection? = nil
  ) throws(CorpusError) {
    self.init(try Self.open(path), format: format, scores: scores)
  }

  /// Reads a text at hand, under a name for error messages, in the format that it looks like.
  public init(text: String, path: String, scores: ScoreDirection? = nil) {
    self.init(LineReader(text: text, path: path), format: nil, scores: scores)
  }

  /// Reads a text at hand, under a name for error messages.
  public init(
    text: String, path: String, format: some CorpusFormat, scores: ScoreDirection? = nil
  ) {
    self.init(LineReader(text: text, path: path), format: format, scores: scores)
  }

  private init(
    _ lines: consuming LineReader, format: (any CorpusFormat)?, scores: ScoreDirection?
  ) {
    name = CorpusFormats.corpusName(of: lines.path)
    expected = format
    self.scores = scores
    input = CorpusSample(CorpusLines(lines))
  }

  private static func open(_ path: String) throws(CorpusError) -> LineReader {
    do {
      return try LineReader(path: path)
    } catch {
      throw .file(error)
    }
  }

  /// Whether the corpus is a file that is there already. Otherwise it may still be arriving, and
  /// whoever reads what is made of it should not be kept waiting.
  public var isRegularFile: Bool { input.lines.isRegularFile }

  /// Of the uncompressed bytes; nil until ``next()`` has given nil.
  public var digest: Digest? { input.lines.digest }

  /// The next utterance, or nil at the end; waits for its lines.
  ///
  /// - Throws: ``CorpusError`` with path and line when the next utterance is wrong,
  ///   ``CorpusError/empty(path:)`` when there is none at all, and
  ///   ``CorpusError/otherFormat(path:expected:found:)`` when the file is in another format.
  public mutating func next() throws(CorpusError) -> Utterance? {
    if parser == nil { parser = try recognizedFormat().makeParser() }
    guard let placed = try parser!.next(&input.lines) else {
      while try input.lines.next() != nil {}
      if firstLines.isEmpty { throw .empty(path: input.lines.path) }
      try checkDirection(after: 0)
      return nil
    }
    let utterance = try declared(placed)
    if let first = firstLines.updateValue(placed.line, forKey: utterance.id) {
      throw .duplicateID(
        path: input.lines.path, line: placed.line, id: utterance.id, firstLine: first)
    }
    survey.add(utterance, line: placed.line)
    try checkDirection(after: Self.enoughNeighbors)
    return Utterance(
      id: utterance.id, reference: utterance.reference, nBest: utterance.nBest.ranked,
      fields: utterance.fields)
  }

  /// The utterance with costs, as the scores are declared.
  private func declared(_ placed: PlacedUtterance) throws(CorpusError) -> Utterance {
    let utterance = placed.utterance
    guard let scores, scores != .cost else { return utterance }
    var hypotheses: [Hypothesis] = []
    for (index, hypothesis) in utterance.nBest.hypotheses.enumerated() {
      guard let costs = scores.costs(of: hypothesis.costs) else {
        throw .wrongType(
          path: input.lines.path, line: placed.line, key: "hypotheses[\(index)]",
          expected: "probabilities above 0 and up to 1",
          found: "a total of \(hypothesis.costs.total)")
      }
      hypotheses.append(Hypothesis(text: hypothesis.text, costs: costs))
    }
    return Utterance(
      id: utterance.id, reference: utterance.reference, nBest: NBestList(hypotheses),
      fields: utterance.fields)
  }

  /// So many pairs of neighbors tell costs from log-probabilities while a stream is being read.
  private static let enoughNeighbors = 30

  /// Refuses totals that mostly fall, unless somebody has said what they are.
  private func checkDirection(after count: Int) throws(CorpusError) {
    guard scores == nil, survey.looksDescending,
      survey.rising + survey.falling.count >= count, let first = survey.falling.first
    else { return }
    throw .descendingTotals(
      path: input.lines.path, line: first.line, falling: survey.falling.count,
      of: survey.rising + survey.falling.count)
  }

  /// All utterances that are left, of which the first `limit` are kept.
  ///
  /// The rest is read too, for its errors and the digest.
  ///
  /// - Throws: ``CorpusError`` at the first line that is wrong.
  public mutating func corpus(limit: Int = .max) throws(CorpusError) -> Corpus {
    var utterances: [Utterance] = []
    while let utterance = try next() {
      if utterances.count < limit { utterances.append(utterance) }
    }
    return Corpus(
      name: name, digest: digest!, utterances: utterances, survey: survey,
      lines: utterances.map { firstLines[$0.id]! })
  }

  private mutating func recognizedFormat() throws(CorpusError) -> any CorpusFormat {
    guard let expected else {
      return try CorpusFormats.recognized(in: &input) ?? CorpusFormats.standard
    }
    if try !expected.recognizes(&input), let other = try CorpusFormats.recognized(in: &input),
      other.id != expected.id
    {
      throw .otherFormat(
        path: input.path, expected: expected.summary, found: "\(other.summary) (\(other.id))")
    }
    return expected
  }
}
