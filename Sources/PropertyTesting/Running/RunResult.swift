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

/// How many cases a run tried.
public struct RunStatistics: Hashable, Sendable, Codable {
  /// Different cases that the property judged.
  public let cases: Int
  /// Cases that had been judged before and were not judged again.
  public let duplicates: Int
  /// Cases that the generator gave up.
  public let discards: Int
  /// Cases with more choices than a case may have.
  public let overruns: Int

  public init(cases: Int, duplicates: Int, discards: Int, overruns: Int) {
    self.cases = cases
    self.duplicates = duplicates
    self.discards = discards
    self.overruns = overruns
  }
}

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
  public var replayLine: String { ".replay(\"\(choices)\")" }
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

/// Why a run tells nothing.
public enum HealthProblem: Hashable, Sendable, CustomStringConvertible {
  /// The generator gave up `discards` cases while it made `cases`.
  case tooManyDiscards(discards: Int, cases: Int)
  /// `overruns` cases were too large while `cases` were not.
  case tooLarge(overruns: Int, cases: Int)

  public var description: String {
    switch self {
    case .tooManyDiscards(let discards, let cases):
      """
      \(discards) cases were given up and only \(cases) were usable: construct values that meet \
      the assumption instead of filtering for them
      """
    case .tooLarge(let overruns, let cases):
      """
      \(overruns) cases drew more than \(ChoiceSource.maximumCount) choices and only \(cases) did \
      not: let the generator make smaller values
      """
    }
  }
}
