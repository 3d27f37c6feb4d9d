/// Values that are each made when they are first asked for, and then kept.
package final class KeyedOnce<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let made = Lock<[Key: Value]>([:])

  package init() {}

  /// The value of a key; `make` is only called the first time, while others wait.
  package func value(for key: Key, _ make: () -> Value) -> Value {
    made.withLock { made in
      if let value = made[key] { return value }
      let value = make()
      made[key] = value
      return value
    }
  }
}
