import Artifacts

/// What a model with a defect keeps between calls.
final class CallMemory: Sendable {
  private let calls = Lock(0)
  private let lastMean = Lock(0.0)
  private let costs = Lock<[[Int]: Double]>([:])

  /// The number of this call, counted from 1.
  func nextCall() -> Int {
    calls.withLock { calls in
      calls += 1
      return calls
    }
  }

  /// The mean cost of the call before, 0 at first; keeps that of this call.
  func exchangedMean(for mean: Double) -> Double {
    lastMean.withLock { last in
      defer { last = mean }
      return last
    }
  }

  /// The cost that was first asked for under `key`, or `cost` where this is the first time.
  func remembered(_ cost: Double, for key: [Int]) -> Double {
    costs.withLock { costs in
      if let old = costs[key] { return old }
      costs[key] = cost
      return cost
    }
  }
}
