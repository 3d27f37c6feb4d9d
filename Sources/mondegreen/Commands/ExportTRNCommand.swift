import ArgumentParser
import RobustnessReports
import RobustnessRuns

/// `mondegreen export-trn`.
struct ExportTRNCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export-trn",
    abstract: "Write a report's references and selections for NIST's SCTK (sclite, sc_stats).",
    discussion: """
      Takes them from selections.jsonl.gz. Each corpus and condition gets a folder with ref.trn and \
      hyp.MODEL.trn for each model. SCTK takes the part of an id before the first hyphen as the speaker: that is \
      the cluster if the report has --cluster, otherwise the utterance itself. The p-values printed are those \
      of the matched-pairs test (utterances as segments), Wilcoxon's signed-rank test and the sign test (by \
      speaker) on clean lists, uncorrected, as sc_stats prints them.

      EXAMPLE
        mondegreen export-trn Reports/bundled --output trn
        sctk sclite -i rm -r trn/messaging-test/clean/ref.trn trn \\
          -h trn/messaging-test/clean/hyp.lora.trn trn lora -o sum stdout
      """)

  @Argument(help: ArgumentHelp("The report's folder, or its report.json.", valueName: "report"))
  var report: String

  @Option(help: ArgumentHelp("Folder for the files.", valueName: "folder"), completion: .directory)
  var output: String

  @Flag(help: "Replace words by numbers (w1, w2, …).")
  var redact = false

  @OptionGroup var form: OutputOptions

  /// Probabilities of tests of two models on a corpus, and which of them makes fewer errors.
  private struct Tests: Encodable {
    let corpus: String
    let model: String
    let other: String
    let matchedPairs: Double?
    let wilcoxon: Double?
    let sign: Double?
    let fewerErrors: String?
  }

  func run() throws {
    let path = ReportFolder.record(at: report)
    let record = try RunRecord(contentsOf: path)
    guard var selections = try ReportFolder.selections(beside: path, of: record) else {
      throw CommandFailure(
        .missingInput, "\(report): expected \(RunSelections.fileName) beside the record, found none"
      )
    }
    if redact {
      var redaction = Redaction()
      selections = redaction.redacted(selections)
    }
    let paths = try TRNExport(selections).write(to: output)
    var table = TextTable()
    table.append(["corpus", "models", "matched pairs", "Wilcoxon", "sign", "fewer errors"])
    for corpus in selections.corpora {
      for tests in PairedTests.all(on: corpus, models: selections.head.models) {
        if form.json {
          Results.write(
            Tests(
              corpus: corpus.corpus, model: tests.model, other: tests.other,
              matchedPairs: tests.matchedPairs, wilcoxon: tests.wilcoxon, sign: tests.sign,
              fewerErrors: tests.better))
        }
        table.append(
          [corpus.corpus, "\(tests.model) / \(tests.other)"]
            + [tests.matchedPairs, tests.wilcoxon, tests.sign].map { FigureFormat.probability($0) }
            + [tests.better ?? "neither"])
      }
    }
    if !form.json { print(table.text) }
    Results.files(paths)
  }
}
