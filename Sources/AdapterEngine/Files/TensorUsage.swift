import Artifacts

/// Names of the tensors that were read of a file. A tensor that nobody reads changes nothing, though it
/// was stored to change something; so whoever reads a folder asks for what is left.
final class TensorUsage: Sendable {
  private let used = Lock<Set<String>>([])

  func note(_ name: String) {
    used.withLock { _ = $0.insert(name) }
  }

  var names: Set<String> { used.withLock { $0 } }
}
