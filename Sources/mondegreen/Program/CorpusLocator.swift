import BundledCorpora
import Foundation
import Transcripts

/// Finds corpora by their bundled names or their paths.
struct CorpusLocator {
  /// What the scores of files are; nil takes them for costs, and refuses what looks like anything else.
  var scores: ScoreDirection?
  /// What counts as the same word in the corpora.
  var normalizer = TextNormalizer.standard

  /// The corpus, of which the first `limit` utterances are kept. Says on standard error what should be known
  /// of it.
  ///
  /// - Throws: what ``reader(_:)`` throws, and `CorpusError` at the first line that is wrong.
  func read(_ nameOrPath: String, limit: Int = .max) throws -> Corpus {
    var reader = try reader(nameOrPath)
    var corpus = try reader.corpus(limit: limit)
    corpus.normalizer = normalizer
    Self.complain(of: corpus.survey, name: corpus.name)
    return corpus
  }

  /// - Throws: `CorpusError`, or a ``CommandFailure`` for a name that is neither.
  func reader(_ nameOrPath: String) throws -> CorpusReader {
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
    return try CorpusReader(contentsOf: nameOrPath, scores: scores)
  }

  static func complain(of survey: CorpusSurvey, name: String) {
    for notice in survey.notices { Terminal.complain("\(name): \(notice)") }
  }
}
