import ArgumentParser

/// What training makes small.
struct LossOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Weight of the MWER loss.", valueName: "weight"))
  var mwer = 1.0

  @Option(
    help: ArgumentHelp(
      "Weight of the cross-entropy towards the hypotheses with the fewest errors.",
      valueName: "weight"))
  var oracle = 0.0

  @Option(
    help: ArgumentHelp(
      "Weight of the MWED loss (minimum word error distribution).", valueName: "weight"))
  var mwed = 0.0

  @Option(help: ArgumentHelp("Weight of the margin ranking loss.", valueName: "weight"))
  var ranking = 0.0

  @Option(
    help: ArgumentHelp(
      "Weight of the distillation of FROM's pseudo-log-likelihoods.", valueName: "weight"))
  var distill = 0.0

  @Option(
    help: ArgumentHelp(
      "Number of passes of an approximate pseudo-log-likelihood.", valueName: "count"))
  var passes = 4

  @Option(
    help: ArgumentHelp("Weight of the acoustic cost while training.", valueName: "weight"))
  var acoustic = 0.0

  @Option(
    name: .customLong("language-weight"),
    help: ArgumentHelp("Weight of the language cost while training.", valueName: "weight"))
  var language = 0.0

  @Option(
    name: .customLong("total-weight"),
    help: ArgumentHelp(
      "Weight of the total cost while training, in lists without acoustic and language costs.",
      valueName: "weight"))
  var total = 0.0

  @Option(help: ArgumentHelp("Weight of the model's cost while training.", valueName: "weight"))
  var beta = 1.0

  @Option(
    help: ArgumentHelp(
      "Use only the first <count> hypotheses of each list.", valueName: "count"))
  var depth = 20

  func validate() throws {
    for (option, count) in [("--passes", passes), ("--depth", depth)] {
      try CountBounds.check(option, count)
    }
  }
}
