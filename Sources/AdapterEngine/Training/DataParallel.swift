import Dispatch
import Synchronization

/// Splits work over threads so that no result depends on their number.
///
/// Kernels are single-threaded; parallelism is by chunks of data. Gradients gather in a fixed number
/// of shards: chunk `i` belongs to shard `i % shards`, a shard's chunks run one after another into its
/// own buffer, and the buffers are added in shard order. A step whose chunks are a multiple of the
/// shards keeps all threads busy to its end.
public struct DataParallel: Sendable {
  /// Threads at most.
  public let threads: Int
  /// Gradient buffers, a constant of the training recipe: other numbers round otherwise.
  public let shards: Int

  /// - Parameters:
  ///   - threads: at least 1.
  ///   - shards: at least 1; the most threads that can help in ``gradients(over:store:_:)``.
  public init(threads: Int, shards: Int = 4) {
    precondition(threads >= 1 && shards >= 1, "at least one thread and one shard")
    self.threads = threads
    self.shards = shards
  }

  /// The results of `body` for each item, in the items' order.
  public func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) -> Result
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: items.count))
    run(items.count) { index in
      let result = body(items[index])
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0 }.map { $0! }
  }

  /// The sum of all items' gradients, and their results in the items' order.
  ///
  /// - Parameter body: computes one item and adds its gradients to the buffer it is given.
  public func gradients<Item: Sendable, Result: Sendable>(
    over items: [Item], store: ParameterStore,
    _ body: @Sendable (Item, inout GradientBuffer) -> Result
  ) -> (gradients: GradientBuffer, results: [Result]) {
    let shardItems = (0..<shards).map { Array(stride(from: $0, to: items.count, by: shards)) }
    let parts = map(shardItems) { indices in
      var buffer = GradientBuffer(store)
      var results: [Result] = []
      for index in indices { results.append(body(items[index], &buffer)) }
      return (buffer, results)
    }
    let results = items.indices.map { parts[$0 % shards].1[$0 / shards] }
    return (sum(parts.filter { !$0.1.isEmpty }.map(\.0)) ?? parts[0].0, results)
  }

  /// The sum of several buffers, added in their order; each thread adds a stretch of all of them.
  private func sum(_ buffers: consuming [GradientBuffer]) -> GradientBuffer? {
    guard var sum = buffers.first else { return nil }
    let others = Array(buffers.dropFirst())
    buffers = []
    sum.add(others, self)
    return sum
  }

  /// Runs `body` for consecutive stretches of 0..<count.
  func stretches(of count: Int, _ body: @Sendable (Range<Int>) -> Void) {
    let length = 1 << 16
    run((count + length - 1) / length) { index in
      body(index * length..<min(count, (index + 1) * length))
    }
  }

  /// Runs `body` for 0..<count on up to `threads` threads.
  func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
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
}
