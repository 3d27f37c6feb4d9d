import ArgumentParser

/// Where findings are written for programs.
struct FindingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also write findings, causes and saved fixtures as JSON.", valueName: "file"),
    completion: .file())
  var record: String?
}
