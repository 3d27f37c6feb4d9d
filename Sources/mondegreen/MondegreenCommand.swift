import ArgumentParser

/// The root of the command line.
struct MondegreenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mondegreen",
    abstract: "Examines how robust second-pass rescoring models are to mishearings.",
    subcommands: [PretrainCommand.self])
}
