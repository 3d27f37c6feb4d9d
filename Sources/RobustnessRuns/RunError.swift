public import Artifacts
public import Rescoring
public import Transcripts

/// Why a run came to nothing.
public enum RunError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A model gave no usable costs, or a list lacks a cost that is weighed.
  case rescoring(RescoringError)
  /// A file can't be read or written.
  case file(ArtifactError)
  /// The journal was written by a run of other inputs.
  case foreignJournal(path: String, expected: Digest, found: String)
  /// The file at the journal's path is something else; it was left as it is.
  case notAJournal(path: String)
  /// Another run is writing to the journal.
  case journalInUse(path: String)
  /// The journal was written by another version of the program.
  case unsupportedJournal(path: String, found: String)
  /// A line of the journal is not an entry.
  case malformedJournal(path: String, entry: Int, reason: String)
  /// A file is no record of a run, or one of a version that this program doesn't read.
  case malformedRecord(path: String, reason: String)
  /// No utterance of a corpus has a field.
  case unknownField(corpus: String, name: String, known: [String])
  /// A line of a file of selections is not one.
  case malformedSelections(path: String, line: Int, reason: String)
  /// Two models share a name, so a report could not tell them apart.
  case duplicateModel(name: String)
  /// Two corpora have the same name.
  case duplicateCorpus(name: String)
  /// A kind of perturbation is asked for twice.
  case duplicatePerturbation(name: String)
  /// The baseline is none of the models.
  case unknownBaseline(name: String, known: [String])
  /// A corpus whose references have no words, so that errors have nothing to be divided by.
  case noReferenceWords(corpus: String, utterances: Int, insertions: Int)
  /// An utterance lacks the field that utterances are to be clustered by.
  case missingField(corpus: String, utterance: String, field: String, known: [String])
  /// A group of models that is no group of different models of the run.
  case malformedGroup(name: String, expected: String, found: String)
  /// A planned contrast that names something that the run has not.
  case unknownContrast(name: String, kind: String, known: [String])
  /// A corpus without utterances.
  case emptyCorpus(name: String)
  /// A journal that holds no shard of a run.
  case notAShard(path: String)
  /// Files of shards that do not make up one run.
  case shards(reason: String)
  /// The run was cancelled; its journal holds what was done.
  case cancelled

  public var description: String {
    switch self {
    case .rescoring(let error): error.description
    case .file(let error): error.description
    case .foreignJournal(let path, let expected, let found):
      "\(path): expected the journal of run \(Self.different(expected.hexadecimal, found)), found "
        + "one of run \(Self.different(found, expected.hexadecimal)), with other inputs, models or "
        + "settings; pass --restart to start over"
    case .unsupportedJournal(let path, let found):
      "\(path): expected a journal of version 2, found version \(found), which another version of "
        + "the program wrote; pass --restart to start over"
    case .journalInUse(let path):
      "\(path): another run is writing to this journal; wait until it ends, or give this run a journal of its "
        + "own with --journal"
    case .notAJournal(let path):
      "\(path): expected a journal of finished work, found another file; it was left as it is"
    case .malformedJournal(let path, let entry, let reason):
      "\(path):\(entry): expected a journal entry, found a damaged one (\(reason)); pass --restart to "
        + "start over"
    case .malformedRecord(let path, let reason): "\(path): expected \(reason)"
    case .unknownField(let corpus, let name, let known):
      "\(corpus): expected a field of its utterances to break figures down by, "
        + (known.isEmpty ? "which have none" : "one of \(known.joined(separator: ", "))")
        + ", found \"\(name)\"" + Suggestions.question(name, in: known)
    case .malformedSelections(let path, let line, let reason):
      "\(path):\(line): expected \(reason)"
    case .duplicateModel(let name): "two models are both named \"\(name)\""
    case .duplicateCorpus(let name): "two corpora are both named \"\(name)\""
    case .duplicatePerturbation(let name):
      "expected different perturbations, found \(name) twice"
    case .unknownBaseline(let name, let known):
      "expected one of the models \(known.joined(separator: ", ")) as baseline, found \"\(name)\""
    case .noReferenceWords(let corpus, let utterances, let insertions):
      "\(corpus): expected reference words to count errors against, found none in "
        + "\(utterances) utterance\(utterances == 1 ? "" : "s"): the first pass inserts "
        + "\(insertions) word\(insertions == 1 ? "" : "s"), but there is no error rate without reference words"
    case .missingField(let corpus, let utterance, let field, let known):
      "\(corpus), utterance \(utterance): expected the field \"\(field)\" to cluster by, found "
        + (known.isEmpty ? "no fields" : "only " + known.joined(separator: ", "))
        + Suggestions.question(field, in: known)
    case .unknownContrast(let name, let kind, let known):
      "contrast \"\(name)\": expected \(kind); the run has "
        + (known.isEmpty ? "none" : known.joined(separator: ", "))
    case .malformedGroup(let name, let expected, let found):
      "group \"\(name)\": expected \(expected), found \(found)"
    case .notAShard(let path):
      "\(path): expected a journal from report --shard, found another one"
    case .shards(let reason): reason
    case .emptyCorpus(let name): "\(name): expected at least one utterance, found none"
    case .cancelled: "cancelled; finished work is kept"
    }
  }

  /// The beginning of a run's digest: 12 digits, or more if the other run's begin alike. A carriage return
  /// that an editor added shows.
  private static func different(_ digest: String, _ other: String) -> String {
    let alike = zip(digest.unicodeScalars, other.unicodeScalars).prefix { $0 == $1 }.count
    let shown = alike < 12 ? digest.unicodeScalars.prefix(12) : digest.unicodeScalars.prefix(.max)
    return shown.map { $0 == "\r" ? "\\r" : String(Character($0)) }.joined()
  }
}
