public import PropertyTesting
public import Testing

/// Holds a property against random values, and records one issue per bug, for its smallest value.
///
/// ```swift
/// @Test func `reversing twice changes nothing`() async throws {
///   try await checkProperty(.array(of: .integer())) { list in
///     #expect(Array(list.reversed().reversed()) == list)
///   }
/// }
/// ```
///
/// Examples come first, then the failures that earlier runs stored, then random cases. Expectations
/// inside `body` are recorded for the smallest case only, within the issue. How many cases there are and
/// where failures are stored is said by traits, see ``PropertySetting``, or the environment.
///
/// - Parameters:
///   - generator: of the values.
///   - name: tells several checks in one test apart.
///   - examples: values to judge before all others.
///   - replay: the choices of the only case to judge: what a failure prints.
///   - sourceLocation: where issues are recorded.
///   - body: expectations, or an error, for a value.
/// - Returns: whether nothing failed.
/// - Throws: ``UnknownProfile``, `ChoiceSequenceError` for a malformed `replay`, `FailureStoreError`, or
///   `CancellationError`.
@discardableResult
public func checkProperty<Value: Sendable>(
  _ generator: Generator<Value>, named name: String? = nil, examples: [Value] = [],
  replay: String? = nil, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: @escaping @Sendable (Value) async throws -> Void
) async throws -> Bool {
  try await checkProperty(
    generator, named: name, examples: examples, replay: replay, sourceLocation: sourceLocation
  ) { value in
    try await body(value)
    return true
  }
}

/// Holds a property that gives a verdict, a truth value or a measure, against random values.
///
/// Otherwise like the form with expectations, which may stand in `body` here, too.
///
/// - Parameters:
///   - generator: of the values.
///   - name: tells several checks in one test apart.
///   - examples: values to judge before all others.
///   - replay: the choices of the only case to judge: what a failure prints.
///   - sourceLocation: where issues are recorded.
///   - body: a verdict for a value, or an error.
/// - Returns: whether nothing failed.
/// - Throws: like the form with expectations.
@discardableResult
public func checkProperty<Value: Sendable, Verdict: PropertyVerdict>(
  _ generator: Generator<Value>, named name: String? = nil, examples: [Value] = [],
  replay: String? = nil, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: @escaping @Sendable (Value) async throws -> Verdict
) async throws -> Bool {
  let check = try PropertyCheckInTest(
    generator: generator, name: name, settings: .current, sourceLocation: sourceLocation)
  let judged = JudgedInTest(timeLimit: PropertySettings.current.caseTimeLimit)
  return try await check.run(examples: examples, replay: replay) { value in
    await judged.outcome { try await body(value) }
  }
}
