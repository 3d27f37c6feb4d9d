import ArgumentParser
import BundledCorpora
import Foundation
import Transcripts

/// Finds a corpus by its bundled name or its path.
enum CorpusLocator {
  /// - Throws: ``CorpusError``, or a ``CommandFailure`` for a name that is neither.
  static func read(_ nameOrPath: String) throws -> Corpus {
    if let bundled = BundledCorpus(rawValue: nameOrPath) { return try bundled.read() }
    let names = BundledCorpus.allCases.map(\.rawValue)
    let isPath = nameOrPath == "-" || nameOrPath.contains("/") || nameOrPath.contains(".")
    if !isPath, !FileManager.default.fileExists(atPath: nameOrPath) {
      throw CommandFailure(
        .missingInput,
        "expected a corpus file or one of \(names.joined(separator: ", ")), found "
          + "\"\(nameOrPath)\"" + Suggestions.question(nameOrPath, in: names))
    }
    return try CorpusReader.read(nameOrPath)
  }
}

/// The one corpus that a command works on.
struct CorpusOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Corpus: a bundled name (messaging-test, messaging-dev, messaging-train, narrative-test), a "
        + "JSON Lines file, plain or gzipped, or - for standard input.",
      valueName: "name|file"))
  var corpus = BundledCorpus.messagingTest.rawValue

  @Option(help: ArgumentHelp("Use only the first so many utterances.", valueName: "count"))
  var limit: Int?

  func validate() throws {
    if let limit, limit < 1 {
      throw ValidationError("--limit: expected at least 1, found \(limit)")
    }
  }

  /// - Parameter few: the limit where the user sets none; nil reads all.
  func read(limit few: Int? = nil) throws -> Corpus {
    let whole = try CorpusLocator.read(corpus)
    guard let limit = limit ?? few, limit < whole.count else { return whole }
    return Corpus(
      name: whole.name, digest: whole.digest, utterances: Array(whole.utterances.prefix(limit)))
  }
}
