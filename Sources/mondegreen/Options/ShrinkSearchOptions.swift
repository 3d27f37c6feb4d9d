import ArgumentParser

/// How long `shrink` looks for smaller lists.
struct ShrinkSearchOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Largest number of smaller lists to try.", valueName: "count"))
  var executions = 10_000

  @Option(
    help: ArgumentHelp(
      "Number of perturbations to try on each list that the perturbation can't be run backwards on.",
      valueName: "count"))
  var draws = 20

  @Option(
    help: ArgumentHelp(
      "For lists: number of different causes to shrink per property.", valueName: "count"))
  var counterexamples = 3

  @Option(help: ArgumentHelp("Seed for all random choices.", valueName: "number"))
  var seed: UInt64 = 1

  func validate() throws {
    try CountBounds.check("--executions", executions)
    try CountBounds.check("--draws", draws, atMost: CountBounds.mostHeld)
    try CountBounds.check("--counterexamples", counterexamples, atMost: CountBounds.mostHeld)
  }
}
