import ArgumentParser
import Artifacts
import Rescoring
import Robustness
import RobustnessReports
import Transcripts

/// `mondegreen models`.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List the models that come with the package.",
    discussion: """
      Prints one model per line: its name, the weights of its interpolated cost (acoustic, language, total, \
      second pass), the first digits of the SHA-256 digest of its parameters and of whatever else its costs depend \
      on, and how it was made.

      EXAMPLE
        mondegreen models
      """)

  @OptionGroup var form: OutputOptions

  private struct ModelRecord: Encodable {
    let model: String
    let weights: Interpolation
    let digest: String
    let made: String
  }

  func run() throws {
    let catalog = ModelCatalog()
    var table = TextTable(endsInProse: true)
    table.append(["model", "acoustic", "language", "total", "β", "digest", "made"])
    for name in ModelCatalog.bundledNames {
      let one = try catalog.secondPass(name)
      let weights = one.interpolation
      if form.json {
        Results.write(
          ModelRecord(
            model: name, weights: weights, digest: "\(one.model.identity.digest)",
            made: one.model.identity.summary))
      }
      table.append(
        [name]
          + [weights.acoustic, weights.language, weights.total, weights.secondPass]
          .map { FigureFormat.decimal($0, digits: 3) }
          + [one.model.identity.digest.short, one.model.identity.summary])
    }
    if !form.json { print(table.text) }
  }
}
