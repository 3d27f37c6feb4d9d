import ArgumentParser
import Robustness
import RobustnessRuns

/// The models that a command examines.
struct ModelOptions: ParsableArguments {
  /// For the discussions of commands that take models.
  static let discussion = """
    MODELS
      --model takes a bundled name (see mondegreen models), a folder with a BERT or a PEFT adapter and its \
    rescoring.json (see mondegreen import-model), or one of
        process:COMMAND      a program that answers JSON Lines: words with spaces between them, or a JSON \
    array such as process:["python3","my score.py"]
        hf:FOLDER-OR-NAME    any Hugging Face model, scored by Python, with options behind a question mark: \
    hf:gpt2?context=2&device=cpu (\(HuggingFaceReference.known.joined(separator: ", ")))
        likelihood:FOLDER    a BERT's pseudo-log-likelihoods of spoken forms, or of
                             texts as written with ?text-form=written behind it
        arpa:FILE            an n-gram
      NAME= before any of these four names the model: mine=process:./score.py
    """

  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      "Model to examine, repeatable (see MODELS above). (default: all bundled models)",
      valueName: "model"),
    completion: Completions.models)
  var models: [String] = []

  @Option(
    help: ArgumentHelp(
      "Development lists of the recognizer under test. Interpolation weights are tuned on them, or, where a "
        + "model brings its own, rescaled to them. (default: messaging-dev; messaging-whisper-dev for bundled lists by Whisper)",
      valueName: "name|file"),
    completion: Completions.corpora)
  var tuneOn: String?

  /// What is read: folders, and all words of commands.
  var inputs: [String?] { models.flatMap(ModelCatalog.inputs) + [tuneOn] }

  /// Where further models are found, tuned alike.
  ///
  /// - Parameter tested: what the models are to choose from.
  /// - Throws: what ``ScoreOptions/locator`` throws.
  func catalog(
    _ scores: ScoreOptions, _ tested: TestedCorpora, _ numbers: PrecisionOptions,
    _ processes: ProcessOptions
  ) throws -> ModelCatalog {
    ModelCatalog(
      weights: WeightChoice(tuneOn: tuneOn, corpora: try scores.development, tested: tested),
      precision: numbers.precision, timeLimit: processes.limit)
  }

  /// The models, all bundled ones if none is named.
  ///
  /// - Throws: what is wrong with one of them, and ``RunError/duplicateModel(name:)``; a ``CommandFailure`` for
  ///   a name that the report has a row of.
  func secondPasses(from catalog: ModelCatalog) throws -> [SecondPass] {
    let found = try (models.isEmpty ? ModelCatalog.bundledNames : models)
      .map(catalog.secondPass)
    if let named = found.first(where: { ["oracle", "random pick"].contains($0.name) }) {
      throw CommandFailure(
        .badUsage,
        "--model: expected another name than that of the report's row \"\(named.name)\"; NAME= before the model "
          + "names it")
    }
    var names: Set<String> = []
    for secondPass in found where !names.insert(secondPass.name).inserted {
      throw RunError.duplicateModel(name: secondPass.name)
    }
    return found
  }
}
