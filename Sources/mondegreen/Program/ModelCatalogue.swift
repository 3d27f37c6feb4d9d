import BundledCorpora
import Foundation
import Rescoring
import Robustness
import Transcripts

/// Finds a model by what the command line calls it.
struct ModelCatalogue {
  /// Where weights are tuned for models that bring none; nil leaves them at 1, for those who bring
  /// their own.
  let tuningCorpus: String?

  /// What comes with the package, in the order of a report.
  static let bundledNames = ["n-gram"]

  /// The bundled model that the adapted ones started from.
  static let bundledBaseline = "frozen"

  /// The model called `name`: bundled, a folder, or `[NAME=]process:COMMAND`.
  ///
  /// - Throws: what is wrong with the model's files, or a ``CommandFailure`` for an unknown name.
  func secondPass(_ name: String) throws -> SecondPass {
    if let (title, command) = Self.process(name) {
      let model = try ProcessModel(name: title, command: command)
      return SecondPass(model: model, interpolation: try tuned(model))
    }
    if name == "n-gram" {
      let texts = try BundledCorpus.messagingTrain.read().utterances.map(\.reference)
      let model = NGramModel(trainedOn: texts)
      return SecondPass(model: model, interpolation: try tuned(model))
    }
    throw CommandFailure(
      .missingInput,
      "expected a bundled model (\(Self.bundledNames.joined(separator: ", "))), a model's folder or "
        + "process:COMMAND, found \"\(name)\""
        + Suggestions.question(name, in: Self.bundledNames))
  }

  /// The title and the words of the command in "NAME=process:COMMAND"; nil for anything else.
  static func process(_ argument: String) -> (name: String, command: [String])? {
    guard let range = argument.firstRange(of: "process:") else { return nil }
    let before = argument[..<range.lowerBound]
    guard before.isEmpty || before.hasSuffix("=") else { return nil }
    let command = argument[range.upperBound...].split(separator: " ").map(String.init)
    let program = (command.first ?? "").split(separator: "/").last.map(String.init) ?? "process"
    return (before.isEmpty ? program : String(before.dropLast()), command)
  }

  private func tuned(_ model: any RescoringModel) throws -> Interpolation {
    Interpolation(total: 1, secondPass: 1)
  }
}
