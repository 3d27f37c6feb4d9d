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
    !isJSON && isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// Whether standard output may be colored: a terminal, and `NO_COLOR` unset or empty.
  static let isColored =
    !isJSON && isatty(STDOUT_FILENO) == 1
    && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// What is asked for: by what was typed, until ``listen(to:)`` has more.
  private static let modes = Lock(
    (
      quiet: OutputFlags.areQuiet(CommandLine.arguments),
      json: OutputFlags.areJSON(CommandLine.arguments)
    ))

  /// Whether only errors are wanted on standard error.
  static var isQuiet: Bool { modes.withLock(\.quiet) }

  /// Whether results, progress, notices and errors are to be JSON Lines.
  static var isJSON: Bool { modes.withLock(\.json) }

  /// Follows also those arguments that a project file adds.
  static func listen(to arguments: [String]) {
    modes.withLock { modes in
      modes.quiet = modes.quiet || OutputFlags.areQuiet(arguments)
      modes.json = modes.json || OutputFlags.areJSON(arguments)
    }
  }

  /// Writes to standard error, under the program's name; with `--json` as `{"notice":TEXT}` or
  /// `{"error":TEXT,"status":NUMBER}`.
  ///
  /// - Parameters:
  ///   - isError: whether the program ends for it, so that also whoever wants quiet hears it.
  ///   - status: what the program ends with, where it ends at once.
  static func complain(_ message: String, isError: Bool = false, status: Int32? = nil) {
    struct Line: Encodable {
      var notice: String?
      var error: String?
      var status: Int32?
    }
    if isQuiet, !isError { return }
    if isJSON {
      return writeLine(
        Line(
          notice: isError ? nil : message, error: isError ? message : nil,
          status: isError ? status : nil))
    }
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    let text = lines.map { printable(String($0)) }.joined(separator: "\n")
    writeToStandardError("mondegreen: \(text)\n")
  }

  /// Says how long work goes, in a line of its own without the program's name.
  static func note(_ message: String) {
    if isJSON { return complain(message) }
    if !isQuiet { writeToStandardError(message + "\n") }
  }

  /// Writes one object to standard error.
  static func writeLine(_ value: some Encodable) {
    writeToStandardError(
      String(decoding: CanonicalJSON.data(finite: value, .line), as: UTF8.self) + "\n")
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
    if showsProgressBar, !isJSON { writeToStandardError("\n") }
  }
}
