import ArgumentParser
import Artifacts
import Foundation
import RobustnessReports
import RobustnessRuns

/// `mondegreen render`.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Write a report's files again from its report.json.",
    discussion: """
      With --require the record is judged anew. It must hold the figures: a comparison with a model \
      other than the run's baseline is undecided unless the run was asked for it.

      EXAMPLE
        mondegreen render Reports/bundled/report.json --output Reports/again
      """)

  @Argument(help: ArgumentHelp("The record: a report.json.", valueName: "record"))
  var record: String

  @Option(help: ArgumentHelp("Folder for the report's files.", valueName: "folder"))
  var output: String

  @OptionGroup var budgets: RequirementOptions

  func run() throws {
    let record = try RunRecord(contentsOf: record)
    let requirements = try record.requirements(try budgets.texts)
    guard !requirements.isEmpty else {
      print(try RobustnessReport(record).write(to: output).joined(separator: "\n"))
      return
    }
    let judged = record.judged(by: requirements)
    let paths = try RobustnessReport(judged).write(to: output)
    let verdicts = VerdictTable(judged)
    verdicts.show()
    print(paths.joined(separator: "\n"))
    try verdicts.conclude()
  }
}
