/// The state of a run.
@usableFromInline
struct CaseRun<Value, Failure: Error>: ~Copyable {
  @usableFromInline let property: Property<Value, Failure>
  @usableFromInline let runner: PropertyRunner
  @usableFromInline let monitor: RunMonitor?
  @usableFromInline var search: CaseSearch
  @usableFromInline var judged = 0
  /// The first failing case.
  @usableFromInline var found: JudgedCase<Value>?

  @usableFromInline var climb = HillClimb()
  @usableFromInline var drawnUntilFound: DrawCounts?
  /// The values of the batch that is to be judged.
  @usableFromInline var values: [Value] = []
  @usableFromInline var origins: [CaseOrigin] = []
  @usableFromInline let start: Duration?
  @usableFromInline var isWatched: Bool

  @inlinable
  init(property: Property<Value, Failure>, runner: PropertyRunner, monitor: RunMonitor?) {
    self.property = property
    self.runner = runner
    self.monitor = monitor
    search = CaseSearch(seed: runner.seed)
    start = monitor?.elapsed()
    isWatched = monitor != nil
  }

  @inlinable var statistics: RunStatistics {
    search.statistics(cases: judged, drawn: drawnUntilFound)
  }

  /// Whether replaying a sequence comes to a case drawn before the first failing one: it passed, or
  /// was of no use.
  @inlinable var passed: (ChoiceSequence) -> Bool {
    search.repeats(upTo: (drawnUntilFound ?? search.drawn).total)
  }

  @inlinable
  mutating func judgeRandomCases(upTo limit: Int) throws(Failure) {
    while judged < limit, found == nil {
      let size = min(runner.batchSize, limit - judged)
      while values.count < size, !search.isFinished {
        let before = search.drawn
        search.begin()
        draw(before, isAlone: runner.batchSize == 1)
      }
      guard !values.isEmpty else { return }
      _ = try judge()
    }
  }

  /// Goes up from the highest case, one step at a time.
  @inlinable
  mutating func climb(upTo limit: Int) throws(Failure) {
    guard climb.isSlope else { return }
    var steps = ClimbingSteps()
    // Steps to cases seen before cost no judging, but there is an end to them.
    var fruitless = 0
    while judged < limit, found == nil, fruitless < 1_000,
      let step = steps.next(from: climb.summit)
    {
      let before = search.drawn
      search.begin(step)
      guard draw(before, isAlone: true) else {
        steps.note(isHigher: false)
        fruitless += 1
        continue
      }
      fruitless = 0
      steps.note(isHigher: try judge())
    }
  }

  /// Whether a new case came of what was prepared.
  ///
  /// - Parameter isAlone: whether it is judged before the next one is drawn.
  @discardableResult
  @inlinable
  mutating func draw(_ before: DrawCounts, isAlone: Bool) -> Bool {
    let value = property.generator.drawIfPossible(from: &search.source)
    guard search.admit(), let value else { return false }
    values.append(value)
    origins.append(
      CaseOrigin(
        choices: isAlone ? nil : search.source.recorded, observation: search.source.observation,
        drawn: before))
    return true
  }

  /// Judges what was drawn; whether one of the cases is higher than all before.
  @inlinable
  mutating func judge() throws(Failure) -> Bool {
    let outcomes = try property.evaluate(values)
    precondition(outcomes.count == values.count, "a property gives one outcome per value")
    var isHigher = false
    for index in outcomes.indices {
      judged += 1
      let origin = origins[index]
      if outcomes[index].isFailure {
        found = JudgedCase(
          choices: origin.choices ?? search.source.recorded, value: values[index],
          outcome: outcomes[index])
        drawnUntilFound = origin.drawn
        break
      }
      let height = HillClimb.height(
        margin: outcomes[index].margin, observation: origin.observation)
      if climb.note(height, of: origin.choices ?? search.source.recorded) { isHigher = true }
    }
    values.removeAll(keepingCapacity: true)
    origins.removeAll(keepingCapacity: true)
    watch()
    return isHigher
  }

  /// Warns, once, of a run that will take long.
  @inlinable
  mutating func watch() {
    guard isWatched, judged >= min(5, runner.cases), let monitor, let start else { return }
    let elapsed = monitor.elapsed() - start
    let expected = elapsed / judged * runner.cases
    if expected > monitor.patience {
      isWatched = false
      monitor.warn(.tooSlow(cases: judged, elapsed: elapsed, expected: expected))
    }
  }
}

/// The origin of a case.
@usableFromInline
struct CaseOrigin {
  /// `nil` for a case that is alone in its batch: the source still has them when it is judged.
  @usableFromInline let choices: ChoiceSequence?
  @usableFromInline let observation: Double?
  /// The counts before this case.
  @usableFromInline let drawn: DrawCounts

  @usableFromInline
  init(choices: ChoiceSequence?, observation: Double?, drawn: DrawCounts) {
    self.choices = choices
    self.observation = observation
    self.drawn = drawn
  }
}
