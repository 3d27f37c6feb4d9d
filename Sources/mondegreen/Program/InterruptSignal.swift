import BERTRescoring

#if canImport(Glibc)
  import Glibc
#endif

/// What the handler of ctrl-C raises; it can reach only what is global. Set before the handler, and kept.
nonisolated(unsafe) private var raised: Unmanaged<CancellationFlag>?

/// Turns ctrl-C into a request to stop at the next checkpoint.
final class InterruptSignal {
  init(_ flag: CancellationFlag) {
    raised = Unmanaged.passRetained(flag)
    Self.unblock()
    signal(SIGINT) { _ in
      // An atomic store, which a signal handler may do.
      raised?._withUnsafeGuaranteedRef { $0.raise() }
    }
  }

  /// Lets ctrl-C through to this thread: whoever started the program may have held it back.
  static func unblock() {
    var interrupts = sigset_t()
    sigemptyset(&interrupts)
    sigaddset(&interrupts, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &interrupts, nil)
  }

  func stop() { signal(SIGINT, SIG_DFL) }
}
