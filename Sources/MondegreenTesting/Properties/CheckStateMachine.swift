public import PropertyTesting
public import Testing

/// Holds a state machine to its rules and invariants, and records one issue per bug, with the shortest
/// program that shows it.
///
/// Rules compare by `step.expect` or by throwing: a program runs apart from the test, where `#expect`
/// is not heard.
///
/// - Parameters:
///   - machine: rules and invariants.
///   - name: tells several checks in one test apart.
///   - replay: the choices of the only program to run: what a failure prints.
///   - sourceLocation: where issues are recorded.
/// - Returns: whether nothing failed.
/// - Throws: like `checkProperty`.
@discardableResult
public func checkStateMachine<State>(
  _ machine: StateMachine<State>, named name: String? = nil, replay: String? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Bool {
  try await checkProperty(
    machine.programs, named: name, replay: replay, sourceLocation: sourceLocation
  ) { program in
    program.outcome
  }
}
