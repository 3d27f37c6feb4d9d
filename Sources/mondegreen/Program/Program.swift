import ArgumentParser
import CBuildCommit

#if canImport(Glibc)
  import Glibc
#endif

/// Runs the command that the arguments name, and ends the process with the right status.
enum Program {
  /// The version that records state.
  static let version = "0.1.0"

  /// What `--version` states: the version, and the commit as `make` found it when it built this.
  static let versionAndCommit = "\(version) (commit \(String(cString: mondegreenBuildCommit())))"

  /// What was typed, with the options of a project file, and without what concerns all commands.
  static let arguments = Result { () throws -> [String] in
    let typed = OutputFlags.removed(from: Array(CommandLine.arguments.dropFirst()))
    let all = try ProjectFile.arguments(typed)
    Terminal.listen(to: all)
    return OutputFlags.removed(from: all)
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
      if let message = failure.message {
        Terminal.complain(message, isError: true, status: failure.status.rawValue)
      }
      exit(failure.status.rawValue)
    }
    if let status = ExitStatus(forInput: error) {
      Terminal.complain("\(error)", isError: true, status: status.rawValue)
      exit(status.rawValue)
    }
    // Help, version and bad usage: the parser knows what to print and where.
    let code = Mondegreen.exitCode(for: error)
    let message = Mondegreen.fullMessage(for: error)
    if code == .success {
      StandardOutput.write(message + "\n")
      StandardOutput.finish()
    } else {
      let bare = message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message
      Terminal.complain(
        RenamedOptions.explained(bare, command: CommandLine.arguments.dropFirst().first),
        isError: true, status: code.rawValue)
    }
    exit(code.rawValue)
  }
}
