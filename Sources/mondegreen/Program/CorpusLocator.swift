import BundledCorpora
import Foundation
import RobustnessReports
import Transcripts

/// Finds corpora by their bundled names, or by their paths and formats.
struct CorpusLocator {
  /// What the scores of files are; nil takes their format's word for it, or else takes them for costs, and
  /// refuses what looks like anything else.
  var scores: ScoreDirection?
  /// A file with what was said, as `PATH` or `FORMAT:PATH`.
  var references: String?
  /// How somebody gives references that are missing.
  var remedy = "--references FILE"
  /// What counts as the same word in the corpora.
  var normalizer = TextNormalizer.standard

  /// The corpus, of which the first `limit` utterances are kept. Says on standard error what should be known
  /// of it.
  ///
  /// - Parameter referenced: whether every utterance must have a reference.
  /// - Throws: what ``reader(_:)`` throws, `CorpusError` at the first line that is wrong, and a
  ///   ``CommandFailure`` where a reference is missing.
  func read(_ source: String, limit: Int = .max, referenced: Bool = true) throws -> Corpus {
    var reader = try reader(source)
    var corpus = try reader.corpus(limit: limit)
    corpus.normalizer = normalizer
    let isNamed = try CorpusSource(source).format != nil
    Self.complain(
      of: corpus.survey, name: corpus.name, format: isNamed ? nil : reader.format,
      flagsDuplicates: reader.format?.isOwn == false)
    if referenced {
      try Self.requireReferences(corpus.survey, name: corpus.name, remedy: remedy)
    }
    return corpus
  }

  /// - Throws: `CorpusError`, or a ``CommandFailure`` for a name that is neither.
  func reader(_ source: String) throws -> CorpusReader {
    if let bundled = BundledCorpus(rawValue: source) {
      return try CorpusReader(contentsOf: bundled.url.path)
    }
    var declared = CorpusDeclaration(scores: scores)
    declared.references = try references.map { try CorpusReferences(contentsOf: $0) }
    let parsed = try CorpusSource(source, defaults: declared)
    let names = BundledCorpus.allCases.map(\.rawValue)
    let isPath = source == "-" || source.contains("/") || source.contains(".")
    if parsed.format == nil, !isPath, !FileManager.default.fileExists(atPath: parsed.path) {
      throw CommandFailure(
        .missingInput,
        "expected a corpus file or one of \(names.joined(separator: ", ")), found "
          + "\"\(source)\"" + Suggestions.question(source, in: names))
    }
    return try CorpusReader(parsed)
  }

  /// - Throws: a ``CommandFailure`` where somebody's words are not known.
  static func requireReferences(
    _ survey: CorpusSurvey, name: String, remedy: String = "--references FILE"
  ) throws {
    guard let first = survey.unreferenced.first else { return }
    throw CommandFailure(
      .badData,
      "\(name): expected a reference for each utterance, found none for \(first)"
        + (survey.unreferenced.count > 1
          ? " and \(FigureFormat.count(survey.unreferenced.count - 1)) more of \(FigureFormat.count(survey.utterances))"
          : "") + "; give them with \(remedy)")
  }

  /// Says what should be known of a corpus.
  ///
  /// - Parameters:
  ///   - format: the one that it was found to be in; nil where somebody named it.
  ///   - flagsDuplicates: whether lists with copies are said.
  static func complain(
    of survey: CorpusSurvey, name: String, format: (any CorpusFormat)? = nil,
    flagsDuplicates: Bool = false
  ) {
    if let format, !format.isOwn {
      let scores =
        switch format.scores {
        case nil: "scores as declared, or costs"
        case .some(.none): "no scores"
        case .cost: "scores: costs"
        case .logProbability: "scores: log-probabilities"
        case .probability: "scores: probabilities"
        }
      Terminal.complain("\(name): read as \(format.summary) (\(format.id); \(scores))")
    }
    if flagsDuplicates, let first = survey.duplicated.first {
      Terminal.complain(
        "\(name): \(survey.duplicated.count) of \(survey.utterances) lists contain a text more than once (first: "
          + "\(first)); FORMAT,duplicates=drop:FILE drops the copies")
    }
    for notice in survey.notices { Terminal.complain("\(name): \(notice)") }
  }
}

extension CorpusFormat {
  /// Whether the format is this program's, whose files hold what was meant.
  fileprivate var isOwn: Bool { ["jsonl", "tsv"].contains(id) }
}
