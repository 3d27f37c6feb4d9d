import ArgumentParser
import RobustnessReports
import RobustnessRuns

/// `mondegreen render`.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Write a report's files again from its report.json.",
    discussion: """
      Selections are taken from selections.jsonl.gz beside the record, if it is there.

      With --require the record is judged against new requirements. It must hold the figures: a comparison \
      with a model other than the run's baseline is undecided unless the run was asked for it.

      EXAMPLE
        mondegreen render Reports/bundled/report.json --output Reports/again
      """)

  @Argument(help: ArgumentHelp("The record: a report.json.", valueName: "record"))
  var record: String

  @Option(
    help: ArgumentHelp("Folder for the report's files.", valueName: "folder"),
    completion: .directory)
  var output: String

  @Flag(help: "Replace another run's report in the output folder.")
  var replace = false

  @OptionGroup var budgets: RequirementOptions
  @OptionGroup var sharing: SharingOptions

  @OptionGroup var form: OutputOptions

  func run() throws {
    let path = record
    var outputs = OutputGuard(reading: [path])
    try outputs.check("--output", output, files: RobustnessReport.fileNames)
    try outputs.check("--junit", sharing.junit)
    let record = try RunRecord(contentsOf: path)
    let selections = try ReportFolder.selections(beside: path, of: record)
    if !replace,
      let earlier = try ReportFolder.earlier(in: output, than: record.provenance.command),
      earlier.provenance != record.provenance || earlier.models != record.models
    {
      throw ReportFolder.refusal(of: output, "made by the same command from other inputs")
    }
    let requirements = try record.requirements(try budgets.texts)
    let (shown, texts) = sharing.shown(
      requirements.isEmpty ? record : record.judged(by: requirements), selections)
    let paths = try RobustnessReport(shown, selections: texts).write(to: output)
    let verdicts = VerdictTable(requirements.isEmpty ? [] : shown.requirements ?? [])
    verdicts.show()
    Results.files(paths)
    try sharing.write(JUnitReport(shown))
    try verdicts.conclude()
  }
}
