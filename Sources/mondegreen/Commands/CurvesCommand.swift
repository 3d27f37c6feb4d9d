import ArgumentParser
import Artifacts
import Foundation
import RobustnessReports

/// `mondegreen curves`.
struct CurvesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "curves",
    abstract: "Plot training runs from their logs: loss and WER over steps, as SVG.",
    discussion: """
      EXAMPLE
        mondegreen curves Work/lora/log.jsonl Work/full/log.jsonl \\
          --output curves.svg
      """)

  @Argument(
    help: ArgumentHelp("Logs from train or pretrain (log.jsonl).", valueName: "log"),
    completion: .file())
  var logs: [String]

  @Option(help: ArgumentHelp("SVG file to write.", valueName: "file"))
  var output: String

  @OptionGroup var form: OutputOptions

  func run() throws {
    var outputs = OutputGuard(reading: logs)
    try outputs.check("--output", output)
    let picture = TrainingCurves(try logs.map { try TrainingLogFile.read($0) }).document()
    try ArtifactFile.write(Data(picture.utf8), to: output)
    Results.files([output])
  }
}
