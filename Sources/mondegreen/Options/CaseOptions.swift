import ArgumentParser

/// Which cases a property is judged on, and for how long.
struct CaseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Number of cases per property and model. (default: 100, or at most 1,000 with "
        + "--sequential)", valueName: "count"))
  var cases: Int?

  @Flag(help: "Stop judging cases of a property as soon as its requirements are decided.")
  var sequential = false

  @Option(
    help: ArgumentHelp(
      "Seconds that a model may take for one call with up to 64 texts; a case that takes longer fails. "
        + "Programs (process:) are also subject to --time-limit.", valueName: "seconds"))
  var caseTimeLimit = 60.0

  @Option(help: ArgumentHelp("Seed for all random choices.", valueName: "number"))
  var seed: UInt64 = 1

  func validate() throws {
    try CountBounds.check("--cases", cases)
    if !(caseTimeLimit > 0 && caseTimeLimit <= 1e6) {
      throw ValidationError(
        "--case-time-limit: expected more than 0 seconds, found \(caseTimeLimit)")
    }
  }
}
