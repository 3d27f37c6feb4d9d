import ArgumentParser
import RobustnessReports
import RobustnessRuns

/// `mondegreen export-trn`.
struct ExportTRNCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export-trn",
    abstract: "Write a report's references and selections for NIST's SCTK (sclite, sc_stats).",
    discussion: """
      Takes them from selections.jsonl.gz. Each corpus and condition has a folder with ref.trn and \
      hyp.MODEL.trn for each model. SCTK takes what stands before the first hyphen of an id for the \
      speaker: the cluster of a report with --cluster, otherwise each utterance alone.

      EXAMPLE
        mondegreen export-trn Reports/bundled --output trn
        sctk sclite -i rm -r trn/messaging-test/clean/ref.trn trn -h \
      trn/messaging-test/clean/hyp.lora.trn trn lora -o sum stdout
      """)

  @Argument(help: ArgumentHelp("The report's folder, or its report.json.", valueName: "report"))
  var report: String

  @Option(help: ArgumentHelp("Folder for the files.", valueName: "folder"))
  var output: String

  @Flag(help: "Put numbers in place of words (w1, w2, …).")
  var redact = false

  func run() throws {
    let path = ReportFolder.record(at: report)
    let record = try RunRecord(contentsOf: path)
    guard var selections = try ReportFolder.selections(beside: path, of: record) else {
      throw CommandFailure(
        .missingInput, "\(report): expected \(RunSelections.fileName) beside the record, found none")
    }
    if redact {
      var redaction = Redaction()
      selections = redaction.redacted(selections)
    }
    print(try TRNExport(selections).write(to: output).joined(separator: "\n"))
  }
}
