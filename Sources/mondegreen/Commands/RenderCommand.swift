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
      EXAMPLE
        mondegreen render Reports/bundled/report.json --output Reports/again
      """)

  @Argument(help: ArgumentHelp("The record: a report.json.", valueName: "record"))
  var record: String

  @Option(help: ArgumentHelp("Folder for the report's files.", valueName: "folder"))
  var output: String

  func run() throws {
    let report = RobustnessReport(try RunRecord(contentsOf: record))
    print(try report.write(to: output).joined(separator: "\n"))
  }
}
