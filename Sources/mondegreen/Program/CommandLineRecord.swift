/// The command line as a record keeps it: without what changes no result.
enum CommandLineRecord {
  private static let leftOut = [
    "--threads", "--journal", "--output", "--fixtures", "--junit", "--export-trn",
  ]
  private static let flagsLeftOut = ["--restart", "--redact"]

  /// The command that makes the same record again.
  static func text(_ arguments: [String]) -> String {
    var kept = ["mondegreen"]
    var skipsNext = false
    for argument in arguments {
      if skipsNext {
        skipsNext = false
      } else if leftOut.contains(argument) {
        skipsNext = true
      } else if !flagsLeftOut.contains(argument),
        !leftOut.contains(where: { argument.hasPrefix($0 + "=") })
      {
        kept.append(quoted(argument))
      }
    }
    return kept.joined(separator: " ")
  }

  /// As a shell reads it back.
  private static func quoted(_ argument: String) -> String {
    let isPlain = argument.allSatisfy {
      $0.isLetter || $0.isNumber || "-_./,:=%+@".contains($0)
    }
    return isPlain && !argument.isEmpty
      ? argument : "'" + argument.replacing("'", with: "'\\''") + "'"
  }
}
