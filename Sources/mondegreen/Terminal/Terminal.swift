import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Standard output and standard error as a person or a script sees them.
enum Terminal {
  /// Whether standard error is a terminal that understands control sequences.
  static let showsProgressBar =
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// Whether standard output may be coloured: a terminal, and `NO_COLOR` unset or empty.
  static let isColored =
    isatty(STDOUT_FILENO) == 1
    && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// Writes to standard error, under the program's name.
  static func complain(_ message: String) {
    writeToStandardError("mondegreen: \(message)\n")
  }

  /// Writes `text` as it is to standard error.
  static func writeToStandardError(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// Leaves what the progress bar shows on a line of its own.
  static func leaveProgressLine() {
    if showsProgressBar { writeToStandardError("\n") }
  }
}
