import ArgumentParser
import BundledCorpora
import Foundation
import Transcripts

/// Finds a corpus by its bundled name or its path.
enum CorpusLocator {
  /// All of the corpus.
  ///
  /// - Throws: what ``reader(_:)`` throws, and ``CorpusError`` at the first line that is wrong.
  static func read(_ nameOrPath: String) throws -> Corpus {
    var reader = try reader(nameOrPath)
    return try reader.corpus()
  }

  /// - Throws: ``CorpusError``, or a ``CommandFailure`` for a name that is neither.
  static func reader(_ nameOrPath: String) throws -> CorpusReader {
    if let bundled = BundledCorpus(rawValue: nameOrPath) {
      return try CorpusReader(contentsOf: bundled.url.path)
    }
    let names = BundledCorpus.allCases.map(\.rawValue)
    let isPath = nameOrPath == "-" || nameOrPath.contains("/") || nameOrPath.contains(".")
    if !isPath, !FileManager.default.fileExists(atPath: nameOrPath) {
      throw CommandFailure(
        .missingInput,
        "expected a corpus file or one of \(names.joined(separator: ", ")), found "
          + "\"\(nameOrPath)\"" + Suggestions.question(nameOrPath, in: names))
    }
    return try CorpusReader(contentsOf: nameOrPath)
  }
}

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

  func validate() throws {
    if let limit, limit < 1 {
      throw ValidationError("--limit: expected at least 1, found \(limit)")
    }
  }

  /// - Parameter few: the limit where the user sets none; nil reads all.
  func read(limit few: Int? = nil) throws -> Corpus {
    var reader = try reader()
    return try reader.corpus(limit: limit ?? few ?? .max)
  }

  /// The corpus at its beginning, for commands that need not hold all of it.
  func reader() throws -> CorpusReader { try CorpusLocator.reader(corpus) }

  /// Calls `body` with each utterance as soon as it is there, the first `--limit` of them.
  func forEachUtterance(
    of reader: inout CorpusReader, _ body: (Utterance) throws -> Void
  ) throws {
    var left = limit ?? .max
    while left > 0, let utterance = try reader.next() {
      try body(utterance)
      left -= 1
    }
  }
}
