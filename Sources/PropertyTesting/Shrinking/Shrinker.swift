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

  /// What shrinking came to.
  public enum Result {
    /// The smallest case found, at worst the one it began with.
    case shrunk(JudgedCase<Value>, ShrinkStatistics)
    /// The first case is not accepted, or is not usable (then without an outcome).
    case notReproduced(PropertyOutcome?)
  }

  /// Shrinks the case that `choices` stand for.
  ///
  /// - Parameter deadline: asked between executions; `true` ends with the best so far.
  /// - Throws: what judging throws.
  public func shrink(
    _ choices: ChoiceSequence, deadline: () -> Bool = { false }
  ) throws(Failure) -> Result {
    let first = try property.trials([choices], tail: .overrun)[0]
    guard let outcome = first.outcome, accepts(outcome),
      let value = property.generator.value(replaying: first.recorded)
    else { return .notReproduced(first.outcome) }
    let statistics = ShrinkStatistics(
      executions: 1, judged: 1, batches: 1, improvements: 0, ending: .nothingSmaller)
    return .shrunk(
      JudgedCase(choices: first.recorded, value: value, outcome: outcome), statistics)
  }
}

extension Shrinker.Result: Sendable where Value: Sendable {}
