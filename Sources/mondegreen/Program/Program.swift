import ArgumentParser

#if canImport(Glibc)
  import Glibc
#endif

/// Runs the command that the arguments name, and ends the process with the right status.
enum Program {
  /// The version that records and `--version` state.
  static let version = "0.1.0"

  /// What was typed, with the options of a project file, and without what concerns all commands.
  static let arguments = Result {
    try ProjectFile.arguments(QuietFlag.removed(from: Array(CommandLine.arguments.dropFirst())))
  }

  static func run() -> Never {
    StandardStreams.secure()
    // Whoever reads the output may stop early, as `head` does: then there is nobody to tell.
    signal(SIGPIPE, SIG_DFL)
    ShortenedFile.explain()
    do {
      try ArgumentBytes.check()
      let arguments = try arguments.get()
      try CommandNames.check(arguments)
      var command = try Mondegreen.parseAsRoot(arguments)
      try command.run()
      StandardOutput.finish()
      exit(ExitStatus.success.rawValue)
    } catch {
      StandardOutput.finish()
      end(with: error)
    }
  }

  private static func end(with error: any Error) -> Never {
    if let failure = error as? CommandFailure {
      if let message = failure.message { Terminal.complain(message, isError: true) }
      exit(failure.status.rawValue)
    }
    if let status = ExitStatus(forInput: error) {
      Terminal.complain("\(error)", isError: true)
      exit(status.rawValue)
    }
    // Help, version and bad usage: the parser knows what to print and where.
    let code = Mondegreen.exitCode(for: error)
    let message = Mondegreen.fullMessage(for: error)
    if code == .success {
      print(message)
      StandardOutput.finish()
    } else {
      let bare = message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message
      Terminal.complain(
        RenamedOptions.explained(bare, command: CommandLine.arguments.dropFirst().first),
        isError: true)
    }
    exit(code.rawValue)
  }
}
