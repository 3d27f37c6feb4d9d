import ArgumentParser

/// Who judges the lists that `shrink` makes smaller, and where they go.
struct ShrinkInputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Model that judges (see MODELS above); required for lists. (default: the one that the fixture names)",
      valueName: "model"),
    completion: Completions.models)
  var model: String?

  @Option(
    help: ArgumentHelp(
      "For lists: development lists to tune the weights of models on that bring none. The words of these "
        + "lists also serve to vary parts of the smallest ones. (default: messaging-dev)",
      valueName: "name|file"),
    completion: Completions.corpora)
  var tuneOn: String?

  @Option(
    help: ArgumentHelp(
      "Folder for the smaller fixtures. (default: the folder of the input)", valueName: "folder"),
    completion: .directory)
  var output: String?
}
