import ArgumentParser

/// How steps are taken, and when they end.
struct OptimizationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Largest number of optimizer steps.", valueName: "count"))
  var steps = 2000

  @Option(help: ArgumentHelp("Number of lists per step.", valueName: "count"))
  var lists = 16

  @Option(help: ArgumentHelp("Highest learning rate.", valueName: "rate"))
  var learningRate = 3e-4

  @Option(help: ArgumentHelp("Steps of learning-rate warm-up.", valueName: "count"))
  var warmUp = 100

  @Option(
    help: ArgumentHelp(
      "Steps over which the learning rate falls at the end. (default: all after the warm-up)",
      valueName: "count"))
  var decay: Int?

  @Option(help: ArgumentHelp("Weight decay.", valueName: "weight"))
  var weightDecay: Float = 0.01

  @Option(help: ArgumentHelp("Dropout while training.", valueName: "share"))
  var dropout: Float = 0

  @Option(
    help: ArgumentHelp(
      "Steps between measurements on the development lists.", valueName: "count"))
  var evaluateEvery = 100

  @Option(
    help: ArgumentHelp(
      "Number of measurements without improvement after which training ends. (default: it doesn't end "
        + "early)", valueName: "count"))
  var patience: Int?

  @Option(help: ArgumentHelp("Seed for all random choices.", valueName: "number"))
  var seed: UInt64 = 1

  func validate() throws {
    for (option, count) in [
      ("--steps", steps), ("--lists", lists), ("--evaluate-every", evaluateEvery),
    ] {
      try CountBounds.check(option, count)
    }
    for (option, count) in [("--warm-up", warmUp), ("--decay", decay), ("--patience", patience)] {
      try CountBounds.check(option, count, atLeast: 0)
    }
    if !(0..<1).contains(dropout) {
      throw ValidationError("--dropout: expected 0 up to 1, found \(dropout)")
    }
  }
}
