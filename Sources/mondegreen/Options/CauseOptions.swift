import ArgumentParser

/// How many of a property's failures are shrunk.
struct CauseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Number of different causes to shrink per property.", valueName: "count"))
  var counterexamples = 1

  func validate() throws {
    try CountBounds.check(
      "--counterexamples", counterexamples, atLeast: 0, atMost: CountBounds.mostHeld)
  }
}
