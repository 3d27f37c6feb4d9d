import Synchronization

/// Asks a training run to write a checkpoint and stop; may be raised from a signal handler's queue.
public final class CancellationFlag: Sendable {
  private let flag = Atomic(false)

  public init() {}

  /// Requests cancellation.
  public func raise() { flag.store(true, ordering: .relaxed) }

  /// Whether cancellation was requested.
  public var isRaised: Bool { flag.load(ordering: .relaxed) }
}
