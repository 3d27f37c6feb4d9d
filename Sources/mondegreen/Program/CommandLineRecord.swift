/// The command line as a record keeps it: without what changes no result.
enum CommandLineRecord {
  private static let leftOut = [
    "--threads", "--journal", "--output", "--fixtures", "--junit", "--export-trn", "--shard",
    "--time-limit", "--record",
  ]
  private static let flagsLeftOut = ["--restart", "--redact", "--replace", "--json"]

  /// This process's arguments that decide its results, the command's name first.
  static var current: [String] { deciding((try? Program.arguments.get()) ?? []) }

  /// The command that makes the same record again.
  ///
  /// - Parameter arguments: those that decide its results.
  static func text(_ arguments: [String] = current) -> String {
    (["mondegreen"] + arguments.map(quoted)).joined(separator: " ")
  }

  /// The arguments that decide a result.
  static func deciding(_ arguments: [String]) -> [String] {
    var kept: [String] = []
    var skipsNext = false
    for argument in arguments {
      if skipsNext {
        skipsNext = false
      } else if leftOut.contains(argument) {
        skipsNext = true
      } else if !flagsLeftOut.contains(argument),
        !leftOut.contains(where: { argument.hasPrefix($0 + "=") })
      {
        kept.append(argument)
      }
    }
    return kept
  }

  /// As a shell reads it back.
  static func quoted(_ argument: String) -> String {
    let isPlain = argument.allSatisfy {
      $0.isLetter || $0.isNumber || "-_./,:=%+@".contains($0)
    }
    return isPlain && !argument.isEmpty
      ? argument : "'" + argument.replacing("'", with: "'\\''") + "'"
  }
}
