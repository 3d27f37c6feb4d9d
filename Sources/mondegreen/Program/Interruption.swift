import Artifacts
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// What the handler of ctrl-C writes; it can reach only what is global. The handler reads it, ``Interruption``
/// replaces it whole and never frees what a handler may be reading.
nonisolated(unsafe) private var farewell: UnsafeMutablePointer<UInt8>?
nonisolated(unsafe) private var farewellCount = 0

/// What ctrl-C does while long work is under way: says how to go on, and ends with status 130.
///
/// Journals and checkpoints are on disk after every step, so nothing needs to be saved here. It takes a
/// signal handler and no descriptor, of which there may be few.
final class Interruption {
  private let before: (text: UnsafeMutablePointer<UInt8>?, count: Int)

  /// From now on ctrl-C prints `message` to standard error and ends the process.
  init(message: String) {
    before = (farewell, farewellCount)
    let bytes = Array(Self.text(message).utf8)
    let text = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
    text.initialize(from: bytes, count: bytes.count)
    signal(SIGINT, SIG_IGN)
    (farewell, farewellCount) = (text, bytes.count)
    Self.listen()
  }

  /// What is written, as ``Terminal/complain(_:isError:status:)`` would.
  private static func text(_ message: String) -> String {
    struct Line: Encodable {
      let error: String
      let status = ExitStatus.interrupted.rawValue
    }
    guard Terminal.isJSON else {
      return (Terminal.showsProgressBar ? "\n" : "") + "mondegreen: \(message)\n"
    }
    return String(decoding: CanonicalJSON.data(finite: Line(error: message), .line), as: UTF8.self)
      + "\n"
  }

  /// Gives ctrl-C back its earlier meaning.
  deinit {
    signal(SIGINT, SIG_IGN)
    (farewell, farewellCount) = before
    if farewell == nil { signal(SIGINT, SIG_DFL) } else { Self.listen() }
  }

  private static func listen() {
    InterruptSignal.unblock()
    signal(SIGINT) { _ in
      // Nothing but what a signal handler may do.
      if let farewell { _ = write(STDERR_FILENO, farewell, farewellCount) }
      _exit(ExitStatus.interrupted.rawValue)
    }
  }
}
