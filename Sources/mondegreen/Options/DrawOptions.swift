import ArgumentParser
import Perturbations

/// What `perturb` changes, and which draw of it is shown.
struct DrawOptions: ParsableArguments {
  // Optional, since the parser would print the default by its name in Swift.
  @Option(
    name: .customLong("scope"),
    help: ArgumentHelp(
      "Hypotheses to change: only the first pass's top, or all. (default: n-best)",
      valueName: "scope"))
  var statedScope: PerturbationScope?

  var scope: PerturbationScope { statedScope ?? .nBest }

  @Flag(help: "Show the changes for people instead of writing JSON Lines.")
  var show = false

  @Option(help: ArgumentHelp("Seed for all random choices.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp("Which of a report's random draws, from 1.", valueName: "number"))
  var draw = 1

  @Option(
    help: ArgumentHelp("Use only the first <count> hypotheses of each list.", valueName: "count"))
  var listLimit = 20

  func validate() throws {
    for (name, count) in [("draw", draw), ("list-limit", listLimit)] {
      try CountBounds.check("--\(name)", count)
    }
    if scope == .selected {
      throw ValidationError(
        "--scope: expected 1-best or n-best, found selected, which needs a model; report perturbs what "
          + "each model selects")
    }
  }
}
