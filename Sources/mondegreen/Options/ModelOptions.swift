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
        + "pseudo-log-likelihoods, arpa:FILE for an n-gram, or hf:FOLDER-OR-NAME for any Hugging Face model, scored by Python "
        + "(hf:gpt2?prompt=They%20said:%20&device=cpu; options: "
        + HuggingFaceReference.known.joined(separator: ", ")
        + "); NAME=process:COMMAND names it. A command is words with spaces between them, or a "
        + "JSON array: "
        + "process:[\"python3\",\"my score.py\"].",
      valueName: "model"))
  var models: [String] = []

  @Option(
    help: ArgumentHelp(
      "Corpus of the recognizer under test, to tune the weights of models on that bring none (process:, "
        + "likelihood:, hf:, n-gram) and to fit those that others bring. (default: messaging-dev)",
      valueName: "name|file"))
  var tuneOn: String?

  @OptionGroup var numbers: PrecisionOptions
  @OptionGroup var processes: ProcessOptions

  /// What is read: folders, and all words of commands.
  var inputs: [String?] { models.flatMap(ModelCatalog.inputs) + [tuneOn] }

  /// Where further models are found, tuned alike.
  ///
  /// - Parameter tested: what the models are to choose from.
  /// - Throws: what ``ScoreOptions/locator`` throws.
  func catalog(_ scores: ScoreOptions, _ tested: TestedCorpora) throws -> ModelCatalog {
    ModelCatalog(
      weights: WeightChoice(tuneOn: tuneOn, corpora: try scores.development, tested: tested),
      precision: numbers.precision, timeLimit: processes.limit)
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
