import ArgumentParser
import Transcripts

/// Checks the names of commands before anything else is parsed, so that a misspelled one is met with the
/// name that was meant.
enum CommandNames {
  /// - Throws: a ``CommandFailure`` for a command that doesn't exist, behind `help`, too.
  static func check(_ arguments: [String]) throws {
    try check(arguments.filter { $0 != "help" }[...], in: Mondegreen.self)
  }

  private static func check(
    _ words: ArraySlice<String>, in command: any ParsableCommand.Type
  ) throws {
    let commands = command.configuration.subcommands
    guard let word = words.first, !word.hasPrefix("-"), !commands.isEmpty else { return }
    guard let next = commands.first(where: { $0.configuration.commandName == word }) else {
      let names = names(of: commands)
      let meant = Suggestions.question(word, in: names)
      throw CommandFailure(
        .badUsage,
        "expected a command, found \"\(word)\""
          + (meant.isEmpty ? "; mondegreen --help lists all commands" : meant))
    }
    try check(words.dropFirst(), in: next)
  }

  /// The names of the program's commands.
  static var all: [String] { names(of: Mondegreen.configuration.subcommands) }

  // A closure, since the compiler (6.3.1) crashes on the key path.
  private static func names(of commands: [any ParsableCommand.Type]) -> [String] {
    commands.compactMap { $0.configuration.commandName }
  }
}
