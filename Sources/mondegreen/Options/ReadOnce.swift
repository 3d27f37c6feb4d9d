import Artifacts

/// What was read from paths that can't be read twice.
final class ReadOnce<Value: Sendable>: Sendable {
  private let values = Lock<[String: Value]>([:])

  func value(for path: String) -> Value? { values.withLock { $0[path] } }

  func keep(_ value: Value, for path: String) { values.withLock { $0[path] = value } }
}
