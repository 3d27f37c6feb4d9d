import Dispatch
import Synchronization

/// Does the same thing many times on several threads; which thread did what does not show.
package enum ConcurrentMap {
  /// Calls `body` for each of 0..<count, on at most `threads` threads.
  package static func run(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    let workers = min(threads, count)
    guard workers > 1 else {
      for index in 0..<count { body(index) }
      return
    }
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        body(index)
      }
    }
  }

  /// What `transform` makes of each element, in the elements' order.
  ///
  /// - Throws: of the elements for which `transform` throws, the first one's error.
  package static func map<Element: Sendable, Output: Sendable, Failure: Error>(
    _ elements: [Element], threads: Int,
    _ transform: @Sendable (Element) throws(Failure) -> Output
  ) throws(Failure) -> [Output] {
    guard threads > 1, elements.count > 1 else {
      var outputs: [Output] = []
      outputs.reserveCapacity(elements.count)
      for element in elements { outputs.append(try transform(element)) }
      return outputs
    }
    let results = Lock([Result<Output, Failure>?](repeating: nil, count: elements.count))
    run(elements.count, threads: threads) { index in
      let result: Result<Output, Failure>
      do throws(Failure) {
        result = .success(try transform(elements[index]))
      } catch {
        result = .failure(error)
      }
      results.withLock { $0[index] = result }
    }
    var outputs: [Output] = []
    outputs.reserveCapacity(elements.count)
    for result in results.withLock({ $0 }) { outputs.append(try result!.get()) }
    return outputs
  }
}
