/// Tries a property on random cases, and shrinks the first that fails.
///
/// The result depends on the seed and the property alone: each case has its own random stream, so
/// that the batch size changes nothing but speed.
public struct PropertyRunner: Sendable {
  public let seed: Seed
  /// How many different cases to judge.
  public let cases: Int
  /// How many cases to judge at once.
  public let batchSize: Int
  /// How failures are shrunk.
  public let limits: ShrinkLimits

  public init(seed: Seed, cases: Int = 100, batchSize: Int = 1, limits: ShrinkLimits = .init()) {
    precondition(cases > 0 && batchSize > 0, "a run judges at least one case at a time")
    self.seed = seed
    self.cases = cases
    self.batchSize = batchSize
    self.limits = limits
  }

  /// Runs the property.
  ///
  /// - Parameter deadline: asked between executions while shrinking; `true` ends the shrinking with
  ///   the best so far. The library has no clock of its own.
  /// - Throws: what judging throws.
  public func run<Value, Failure>(
    _ property: Property<Value, Failure>, deadline: @escaping () -> Bool = { false }
  ) throws(Failure) -> RunResult<Value> {
    var search = CaseSearch(seed: seed, property: property)
    while search.judged < cases {
      let batch = search.nextBatch(min(batchSize, cases - search.judged))
      if batch.isEmpty {
        if let problem = search.healthProblem { return .unhealthy(problem, search.statistics) }
        break
      }
      let outcomes = try property.evaluate(batch.map(\.value))
      precondition(outcomes.count == batch.count, "a property gives one outcome per value")
      guard let index = outcomes.firstIndex(where: \.isFailure) else {
        search.judged += batch.count
        continue
      }
      let statistics = batch[index].drawn.statistics(cases: search.judged + index + 1)
      let first = JudgedCase(
        choices: batch[index].choices, value: batch[index].value, outcome: outcomes[index])
      return try conclude(first, property, statistics, deadline)
    }
    return .passed(search.statistics)
  }

  /// Judges a failing case again, shrinks it, and judges what came of that again.
  private func conclude<Value, Failure>(
    _ first: JudgedCase<Value>, _ property: Property<Value, Failure>, _ statistics: RunStatistics,
    _ deadline: @escaping () -> Bool
  ) throws(Failure) -> RunResult<Value> {
    let again = try property.trials([Candidate(first.choices)])[0]
    guard let outcome = again.outcome, outcome.isFailure, again.recorded == first.choices else {
      let isSameCase = again.recorded == first.choices
      return .flaky(Flakiness(first: first, second: isSameCase ? again.outcome : nil), statistics)
    }
    let shrinker = Shrinker(property: property, limits: limits)
    switch try shrinker.shrink(first.choices, deadline: deadline) {
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

/// Makes the different cases of a run, one after the other.
private struct CaseSearch<Value, Failure: Error> {
  struct Case {
    let choices: ChoiceSequence
    let value: Value
    /// Up to this case.
    let drawn: DrawCounts
  }

  let seed: Seed
  let property: Property<Value, Failure>
  var judged = 0
  private var seen: Set<ChoiceSequence> = []
  private var drawn = DrawCounts()
  private var duplicatesInARow = 0

  /// So many duplicates in a row mean that there is probably nothing new to be found.
  private let patience = 200

  init(seed: Seed, property: Property<Value, Failure>) {
    self.seed = seed
    self.property = property
  }

  var statistics: RunStatistics { drawn.statistics(cases: judged) }

  /// Judged once nine cases of ten are unusable, and there were enough of them to tell.
  var healthProblem: HealthProblem? {
    if drawn.discards >= 50 && drawn.discards > 9 * seen.count {
      return .tooManyDiscards(discards: drawn.discards, cases: seen.count)
    }
    if drawn.overruns >= 20 && drawn.overruns > 9 * seen.count {
      return .tooLarge(overruns: drawn.overruns, cases: seen.count)
    }
    return nil
  }

  /// Up to `count` new cases; none when there is nothing new.
  mutating func nextBatch(_ count: Int) -> [Case] {
    var batch: [Case] = []
    while batch.count < count, healthProblem == nil, duplicatesInARow < patience {
      // Streams are numbered by draw, so the same cases come in the same order in any batch size.
      var source = ChoiceSource.random(seed: seed.derived(drawn.total).value)
      let value = property.generator.draw(from: &source)
      drawn.total += 1
      switch source.status {
      case .valid:
        let choices = source.recorded
        if seen.insert(choices).inserted {
          batch.append(Case(choices: choices, value: value, drawn: drawn))
          duplicatesInARow = 0
        } else {
          drawn.duplicates += 1
          duplicatesInARow += 1
        }
      case .discarded: drawn.discards += 1
      case .overrun: drawn.overruns += 1
      }
    }
    return batch
  }
}

/// What became of the cases drawn so far.
private struct DrawCounts {
  var total = 0
  var duplicates = 0
  var discards = 0
  var overruns = 0

  func statistics(cases: Int) -> RunStatistics {
    RunStatistics(
      cases: cases, duplicates: duplicates, discards: discards, overruns: overruns)
  }
}
