import BERTRescoring
import Foundation

/// The model that a training starts from: a rescorer's folder, or a base model's.
struct TrainingStart {
  let rescorer: RescoreBERT
  private let folder: String

  init(folder: String, threads: Int) throws {
    self.folder = folder
    if FileManager.default.fileExists(atPath: folder + "/rescoring.json") {
      rescorer = try RescorerDirectory.read(folder, threads: threads).model
      return
    }
    let directory = try BERTDirectory(path: folder)
    rescorer = RescoreBERT(
      name: "base", summary: "base model", directory: directory, textForm: .spoken,
      threads: threads)
  }

  /// The base model's language-model head as a teacher.
  func teacher(passes: Int) throws -> PseudoLogLikelihood {
    PseudoLogLikelihood(
      try MaskedLanguageModel(directory: BERTDirectory(path: folder)), textForm: .spoken,
      passes: passes)
  }
}
