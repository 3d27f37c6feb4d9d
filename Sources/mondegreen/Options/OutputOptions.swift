import ArgumentParser

/// How a command says what it found and how far it is; every command has these.
///
/// Both are looked up in the arguments before they are parsed (``Terminal/isJSON``, ``Terminal/isQuiet``):
/// what is wrong with the arguments is said in the form that they ask for, too.
struct OutputOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Write results as JSON Lines to standard output, and progress, notices and errors as JSON Lines to "
        + "standard error."))
  var json = false

  @Flag(help: "Write only errors to standard error: no progress and no notices.")
  var quiet = false
}
