import AdapterEngine
import Artifacts
import BERTRescoring
import Counterexamples
import Lexicons
import Perturbations
import Rescoring
import RobustnessRuns
import Transcripts

/// What the program's end tells a script; the numbers are those of BSD's `sysexits.h`.
enum ExitStatus: Int32 {
  case success = 0
  /// The gate: something that must hold does not.
  case failedGate = 1
  /// The gate: nothing fails, but the data cannot decide whether all that must hold does.
  case undecided = 2
  /// The command line makes no sense.
  case badUsage = 64
  /// An input file holds something else than its format allows.
  case badData = 65
  /// An input file is missing or can't be read.
  case missingInput = 66
  /// A program that a model needs does not start or does not answer.
  case unavailable = 69
  /// An output file can't be written.
  case unwritable = 73
  /// Another run is writing to the same folder.
  case inUse = 75
  /// Ctrl-C, as shells count it: 128 + SIGINT.
  case interrupted = 130

  /// The status that tells what is wrong with an input; nil if `error` is not about inputs.
  init?(forInput error: any Error) {
    switch error {
    case let error as ArtifactError: self.init(error)
    case let error as CorpusError:
      switch error {
      case .file(let file): self.init(file)
      case .badOption: self = .badUsage
      default: self = .badData
      }
    case let error as GlobalMappingError:
      if case .file(let file) = error { self.init(file) } else { self = .badData }
    case let error as LexiconError:
      switch error {
      case .file(let file): self.init(file)
      case .transcriber: self = .unavailable
      default: self = .badData
      }
    case let error as LanguagePackError:
      if case .file(let file) = error { self.init(file) } else { self = .badData }
    case let error as PronunciationModelError:
      switch error {
      case .file(let file): self.init(file)
      case .malformed, .unlearnable: self = .badData
      }
    case let error as LanguageModelError:
      if case .file(let file) = error { self.init(file) } else { self = .badData }
    case let error as SafetensorsError: self.init(error)
    case let error as ModelFileError: self.init(error)
    case let error as RescorerTrainingError: self.init(error)
    case let error as RescoringError: self.init(error)
    case let error as PerturbationError: self.init(error)
    case let error as FixtureError: self.init(error)
    case let error as RunError: self.init(error)
    case is RequirementError: self = .badUsage
    case let error as LockError: self.init(error)
    default: return nil
    }
  }

  private init(_ error: LockError) {
    switch error {
    case .held: self = .inUse
    case .file(let file): self.init(file)
    }
  }

  private init(_ error: RescoringError) {
    switch error {
    case .failed, .noAnswer: self = .unavailable
    case .wrongCount, .notFinite, .missingCost: self = .badData
    }
  }

  private init(_ error: PerturbationError) {
    switch error {
    case .missingPart: self = .badUsage
    case .malformedModel: self = .badData
    case .file(let file): self.init(file)
    }
  }

  private init(_ error: FixtureError) {
    switch error {
    case .file(let file): self.init(file)
    case .malformedFixture, .unsupportedFixture, .unknownProperty, .unknownPerturbation:
      self = .badData
    case .noFixtures: self = .missingInput
    case .perturbation(let error): self.init(error)
    case .rescoring(let model): self.init(model)
    }
  }

  private init(_ error: RunError) {
    switch error {
    case .rescoring(let model): self.init(model)
    case .file(let file): self.init(file)
    case .foreignJournal, .unsupportedJournal, .malformedJournal, .notAJournal, .malformedRecord,
      .malformedSelections, .unknownField, .emptyCorpus, .noReferenceWords, .missingField,
      .notAShard, .shards:
      self = .badData
    case .duplicateModel, .duplicateCorpus, .duplicatePerturbation, .unknownBaseline,
      .malformedGroup, .unknownContrast:
      self = .badUsage
    case .journalInUse: self = .inUse
    case .cancelled: self = .interrupted
    }
  }

  private init(_ error: ModelFileError) {
    switch error {
    case .file(let file): self.init(file)
    case .tensors(let tensors): self.init(tensors)
    case .missingRecipe: self = .missingInput
    case .malformed, .missingKey, .wrongValue: self = .badData
    }
  }

  private init(_ error: RescorerTrainingError) {
    switch error {
    case .noLists, .diverged: self = .badData
    case .noTargets, .noTableAdapter, .startsWithAdapter, .prefixTooLong, .nothingTrains:
      self = .badUsage
    case .file(let file): self.init(file)
    case .costs(let model): self.init(model)
    }
  }

  private init(_ error: SafetensorsError) {
    if case .file(let file) = error { self.init(file) } else { self = .badData }
  }

  private init(_ error: ArtifactError) {
    switch error {
    case .missing, .unreadable: self = .missingInput
    case .damagedArchive, .notUTF8, .otherDigest, .tooLarge: self = .badData
    case .unwritable: self = .unwritable
    }
  }
}

/// A command's own reason to end with a status other than 0.
struct CommandFailure: Error {
  let status: ExitStatus
  /// For standard error, without the program's name; nil where everything has been said.
  let message: String?

  init(_ status: ExitStatus, _ message: String? = nil) {
    self.status = status
    self.message = message
  }
}
