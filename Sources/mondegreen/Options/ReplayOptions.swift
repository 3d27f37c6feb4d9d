import ArgumentParser

/// How `replay` judges fixtures.
struct ReplayOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Judge with this model instead of the one that a fixture names.", valueName: "model"),
    completion: Completions.models)
  var model: String?

  @Option(
    help: ArgumentHelp(
      "Largest difference from the recorded margin, with the same weights.", valueName: "nats"))
  var tolerance = 0.001

  @Flag(help: "Rewrite fixtures of earlier versions in the current format before judging them.")
  var migrate = false
}
