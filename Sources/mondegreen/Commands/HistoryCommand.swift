import ArgumentParser
import RobustnessReports
import RobustnessRuns

/// `mondegreen history`.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Follow measures over several reports: history.md, history.csv and history.svg.",
    discussion: """
      Reports stand in the order in which they are given, under the names of their folders, with the \
      program version and command of each. mondegreen compare tests whether two of them differ.

      EXAMPLE
        mondegreen history Reports/v1 Reports/v2 Reports/v3 --output Reports/history
      """)

  @Argument(help: ArgumentHelp("Reports: folders, or their report.json.", valueName: "report"))
  var reports: [String]

  @Option(help: ArgumentHelp("Folder for the files.", valueName: "folder"), completion: .directory)
  var output: String

  @Flag(help: "Leave out words that the reports' commands name.")
  var redact = false

  @OptionGroup var form: OutputOptions

  func run() throws {
    var outputs = OutputGuard(reading: reports)
    try outputs.check("--output", output, files: HistoryReport.fileNames)
    let runs = try ReportFolder.runs(at: reports, withSelections: false)
    var redaction = Redaction()
    let history = ReportHistory(
      runs.map { run in
        ReportHistory.Entry(
          name: run.name, record: redact ? redaction.redacted(run.record) : run.record)
      })
    Results.files(try HistoryReport(history).write(to: output))
  }
}
