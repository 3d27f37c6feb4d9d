import ArgumentParser
import BundledCorpora
import Transcripts

/// The one corpus that a command works on.
struct CorpusOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Corpus: a bundled name (messaging-test, messaging-dev, messaging-train, narrative-test), a "
        + "file, plain or compressed (gzip, xz, zstd), - for standard input, or format:file, "
        + "format,option=value:file. Formats: "
        + CorpusFormats.all.map(\.id).joined(separator: ", ") + ".",
      valueName: "name|file"))
  var corpus = BundledCorpus.messagingTest.rawValue

  @Option(help: ArgumentHelp("Use only the first <count> utterances.", valueName: "count"))
  var limit: Int?

  @OptionGroup var scores: ScoreOptions

  /// What is read.
  var inputs: [String] { [corpus] }

  func validate() throws {
    if let limit, limit < 1 {
      throw ValidationError("--limit: expected at least 1, found \(limit)")
    }
  }

  /// - Parameters:
  ///   - few: the limit where the user sets none; nil reads all.
  ///   - referenced: whether every utterance must have a reference.
  func read(limit few: Int? = nil, referenced: Bool = true) throws -> Corpus {
    try scores.locator.read(corpus, limit: limit ?? few ?? .max, referenced: referenced)
  }

  /// The corpus at its beginning, for commands that need not hold all of it.
  func reader() throws -> CorpusReader { try scores.locator.reader(corpus) }

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
