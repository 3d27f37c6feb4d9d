extension PropertyRunner {
  /// Runs the property until no other bug turns up: each time without the causes found before.
  ///
  /// Cases repeat from run to run, as they follow from the seed alone; only their verdicts change.
  ///
  /// - Parameters:
  ///   - property: what must hold.
  ///   - limit: ends after so many.
  ///   - monitor: as for a single run; asked during the first.
  ///   - deadline: as for a single run.
  /// - Throws: what judging throws.
  public func bugs<Value, Failure>(
    in property: Property<Value, Failure>, atMost limit: Int = 5, monitor: RunMonitor? = nil,
    deadline: @escaping () -> Bool = { false }
  ) throws(Failure) -> BugReport<Value> {
    precondition(limit > 0, "a search for bugs looks for one at least")
    var failures: [PropertyFailure<Value>] = []
    var causes: Set<String?> = []
    while true {
      let rest = causes.isEmpty ? property : property.ignoring(causes)
      let result = try run(rest, monitor: failures.isEmpty ? monitor : nil, deadline: deadline)
      guard case .failed(let failure, _) = result else {
        return BugReport(failures: failures, last: result)
      }
      failures.append(failure)
      causes.insert(failure.smallest.outcome.cause)
      guard failures.count < limit else { return BugReport(failures: failures, last: result) }
    }
  }
}

/// The different bugs that a property has.
public struct BugReport<Value> {
  /// One of each cause, as found and as shrunk, in the order of their first cases.
  public let failures: [PropertyFailure<Value>]
  /// The result of the last run: it passed, unless there may be more bugs, the case was flaky, or there were no
  /// cases.
  public let last: RunResult<Value>

  public init(failures: [PropertyFailure<Value>], last: RunResult<Value>) {
    self.failures = failures
    self.last = last
  }
}

extension BugReport: Sendable where Value: Sendable {}

extension Property {
  /// The property that holds where this one fails for one of `causes`.
  func ignoring(_ causes: Set<String?>) -> Property {
    let evaluate = self.evaluate
    return Property(identifier, batchesOf: generator) { values throws(Failure) in
      try evaluate(values).map { outcome in
        outcome.isFailure && causes.contains(outcome.cause)
          ? PropertyOutcome(holds: true) : outcome
      }
    }
  }

  /// The property that also fails where judging a value takes longer than `limit`.
  ///
  /// A value that is judged for ever is not interrupted.
  ///
  /// - Parameters:
  ///   - limit: the longest time for one value.
  ///   - elapsed: the time since any fixed moment; by default the machine's.
  public func limited(
    to limit: Duration, elapsed: (@Sendable () -> Duration)? = nil
  ) -> Property {
    let evaluate = self.evaluate
    let start = ContinuousClock.now
    let elapsed = elapsed ?? { ContinuousClock.now - start }
    return Property(identifier, batchesOf: generator) { values throws(Failure) in
      var outcomes: [PropertyOutcome] = []
      for value in values {
        let before = elapsed()
        let judged = try evaluate([value])
        let isLate = elapsed() - before > limit && !judged[0].isFailure
        outcomes.append(isLate ? PropertyOutcome(overdue: limit) : judged[0])
      }
      return outcomes
    }
  }
}

extension PropertyOutcome {
  /// A failure to be judged in time.
  public init(overdue limit: Duration) {
    self.init(margin: -1, note: "took longer than \(limit)", cause: "time limit")
  }
}
