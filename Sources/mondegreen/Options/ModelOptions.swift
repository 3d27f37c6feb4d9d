import ArgumentParser
import Robustness
import RobustnessRuns

/// The models that a command examines.
struct ModelOptions: ParsableArguments {
  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      "Model to examine, repeatable: a bundled name (see mondegreen models), a model's folder, or "
        + "process:COMMAND for a program that answers JSON Lines, likelihood:FOLDER for a BERT's "
        + "pseudo-log-likelihoods, or arpa:FILE for an n-gram; NAME=process:COMMAND names it.",
      valueName: "model"))
  var models: [String] = []

  @Option(
    help: ArgumentHelp(
      "Corpus of the recognizer under test, to tune the weights of models on that bring none (process:, "
        + "likelihood:, n-gram) and to fit those that others bring. (default: messaging-dev)",
      valueName: "name|file"))
  var tuneOn: String?

  @OptionGroup var numbers: PrecisionOptions

  /// Where further models are found, tuned alike.
  ///
  /// - Parameter tested: what the models are to choose from.
  func catalog(_ scores: ScoreOptions, _ tested: TestedCorpora) -> ModelCatalog {
    ModelCatalog(
      weights: WeightChoice(tuneOn: tuneOn, corpora: scores.locator, tested: tested),
      precision: numbers.precision)
  }

  /// The models, all bundled ones if none is named.
  ///
  /// - Throws: what is wrong with one of them, and ``RunError/duplicateModel(name:)``.
  func secondPasses(from catalog: ModelCatalog) throws -> [SecondPass] {
    let found = try (models.isEmpty ? ModelCatalog.bundledNames : models)
      .map(catalog.secondPass)
    var names: Set<String> = []
    for secondPass in found where !names.insert(secondPass.name).inserted {
      throw RunError.duplicateModel(name: secondPass.name)
    }
    return found
  }
}
