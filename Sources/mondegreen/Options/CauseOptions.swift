import ArgumentParser

/// How many of a property's failures are shrunk.
struct CauseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Number of different causes to shrink per property.", valueName: "count"))
  var counterexamples = 1

  func validate() throws {
    if counterexamples < 0 {
      throw ValidationError("--counterexamples: expected at least 0, found \(counterexamples)")
    }
  }
}
