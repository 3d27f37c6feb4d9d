/// Makes failing cases smaller until nothing smaller fails.
///
/// It edits the choice sequence, makes the value again and asks the property; what "fails" means is
/// the caller's: an acceptance rule like "margin below half of the first one" keeps a
/// counterexample away from the threshold.
public struct Shrinker<Value, Failure: Error>: Sendable {
  public let property: Property<Value, Failure>
  public let limits: ShrinkLimits
  /// Whether a smaller case with that outcome may take the place of the present one.
  public let accepts: @Sendable (PropertyOutcome) -> Bool

  public init(
    property: Property<Value, Failure>, limits: ShrinkLimits = .init(),
    accepts: @escaping @Sendable (PropertyOutcome) -> Bool = { $0.isFailure }
  ) {
    self.property = property
    self.limits = limits
    self.accepts = accepts
  }

  /// The outcome of shrinking.
  public enum Result {
    /// The smallest case found, at worst the one it began with.
    case shrunk(JudgedCase<Value>, ShrinkStatistics)
    /// The first case is not accepted, or is not usable (then without an outcome).
    case notReproduced(PropertyOutcome?)
  }

  /// Shrinks the case that `choices` stand for.
  ///
  /// - Parameters:
  ///   - choices: of a case that is accepted.
  ///   - deadline: asked between executions; `true` ends with the best so far.
  /// - Throws: what judging throws.
  public func shrink(
    _ choices: ChoiceSequence, deadline: @escaping () -> Bool = { false }
  ) throws(Failure) -> Result {
    try shrink(choices, deadline: deadline) { _ in false }
  }

  /// - Parameter rejects: whether a sequence is known to make a case that is not accepted.
  func shrink(
    _ choices: ChoiceSequence, deadline: @escaping () -> Bool,
    rejects: @escaping (ChoiceSequence) -> Bool
  ) throws(Failure) -> Result {
    let first = try property.trials([Candidate(choices)])[0]
    guard let outcome = first.outcome, accepts(outcome) else {
      return .notReproduced(first.outcome)
    }
    var failure: Failure?
    var search = ShrinkSearch(
      first: first, outcome: outcome, limits: limits, accepts: accepts, rejects: rejects,
      deadline: deadline
    ) { candidates, isWorthJudging in
      do throws(Failure) {
        return try property.trials(candidates, isWorthJudging: isWorthJudging)
      } catch {
        failure = error
        return nil
      }
    }
    // At one stroke, if it will: everything the simplest, or every number.
    if !search.attempt(ChoiceSequence(search.current.choices.map(\.simplest))) {
      _ = search.attempt(SimplifyChoices.simplified(search.current))
    }
    search.run(shrinkPasses)
    if let failure { throw failure }
    guard let value = property.generator.value(replaying: search.current) else {
      return .notReproduced(nil)
    }
    return .shrunk(
      JudgedCase(choices: search.current, value: value, outcome: search.outcome),
      search.statistics)
  }
}

extension Shrinker.Result: Sendable where Value: Sendable {}
