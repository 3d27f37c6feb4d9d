import ArgumentParser
import Artifacts
import RobustnessReports
import RobustnessRuns

/// What is made for others to see.
struct SharingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also write properties and requirements as JUnit XML.", valueName: "file"),
    completion: .file())
  var junit: String?

  @Flag(
    help: ArgumentHelp(
      "Replace words by numbers (w1, w2, …) in everything that is written and printed."))
  var redact = false

  /// Writes the test cases, if a file for them is named, and prints its path.
  ///
  /// - Throws: `ArtifactError.unwritable`.
  func write(_ report: @autoclosure () -> JUnitReport) throws {
    guard let junit else { return }
    try ArtifactFile.write(report().data, to: junit)
    Results.files([junit])
  }

  /// The run as it is shown: as it is, or redacted.
  func shown(
    _ record: RunRecord, _ selections: RunSelections?
  ) -> (record: RunRecord, selections: RunSelections?) {
    guard redact else { return (record, selections) }
    var redaction = Redaction()
    let record = redaction.redacted(record)
    return (record, selections.map { redaction.redacted($0) })
  }
}
