import ArgumentParser
import BundledCorpora
import Transcripts

/// The one corpus that a command works on.
struct CorpusOptions: ParsableArguments {
  /// For the discussions of commands that read lists.
  static let discussion = """
    LISTS
      --corpus takes a bundled name (\(BundledCorpus.allCases.map(\.rawValue).joined(separator: ", "))), \
    a file, plain or compressed (gzip, xz, zstd), or - for standard input. The format is recognized; \
    format:file names it, and format,option=value:file sets its options. Formats: \
    \(CorpusFormats.all.map(\.id).joined(separator: ", ")).
    """

  @Option(
    help: ArgumentHelp(
      "N-best lists to work on: a bundled name, a file or format:file (see LISTS above).",
      valueName: "name|file"),
    completion: Completions.corpora)
  var corpus = BundledCorpus.messagingTest.rawValue

  @Option(help: ArgumentHelp("Use only the first <count> utterances.", valueName: "count"))
  var limit: Int?

  /// What is read.
  var inputs: [String] { [corpus] }

  func validate() throws {
    try CountBounds.check("--limit", limit)
  }

  /// - Parameters:
  ///   - scores: how the lists are read.
  ///   - few: the limit where the user sets none; nil reads all.
  ///   - referenced: whether every utterance must have a reference.
  func read(
    _ scores: ScoreOptions, limit few: Int? = nil, referenced: Bool = true
  ) throws -> Corpus {
    try scores.locator.read(corpus, limit: limit ?? few ?? .max, referenced: referenced)
  }

  /// The corpus at its beginning, for commands that need not hold all of it.
  func reader(_ scores: ScoreOptions) throws -> CorpusReader { try scores.locator.reader(corpus) }

  /// Calls `body` with each utterance as soon as it is there, the first `--limit` of them, and with what is
  /// known of the corpus so far; says in the end what should be known of it.
  func forEachUtterance(
    of reader: inout CorpusReader, _ body: (Utterance, CorpusSurvey) throws -> Void
  ) throws {
    var left = limit ?? .max
    while left > 0, let utterance = try reader.next() {
      try body(utterance, reader.survey)
      left -= 1
    }
    let isNamed = try CorpusSource(corpus).format != nil
    CorpusLocator.complain(
      of: reader.survey, name: reader.name, format: isNamed ? nil : reader.format)
  }
}
