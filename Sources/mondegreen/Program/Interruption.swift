import Dispatch

#if canImport(Glibc)
  import Glibc
#endif

/// What ctrl-C does while long work is under way: says how to go on, and ends with status 130.
///
/// Journals and checkpoints are on disk after every step, so nothing needs to be saved here.
final class Interruption {
  private let source: any DispatchSourceSignal

  /// From now on ctrl-C prints `message` to standard error and ends the process.
  init(message: String) {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      Terminal.leaveProgressLine()
      Terminal.complain(message, isError: true)
      _exit(ExitStatus.interrupted.rawValue)
    }
    source.resume()
  }

  /// Gives ctrl-C back its usual meaning.
  deinit {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }
}
