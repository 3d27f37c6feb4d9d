import ArgumentParser

/// Files that fixtures were made with, beside the lexicon.
struct FixtureFileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Confusion model, for fixtures of --perturbation confusions.", valueName: "file"),
    completion: .file())
  var confusionModel: String?

  @Option(
    name: .customLong("first-pass-lm"),
    help: ArgumentHelp(
      "The first pass's language model in the ARPA format. (default: a general English trigram)",
      valueName: "file"),
    completion: .file())
  var firstPassLM: String?
}
