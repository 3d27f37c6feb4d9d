import ArgumentParser

/// Further forms of a report.
struct ReportFormOptions: ParsableArguments {
  @Option(
    name: .customLong("export-trn"),
    help: ArgumentHelp(
      "Also write references and selections into this folder, in the trn form that NIST's SCTK reads.",
      valueName: "folder"),
    completion: .directory)
  var exportTRN: String?
}
