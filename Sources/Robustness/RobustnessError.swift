public import Artifacts
public import Rescoring
public import Transcripts

/// Why a run, a fixture or a check came to nothing.
public enum RobustnessError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A model gave no usable costs, or a list lacks a cost that is weighed.
  case rescoring(RescoringError)
  /// A file can't be read or written.
  case file(ArtifactError)
  /// The journal was written by a run of other inputs.
  case foreignJournal(path: String, expected: Digest, found: String)
  /// The file at the journal's path is something else; it was left as it is.
  case notAJournal(path: String)
  /// A line of the journal is not an entry.
  case malformedJournal(path: String, entry: Int, reason: String)
  /// Two models share a name, so a report could not tell them apart.
  case duplicateModel(name: String)
  /// Two corpora share a name.
  case duplicateCorpus(name: String)
  /// A kind of perturbation is asked for twice.
  case duplicatePerturbation(name: String)
  /// The baseline is none of the models.
  case unknownBaseline(name: String, known: [String])
  /// A corpus without utterances.
  case emptyCorpus(name: String)
  /// The run was cancelled; its journal holds what was done.
  case cancelled
  /// A file in a folder of fixtures is not a fixture.
  case malformedFixture(path: String, reason: String)
  /// A file is no confusion model.
  case malformedModel(path: String, reason: String)
  /// A perturbation needs something that is not at hand.
  case missingPart(perturbation: String, part: String)
  /// The fixture was written by a later program.
  case unsupportedFixture(path: String, expected: Int, found: Int)
  /// There is no such folder, or no fixture in it.
  case noFixtures(folder: String)
  /// A fixture names a property that is not among those at hand.
  case unknownProperty(id: String, known: [String])
  /// A fixture names a perturbation under which its property is not at hand.
  case unknownPerturbation(id: String, property: String, known: [String])

  public var description: String {
    switch self {
    case .rescoring(let error): error.description
    case .file(let error): error.description
    case .foreignJournal(let path, let expected, let found):
      "\(path): expected the journal of run \(expected.short), found one of run "
        + "\(found.prefix(12)): other inputs, models or settings; pass --restart to start over"
    case .notAJournal(let path):
      "\(path): expected a journal of finished work, found another file; it was left as it is"
    case .malformedJournal(let path, let entry, let reason):
      "\(path):\(entry): expected a journal entry, found a damaged one (\(reason)); pass --restart to "
        + "start over"
    case .duplicateModel(let name): "expected different models, found \"\(name)\" twice"
    case .duplicateCorpus(let name): "expected different corpora, found \"\(name)\" twice"
    case .duplicatePerturbation(let name):
      "expected different perturbations, found \(name) twice"
    case .unknownBaseline(let name, let known):
      "expected one of the models \(known.joined(separator: ", ")) as baseline, found \"\(name)\""
    case .emptyCorpus(let name): "\(name): expected at least one utterance, found none"
    case .cancelled: "cancelled; what was done is kept"
    case .malformedFixture(let path, let reason): "\(path): expected a fixture, found \(reason)"
    case .malformedModel(let path, let reason):
      "\(path): expected a confusion model, found \(reason)"
    case .missingPart(let perturbation, let part):
      "\(perturbation): expected \(part), found none"
    case .unsupportedFixture(let path, let expected, let found):
      "\(path): expected a fixture of version \(expected) or earlier, found \(found)"
    case .noFixtures(let folder):
      "\(folder): expected a folder with at least one fixture (*.json), found none"
    case .unknownProperty(let id, let known):
      "expected one of the properties \(known.joined(separator: ", ")), found \"\(id)\""
    case .unknownPerturbation(let id, let property, let known):
      known.isEmpty
        ? "\(property) under \"\(id)\": only the program that defines this perturbation can judge it"
        : "expected \(property) under \(known.joined(separator: ", ")), found \"\(id)\""
    }
  }
}
