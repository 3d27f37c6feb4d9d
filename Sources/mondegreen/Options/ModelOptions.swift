import ArgumentParser
import Robustness
import RobustnessRuns

/// The models that a command examines.
struct ModelOptions: ParsableArguments {
  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      "Model to examine, repeatable: a bundled name (see mondegreen models), a model's folder, or "
        + "process:COMMAND for a program that answers JSON Lines, or likelihood:FOLDER for a BERT's "
        + "pseudo-log-likelihoods; NAME=process:COMMAND names it.",
      valueName: "model"))
  var models: [String] = []

  @Option(
    help: ArgumentHelp(
      "Corpus to tune the weights of models on that bring none (process:, likelihood:, n-gram).",
      valueName: "name|file"))
  var tuneOn = "messaging-dev"

  @OptionGroup var numbers: PrecisionOptions

  /// Where further models are found, tuned alike.
  func catalog(_ scores: ScoreOptions) -> ModelCatalog {
    ModelCatalog(tuningCorpus: tuneOn, corpora: scores.locator, precision: numbers.precision)
  }

  /// The models, all bundled ones if none is named.
  ///
  /// - Throws: what is wrong with one of them, and ``RunError/duplicateModel(name:)``.
  func secondPasses(_ scores: ScoreOptions) throws -> [SecondPass] {
    let found = try (models.isEmpty ? ModelCatalog.bundledNames : models)
      .map(catalog(scores).secondPass)
    var names: Set<String> = []
    for secondPass in found where !names.insert(secondPass.name).inserted {
      throw RunError.duplicateModel(name: secondPass.name)
    }
    return found
  }
}
