import Artifacts
import Foundation
import RobustnessReports

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

  /// Whether only errors are wanted on standard error.
  static let isQuiet = QuietFlag.isGiven(in: CommandLine.arguments)

  /// Writes to standard error, under the program's name.
  ///
  /// - Parameter isError: whether the program ends for it, so that also whoever wants quiet hears it.
  static func complain(_ message: String, isError: Bool = false) {
    if isQuiet, !isError { return }
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    let text = lines.map { printable(String($0)) }.joined(separator: "\n")
    writeToStandardError("mondegreen: \(text)\n")
  }

  /// A line without what a terminal would obey rather than show: control characters, line ends among
  /// them, and marks that turn the direction of writing become `\u{1B}` and the like.
  static func printable(_ line: String) -> String { PrintableText.shown(line) }

  /// Writes `text` as it is to standard error.
  static func writeToStandardError(_ text: String) {
    // Where nobody can be told there is nobody to tell that either.
    try? Descriptor.write(Data(text.utf8), to: STDERR_FILENO)
  }

  /// Leaves what the progress bar shows on a line of its own.
  static func leaveProgressLine() {
    if showsProgressBar { writeToStandardError("\n") }
  }
}
