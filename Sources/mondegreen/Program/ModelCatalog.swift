import AdapterEngine
import BERTRescoring
import BundledCorpora
import BundledModels
import Foundation
import Rescoring
import Robustness
import RobustnessRuns
import Transcripts

/// Finds a model by what the command line calls it.
struct ModelCatalog {
  /// Where weights come from; nil where whoever asks brings their own.
  var weights: WeightChoice?
  /// The precision of the engine's own models.
  var precision = ProductPrecision.single
  /// How long a program may take for an answer.
  var timeLimit = ProcessModel.defaultTimeout
  /// How long a model may take for a call, where its errors are to fail single cases and not the command.
  var caseTimeLimit: Duration?

  /// The trigram of the bundled training texts: made on the spot, so not among the bundled weights.
  static let nGram = "n-gram"

  /// The masked language model below all bundled rescorers.
  private static let bundledBase = "base"

  /// What the bundled models were adapted from: what they are compared with.
  static let bundledBaseline = BundledModel.frozen.rawValue

  /// What comes with the package, the baseline first.
  static var bundledNames: [String] { BundledModel.allCases.map(\.rawValue) }

  /// The model called `name`: bundled, `n-gram`, a folder, `[NAME=]process:COMMAND`,
  /// `[NAME=]likelihood:FOLDER[?text-form=written]`, `[NAME=]hf:FOLDER-OR-NAME` or `[NAME=]arpa:FILE`.
  ///
  /// - Throws: what is wrong with the model's files, or a ``CommandFailure`` for an unknown name.
  func secondPass(_ name: String) throws -> SecondPass {
    if let (title, command) = Self.process(name) {
      guard !command.isEmpty else {
        throw CommandFailure(
          .badUsage,
          "--model: expected process:PROGRAM ARGUMENT …, or process:[\"PROGRAM\",\"ARGUMENT\",…] in JSON "
            + "where one has a space in it, found \"\(name)\"")
      }
      let model = try ProcessModel(
        name: title, command: command, timeout: timeLimit, onRestart: Self.tellRestart(of: title))
      return try weighed(model)
    }
    if let (title, rest) = Self.split(name, at: .likelihood) {
      let reference = try LikelihoodReference(rest)
      let languageModel =
        try reference.folder == Self.bundledBase
        ? BundledModel.base()
        : MaskedLanguageModel(directory: BERTDirectory(contentsOf: reference.folder))
      let model = PseudoLogLikelihood(
        languageModel, name: title ?? "likelihood:" + rest, textForm: reference.textForm,
        precision: precision)
      return try weighed(model)
    }
    if let (title, rest) = Self.split(name, at: .huggingFace) {
      return try weighed(HuggingFaceModel(name: title, HuggingFaceReference(rest)))
    }
    if let (title, file) = Self.split(name, at: .arpa) {
      return try weighed(BackoffModel(arpa: file, name: title ?? "arpa:" + file))
    }
    if name == Self.nGram {
      let texts = try BundledCorpus.messagingTrain.read().utterances.map(\.reference)
      let model = NGramModel(name: Self.nGram, trainedOn: texts)
      return try weighed(model)
    }
    if let bundled = BundledModel(rawValue: name) {
      let (model, recipe) = try bundled.rescorer(precision: precision)
      return try weighed(model, recipe)
    }
    let known = Self.bundledNames + [Self.nGram]
    guard name.contains("/") || FileManager.default.fileExists(atPath: name) else {
      throw CommandFailure(
        .missingInput,
        "expected a bundled model (\(known.joined(separator: ", "))), a model's folder or "
          + "process:COMMAND, likelihood:FOLDER, hf:FOLDER or arpa:FILE, found \"\(name)\""
          + Suggestions.question(name, in: known))
    }
    let (model, recipe) = try RescorerDirectory.read(name, precision: precision)
    return try weighed(model, recipe)
  }

  /// Says on standard error that a model's program did not last: a report should not hide it.
  static func tellRestart(of name: String) -> @Sendable (String) -> Void {
    { Terminal.complain("\(name): the program is started again: \($0)") }
  }

  /// The paths that a model's name may stand for.
  static func inputs(of name: String) -> [String] {
    if let (_, command) = process(name) { return command }
    let path = ModelScheme.split(name)?.rest ?? name
    return [path.split(separator: "?").first.map(String.init) ?? path]
  }

  /// The title and the words of the command in "NAME=process:COMMAND"; nil for anything else. COMMAND is words
  /// with spaces between them, or a JSON array of texts; it has no words if it is malformed.
  static func process(_ argument: String) -> (name: String, command: [String])? {
    guard let (title, line) = split(argument, at: .process) else { return nil }
    let command =
      line.hasPrefix("[")
      ? (try? JSONDecoder().decode([String].self, from: Data(line.utf8))) ?? []
      : line.split(separator: " ").map(String.init)
    let program = (command.first ?? "").split(separator: "/").last.map(String.init) ?? "process"
    return (title ?? program, command)
  }

  /// The name and the rest of "NAME=scheme:rest" or "scheme:rest"; nil for anything else.
  private static func split(
    _ argument: String, at scheme: ModelScheme
  ) -> (title: String?, rest: String)? {
    guard let found = ModelScheme.split(argument), found.scheme == scheme else { return nil }
    return (found.title, found.rest)
  }

  private func weighed(
    _ model: any RescoringModel, _ recipe: RescoringRecipe? = nil
  ) throws -> SecondPass {
    let model = caseTimeLimit.map { GuardedModel(model, limit: $0) } ?? model
    if let weights { return try weights.weighed(model, recipe: recipe) }
    return SecondPass(
      model: model, interpolation: recipe?.interpolation ?? Interpolation(total: 1, secondPass: 1))
  }
}
