import Artifacts
import Foundation
import RobustnessReports

#if canImport(Glibc)
  import Glibc
#endif

/// Standard output, checked to its last byte: results that nobody gets are no success.
///
/// Ends the process with status 73 as soon as something can't be written.
enum StandardOutput {
  private static let waiting = Lock(Data())
  private static let pieceSize = 1 << 16
  /// A person reads along.
  private static let isTerminal = isatty(STDOUT_FILENO) == 1

  /// Writes data for programs, as they are. JSON that a person sees on a terminal has what the terminal would
  /// obey in JSON's own escapes, which mean the same.
  static func write(json text: String) {
    guard isTerminal else { return write(text) }
    var shown = ""
    for scalar in text.unicodeScalars {
      if scalar != "\n", PrintableText.isObeyed(scalar) {
        let digits = String(scalar.value, radix: 16)
        shown += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    write(shown)
  }

  /// Writes cells for programs, as they are; on a terminal as ``PrintableText`` has them.
  static func write(cells text: String) {
    write(isTerminal ? PrintableText.shown(text, keeping: "\t\n".unicodeScalars) : text)
  }

  static func write(_ text: String) {
    let isDue = waiting.withLock { waiting in
      waiting.append(contentsOf: text.utf8)
      return waiting.count >= pieceSize || isTerminal
    }
    if isDue { flush() }
  }

  /// Hands on what has been written so far.
  static func flush() {
    let failure: SystemFailure? = waiting.withLock { waiting in
      defer { waiting = Data() }
      do throws(SystemFailure) {
        try Descriptor.write(waiting, to: STDOUT_FILENO)
        return nil
      } catch {
        return error
      }
    }
    if let failure { end(failure) }
  }

  /// Hands on everything; nothing may be written afterwards. Some file systems say only now that there was no
  /// room.
  static func finish() {
    let isUsed = waiting.withLock { !$0.isEmpty }
    flush()
    let copy = dup(STDOUT_FILENO)
    if copy >= 0, close(copy) != 0, errno != EINTR, isUsed { end(.latest) }
  }

  private static func end(_ failure: SystemFailure) -> Never {
    Terminal.complain(
      "standard output: can't be written: \(failure.reason)", isError: true,
      status: ExitStatus.unwritable.rawValue)
    exit(ExitStatus.unwritable.rawValue)
  }
}

/// Prints for people, in place of Swift's own, which doesn't say whether anything arrived. Texts from files
/// can't give the terminal orders: only ``Paint`` can. With `--json` a text that has no form of its own
/// becomes `{"text":TEXT}`.
func print(_ text: String, terminator: String = "\n") {
  struct Line: Encodable {
    let text: String
  }
  if Terminal.isJSON { return Results.write(Line(text: text)) }
  StandardOutput.write(Paint.applied(to: PrintableText.shown(text, keeping: "\t\n".unicodeScalars)))
  StandardOutput.write(terminator)
}
