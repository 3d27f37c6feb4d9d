import BERTRescoring
import Foundation

/// The folder that a training starts from: a rescorer's, or a base model's.
struct TrainingStart {
  let folder: String

  /// The rescorer, read anew: training gives back the memory of one that nobody holds.
  func rescorer(threads: Int) throws -> RescoreBERT {
    if FileManager.default.fileExists(atPath: folder + "/rescoring.json") {
      return try RescorerDirectory.read(folder, threads: threads).model
    }
    let directory = try BERTDirectory(contentsOf: folder)
    return RescoreBERT(
      name: "base", summary: "base model", directory: directory, textForm: .spoken,
      threads: threads)
  }

  /// The base model's language-model head as a teacher.
  func teacher(passes: Int) throws -> PseudoLogLikelihood {
    PseudoLogLikelihood(
      try MaskedLanguageModel(directory: BERTDirectory(contentsOf: folder)), textForm: .spoken,
      passes: passes)
  }
}
