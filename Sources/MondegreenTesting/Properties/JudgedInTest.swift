import Artifacts
import PropertyTesting
import Testing

/// Judges a value by a closure with expectations in it, and keeps these to itself.
struct JudgedInTest: Sendable {
  let timeLimit: Duration?

  /// What came of a value. Expectations that fail are told in the note; nothing is recorded.
  func outcome<Verdict: PropertyVerdict>(
    _ body: @escaping @Sendable () async throws -> Verdict
  ) async -> PropertyOutcome {
    let expectations = FailedExpectations()
    let verdict = Lock<PropertyOutcome?>(nil)
    let judge: @Sendable () async -> Void = {
      do {
        let outcome = try await body().outcome
        verdict.withLock { $0 = outcome }
      } catch {
        verdict.withLock { $0 = PropertyOutcome(thrown: error) }
      }
    }
    let isLate = await expectations.collecting { await inTime(judge) }
    if let failed = expectations.outcome { return failed }
    let outcome = verdict.withLock { $0 } ?? PropertyOutcome(holds: true)
    if isLate, let timeLimit, !outcome.isFailure || outcome.isCancellation {
      return PropertyOutcome(overdue: timeLimit)
    }
    return outcome
  }

  /// Whether the work took longer than it may; it is cancelled then, and waited for.
  private func inTime(_ work: @escaping @Sendable () async -> Void) async -> Bool {
    guard let timeLimit else {
      await work()
      return false
    }
    return await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        // Its own time: on a busy machine it may have waited long before it began.
        let clock = ContinuousClock()
        let start = clock.now
        await work()
        return clock.now - start > timeLimit
      }
      group.addTask {
        try? await Task.sleep(for: timeLimit)
        return false
      }
      var isLate = await group.next() ?? false
      group.cancelAll()
      for await other in group { isLate = isLate || other }
      return isLate
    }
  }
}

extension PropertyOutcome {
  fileprivate var isCancellation: Bool { cause == "CancellationError" }
}

/// The issues that are recorded while a value is judged.
private final class FailedExpectations: Sendable {
  private let issues = Lock<[Issue]>([])

  /// Runs `body`; issues that would fail the test come here instead.
  func collecting(_ body: @escaping @Sendable () async -> Bool) async -> Bool {
    guard let test = Test.current else { return await body() }
    let result = Lock(false)
    let trait: IssueHandlingTrait = .compactMapIssues { [self] issue in
      guard issue.isFailure else { return issue }
      issues.withLock { $0.append(issue) }
      return nil
    }
    // The closure does not throw, and the trait adds nothing that does.
    try? await trait.provideScope(for: test, testCase: Test.Case.current) {
      let found = await body()
      result.withLock { $0 = found }
    }
    return result.withLock { $0 }
  }

  /// `nil` without issues. The first one is the cause: a bug breaks more than one expectation.
  var outcome: PropertyOutcome? {
    let issues = issues.withLock { $0 }
    guard let first = issues.first else { return nil }
    let notes = issues.map { issue in
      let place = issue.sourceLocation.map { "\($0.fileName):\($0.line): " } ?? ""
      return place + "\(issue)"
    }
    let cause = first.sourceLocation.map { "\($0.fileID):\($0.line):\($0.column)" }
    return PropertyOutcome(
      margin: -1, note: notes.joined(separator: "\n"), cause: cause ?? "\(first.kind)")
  }
}
