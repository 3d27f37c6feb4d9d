import Artifacts

/// Splits work over threads so that no result depends on their number.
///
/// Kernels are single-threaded; parallelism is by chunks of data. Gradients gather in a fixed number
/// of shards: chunk `i` belongs to shard `i % shards`, a shard's chunks run one after another into its
/// own buffer, and the buffers are added in shard order. A step whose chunks are a multiple of the
/// shards keeps all threads busy to its end.
public struct DataParallel: Sendable {
  /// The largest number of threads.
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
    ConcurrentMap.map(items, threads: threads, body)
  }

  /// The sum of all items' gradients, and their results in the items' order.
  ///
  /// - Parameters:
  ///   - items: the items, each small enough for one thread.
  ///   - store: the store with the parameters.
  ///   - body: computes one item and adds its gradients to the buffer it is given.
  public func gradients<Item: Sendable, Result: Sendable>(
    over items: [Item], store: ParameterStore,
    _ body: @Sendable (Item, inout GradientBuffer) -> Result
  ) -> (gradients: GradientBuffer, results: [Result]) {
    let used = min(shards, items.count)
    let folded = Lock(FoldedGradients(count: used))
    let parts = map(Array(0..<used)) { shard in
      var buffer: GradientBuffer? = GradientBuffer(store)
      let results = stride(from: shard, to: items.count, by: shards).map {
        body(items[$0], &buffer!)
      }
      // Nobody else holds it then, so that others are added to it in place.
      folded.withLock { $0.add(buffer.take()!, of: shard) }
      return results
    }
    let results = items.indices.map { parts[$0 % shards][$0 / shards] }
    return (folded.withLock { $0.take() } ?? GradientBuffer(store), results)
  }

  /// Runs `body` for 0..<count on up to `threads` threads.
  func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
    ConcurrentMap.run(count, threads: threads, body)
  }
}

/// The sum of shards' gradients in the shards' order, whatever order they come in. A shard is given up
/// as soon as those before it are there, so that few are alive at once.
private struct FoldedGradients: Sendable {
  private var sum: GradientBuffer?
  private var waiting: [GradientBuffer?]
  private var next = 0

  init(count: Int) {
    waiting = Array(repeating: nil, count: count)
  }

  mutating func add(_ gradients: consuming GradientBuffer, of shard: Int) {
    waiting[shard] = consume gradients
    while next < waiting.count, let following = waiting[next].take() {
      if sum == nil { sum = consume following } else { sum! += following }
      next += 1
    }
  }

  mutating func take() -> GradientBuffer? {
    defer { sum = nil }
    return sum
  }
}
