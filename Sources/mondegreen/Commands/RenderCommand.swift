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
      What was selected is taken from selections.jsonl.gz beside the record, if it is there.

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
    let path = record
    let record = try RunRecord(contentsOf: path)
    let selections = try Self.selections(beside: path, of: record)
    let requirements = try record.requirements(try budgets.texts)
    guard !requirements.isEmpty else {
      let report = RobustnessReport(record, selections: selections)
      print(try report.write(to: output).joined(separator: "\n"))
      return
    }
    let judged = record.judged(by: requirements)
    let paths = try RobustnessReport(judged, selections: selections).write(to: output)
    let verdicts = VerdictTable(judged)
    verdicts.show()
    print(paths.joined(separator: "\n"))
    try verdicts.conclude()
  }

  /// What the run selected, where its file lies beside the record.
  private static func selections(
    beside path: String, of record: RunRecord
  ) throws -> RunSelections? {
    let file = ArtifactFile.folder(of: path) + "/" + RunSelections.fileName
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    let selections = try RunSelections(contentsOf: file)
    guard selections.belong(to: record) else {
      Terminal.complain("\(file): left out, since it comes from another run than \(path)")
      return nil
    }
    return selections
  }
}
