import ArgumentParser
import BundledCorpora
import Transcripts

/// The one corpus that a command works on.
struct CorpusOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Corpus: a bundled name (messaging-test, messaging-dev, messaging-train, narrative-test), a "
        + "JSON Lines or TSV file, plain or gzipped, or - for standard input.",
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

  /// - Parameter few: the limit where the user sets none; nil reads all.
  func read(limit few: Int? = nil) throws -> Corpus {
    try scores.locator.read(corpus, limit: limit ?? few ?? .max)
  }

  /// The corpus at its beginning, for commands that need not hold all of it.
  func reader() throws -> CorpusReader { try scores.locator.reader(corpus) }

  /// Calls `body` with each utterance as soon as it is there, the first `--limit` of them, and says in the
  /// end what should be known of the corpus.
  func forEachUtterance(
    of reader: inout CorpusReader, _ body: (Utterance) throws -> Void
  ) throws {
    var left = limit ?? .max
    while left > 0, let utterance = try reader.next() {
      try body(utterance)
      left -= 1
    }
    CorpusLocator.complain(of: reader.survey, name: reader.name)
  }
}
