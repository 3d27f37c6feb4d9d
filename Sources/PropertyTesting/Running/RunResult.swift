/// What a run of a property came to.
public enum RunResult<Value> {
  /// No case failed.
  case passed(RunStatistics)
  /// A case failed; it was shrunk as far as the limits allowed.
  case failed(PropertyFailure<Value>, RunStatistics)
  /// The same choices gave different verdicts, or different values: nothing found can be trusted.
  case flaky(Flakiness<Value>, RunStatistics)
  /// Too few usable cases to say anything.
  case unhealthy(HealthProblem, RunStatistics)

  public var statistics: RunStatistics {
    switch self {
    case .passed(let statistics), .failed(_, let statistics), .flaky(_, let statistics),
      .unhealthy(_, let statistics):
      statistics
    }
  }
}

extension RunResult: Sendable where Value: Sendable {}

/// One value that was judged, with the choices that make it again.
public struct JudgedCase<Value> {
  public let choices: ChoiceSequence
  public let value: Value
  public let outcome: PropertyOutcome

  public init(choices: ChoiceSequence, value: Value, outcome: PropertyOutcome) {
    self.choices = choices
    self.value = value
    self.outcome = outcome
  }

  /// The line that replays the case.
  public var replayLine: String { "\(Replay(choices))" }
}

extension JudgedCase: Sendable where Value: Sendable {}

/// A failing case as found and as shrunk.
public struct PropertyFailure<Value> {
  public let first: JudgedCase<Value>
  public let smallest: JudgedCase<Value>
  public let shrinking: ShrinkStatistics

  public init(
    first: JudgedCase<Value>, smallest: JudgedCase<Value>, shrinking: ShrinkStatistics
  ) {
    self.first = first
    self.smallest = smallest
    self.shrinking = shrinking
  }
}

extension PropertyFailure: Sendable where Value: Sendable {}

/// A case that did not come out the same twice.
public struct Flakiness<Value> {
  public let first: JudgedCase<Value>
  /// The second outcome; `nil` if replaying the choices did not even make the same choices again.
  public let second: PropertyOutcome?

  public init(first: JudgedCase<Value>, second: PropertyOutcome?) {
    self.first = first
    self.second = second
  }
}

extension Flakiness: Sendable where Value: Sendable {}

extension Flakiness: CustomStringConvertible {
  public var description: String {
    let told = "flaky: \(first.value) failed with margin \(first.outcome.margin)"
    guard let second else {
      return told + ", and its choices do not make it again: the generator has a memory"
    }
    let verdict = second.isFailure ? "failed" : "passed"
    return told + ", and judged again it \(verdict) with margin \(second.margin)"
  }
}

extension PropertyFailure: CustomStringConvertible {
  /// The smallest case, its outcome, how it was found, and the line that replays it.
  public var description: String {
    """
    \(smallest.value): margin \(smallest.outcome.margin)\
    \(smallest.outcome.note.map { ", \($0)" } ?? "")
    \(shrinking)
    \(smallest.replayLine)
    """
  }
}

extension RunResult: CustomStringConvertible {
  public var description: String {
    switch self {
    case .passed(let statistics): "passed: \(statistics)"
    case .failed(let failure, let statistics): "failed after \(statistics)\n\(failure)"
    case .flaky(let flakiness, _): "\(flakiness)"
    case .unhealthy(let problem, _): "unhealthy: \(problem)"
    }
  }
}
