/// Tries a property on random cases, and shrinks the first that fails.
///
/// The result depends on the seed and the property alone: each case has its own random stream, so
/// that the batch size changes nothing but speed. Half the cases are random; the other half too,
/// unless margins say which way is down: then a quarter of them climb towards a failure.
public struct PropertyRunner: Sendable {
  public let seed: Seed
  /// How many different cases to judge.
  public let cases: Int
  /// How many cases to judge at once.
  public let batchSize: Int
  /// The limits of shrinking.
  public let limits: ShrinkLimits
  /// What the cases must cover for a run to pass.
  public let coverage: [CoverageDemand]

  public init(
    seed: Seed, cases: Int = 100, batchSize: Int = 1, limits: ShrinkLimits = .init(),
    coverage: [CoverageDemand] = []
  ) {
    precondition(cases > 0 && batchSize > 0, "a run judges at least one case at a time")
    self.seed = seed
    self.cases = cases
    self.batchSize = batchSize
    self.limits = limits
    self.coverage = coverage
  }

  /// Runs the property.
  ///
  /// - Parameters:
  ///   - property: what must hold.
  ///   - monitor: tells whether the run is too slow; without one, no clock is looked at.
  ///   - deadline: asked between executions while shrinking; `true` ends the shrinking with the
  ///     best so far.
  /// - Throws: what judging throws.
  @inlinable
  public func run<Value, Failure>(
    _ property: Property<Value, Failure>, monitor: RunMonitor? = nil,
    deadline: @escaping () -> Bool = { false }
  ) throws(Failure) -> RunResult<Value> {
    // In the user's module, where values have a known type: a case costs half as much there.
    var run = CaseRun(property: property, runner: self, monitor: monitor)
    try run.judgeRandomCases(upTo: (cases + 1) / 2)
    try run.climb(upTo: cases * 3 / 4)
    try run.judgeRandomCases(upTo: cases)
    let statistics = run.statistics
    if let found = run.found {
      return try conclude(found, property, statistics, passed: run.passed, deadline)
    }
    if run.judged < cases, let problem = run.search.healthProblem {
      return .unhealthy(problem, statistics)
    }
    for demand in coverage {
      let count = statistics.labels.first { $0.label == demand.label }?.count ?? 0
      if demand.isMissed(found: count, of: statistics.cases) {
        return .unhealthy(
          .rareLabel(
            demand.label, found: count, cases: statistics.cases, demanded: demand.share),
          statistics)
      }
    }
    return .passed(statistics)
  }

  /// Judges a failing case again, shrinks it, and judges what came of that again.
  @usableFromInline
  func conclude<Value, Failure>(
    _ first: JudgedCase<Value>, _ property: Property<Value, Failure>, _ statistics: RunStatistics,
    passed: @escaping (ChoiceSequence) -> Bool, _ deadline: @escaping () -> Bool
  ) throws(Failure) -> RunResult<Value> {
    let again = try property.trials([Candidate(first.choices)])[0]
    guard let outcome = again.outcome, outcome.isFailure, again.recorded == first.choices else {
      let isSameCase = again.recorded == first.choices
      return .flaky(Flakiness(first: first, second: isSameCase ? again.outcome : nil), statistics)
    }
    // A smaller case of another bug would hide this one.
    let cause = outcome.cause
    let shrinker = Shrinker(property: property, limits: limits) {
      $0.isFailure && $0.cause == cause
    }
    switch try shrinker.shrink(first.choices, deadline: deadline, rejects: passed) {
    case .shrunk(let smallest, let shrinking):
      let outcome = try property.trials([Candidate(smallest.choices)])[0].outcome
      guard let outcome, outcome.isFailure else {
        return .flaky(Flakiness(first: smallest, second: outcome), statistics)
      }
      return .failed(
        PropertyFailure(first: first, smallest: smallest, shrinking: shrinking), statistics)
    case .notReproduced(let outcome):
      return .flaky(Flakiness(first: first, second: outcome), statistics)
    }
  }
}
