/// A program and what came of it.
public struct ProgramRun: Hashable, Sendable {
  /// Each step with its arguments, as text.
  public let steps: [String]
  /// What the last step, or the invariant after it, broke.
  public let failure: ProgramFailure?

  public init(steps: [String], failure: ProgramFailure?) {
    self.steps = steps
    self.failure = failure
  }

  public var outcome: PropertyOutcome {
    PropertyOutcome(
      holds: failure == nil, note: failure?.message,
      cause: failure.map { "\($0.place): \($0.cause)" })
  }
}

extension ProgramRun: CustomStringConvertible {
  /// A line a step.
  public var description: String {
    steps.isEmpty ? "no steps" : "\n" + steps.map { "  \($0)" }.joined(separator: "\n")
  }
}

/// What failed in a program.
public struct ProgramFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The rule or the invariant.
  public let place: String
  public let message: String
  /// The cause of the failure without values, since programs that show the same bug differ in those.
  public let cause: String

  init(_ place: String, _ error: any Error) {
    self.place = place
    if let broken = error as? BrokenExpectation {
      message = "\(place): \(broken.message)"
      cause = broken.cause ?? "expectation"
    } else {
      let outcome = PropertyOutcome(thrown: error)
      message = "\(place): \(outcome.note ?? "")"
      cause = outcome.cause ?? ""
    }
  }

  init(broken invariant: String) {
    (place, message, cause) = (invariant, "\(invariant) does not hold", "invariant")
  }

  public var description: String { message }
}
