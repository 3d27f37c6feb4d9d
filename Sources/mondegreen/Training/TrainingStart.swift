import BERTRescoring
import Foundation
import Rescoring

/// The folder that a training starts from: a rescorer's, or a base model's.
struct TrainingStart {
  let folder: String
  /// What the model is shown of a text; nil for what the rescorer was shown so far, spoken forms for a base model.
  let textForm: TextForm?

  /// The rescorer, read anew: training gives back the memory of one that nobody holds.
  func rescorer(threads: Int) throws -> RescoreBERT {
    if FileManager.default.fileExists(atPath: folder + "/rescoring.json") {
      let model = try RescorerDirectory.read(folder, threads: threads).model
      guard let textForm, textForm != model.textForm else { return model }
      return RescoreBERT(
        name: model.identity.name, summary: model.identity.summary,
        configuration: model.configuration, tokenizer: model.tokenizer, textForm: textForm,
        store: model.store, threads: threads)
    }
    let directory = try BERTDirectory(contentsOf: folder)
    return RescoreBERT(
      name: "base", summary: "base model", directory: directory, textForm: textForm ?? .spoken,
      threads: threads)
  }

  /// The base model's language-model head as a teacher.
  func teacher(passes: Int) throws -> PseudoLogLikelihood {
    PseudoLogLikelihood(
      try MaskedLanguageModel(directory: BERTDirectory(contentsOf: folder)),
      textForm: textForm ?? .spoken,
      passes: passes)
  }
}
