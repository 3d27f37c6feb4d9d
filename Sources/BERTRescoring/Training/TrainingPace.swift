import AdapterEngine

/// The stopwatch and the data order of a run: whatever of it can be made anew after an interruption.
struct TrainingPace {
  var losses: [Double] = []
  var tokens = 0
  private var clock = ContinuousClock()
  private var since: ContinuousClock.Instant
  private var lastCheckpoint: ContinuousClock.Instant
  private var epoch = -1
  private var order: [Int32] = []

  init() {
    since = clock.now
    lastCheckpoint = since
  }

  var meanLoss: Double { losses.reduce(0, +) / Double(max(1, losses.count)) }

  var tokensPerSecond: Double {
    (Double(tokens) / max(1e-9, Self.seconds(clock.now - since))).rounded()
  }

  var minutesSinceCheckpoint: Double { Self.seconds(clock.now - lastCheckpoint) / 60 }

  mutating func restart() {
    losses = []
    tokens = 0
    since = clock.now
  }

  mutating func checkpointed() { lastCheckpoint = clock.now }

  /// The items number `first ..< first + count` of an endless run over `total` items, each epoch in
  /// an order of its own that the seed alone decides.
  mutating func places(first: Int, count: Int, of total: Int, seed: UInt64) -> [Int] {
    (first..<first + count).map { number in
      let (wanted, place) = number.quotientAndRemainder(dividingBy: total)
      if wanted != epoch {
        var generator = CounterGenerator(seed: seed).derived(0, wanted)
        order = generator.permutation(of: total)
        epoch = wanted
      }
      return Int(order[place])
    }
  }

  private static func seconds(_ duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
