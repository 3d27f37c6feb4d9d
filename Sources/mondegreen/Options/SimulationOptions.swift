import ArgumentParser

/// Lists that are simulated rather than recognized.
struct SimulationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Corpus whose recognition errors the simulation imitates, repeatable.",
      valueName: "name|file"),
    completion: Completions.corpora)
  var imitate: [String] = []

  @Option(
    help: ArgumentHelp(
      "Number of lists simulated from each reference of --corpus per epoch, in addition to the real ones; the "
        + "same ones in each epoch.",
      valueName: "count"))
  var simulations = 0

  @Option(help: ArgumentHelp("Number of hypotheses per simulated list.", valueName: "count"))
  var listLength = 8

  func validate() throws {
    try CountBounds.check("--simulations", simulations, atLeast: 0, atMost: 10_000_000)
    try CountBounds.check(
      "--list-length", listLength, atLeast: 2, atMost: CountBounds.mostHeld)
  }
}
