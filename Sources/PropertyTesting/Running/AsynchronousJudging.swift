import Artifacts
import Foundation

extension PropertyRunner {
  /// Finds the bugs of a property that is judged asynchronously.
  ///
  /// The search runs on a thread of its own and waits there; `judge` runs in the task that called, one
  /// value at a time, so that task-local values and cancellation reach it.
  ///
  /// - Parameters:
  ///   - identifier: under which failures are stored.
  ///   - generator: of the values.
  ///   - limit: ends after so many bugs.
  ///   - judge: by how much the property holds or fails for a value.
  /// - Throws: `CancellationError` when the task is cancelled.
  public func bugs<Value: Sendable>(
    in identifier: String, generator: Generator<Value>, atMost limit: Int = 5,
    judge: (Value) async -> PropertyOutcome
  ) async throws(CancellationError) -> BugReport<Value> {
    try await judging(judge) { answer throws(CancellationError) in
      let property = Property(identifier, batchesOf: generator) {
        (values: [Value]) throws(CancellationError) in try answer(values)
      }
      return try bugs(in: property, atMost: limit)
    }
  }

  private func judging<Value: Sendable, Answer: Sendable>(
    _ judge: (Value) async -> PropertyOutcome,
    _ search:
      @escaping @Sendable (
        @escaping @Sendable ([Value]) throws(CancellationError) -> [PropertyOutcome]
      ) throws(CancellationError) -> Answer
  ) async throws(CancellationError) -> Answer {
    // The stream wakes the task alone: the thread sanitizer takes it for no hand-over.
    let (calls, asking) = AsyncStream.makeStream(of: Void.self)
    let asked = Lock<Question<Value>?>(nil)
    let result = Lock<Result<Answer, CancellationError>?>(nil)
    let finish: @Sendable (Result<Answer, CancellationError>) -> Void = { found in
      result.withLock { $0 = found }
      asking.finish()
    }
    let thread = Thread {
      do throws(CancellationError) {
        let found = try search { values throws(CancellationError) in
          let question = Question(values: values)
          asked.withLock { $0 = question }
          asking.yield()
          return try question.answer.wait()
        }
        finish(.success(found))
      } catch {
        finish(.failure(error))
      }
    }
    // Generators and shrinking recurse as deep as values do.
    thread.stackSize = 8 << 20
    thread.start()
    // Not cancelled itself, or nobody would answer the thread.
    for await _ in calls {
      // One question at a time: the thread waits for its answer.
      guard let question = asked.withLock({ $0 }) else { continue }
      var outcomes: [PropertyOutcome] = []
      for value in question.values where !Task.isCancelled { outcomes.append(await judge(value)) }
      question.answer.give(Task.isCancelled ? nil : outcomes)
    }
    guard let found = result.withLock({ $0 }) else { throw CancellationError() }
    return try found.get()
  }
}

/// Values to be judged, and where the answer goes.
private struct Question<Value: Sendable>: Sendable {
  let values: [Value]
  let answer = Answer()
}

/// An answer that a thread waits for.
private final class Answer: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  private let outcomes = Lock<[PropertyOutcome]?>(nil)

  /// - Parameter outcomes: `nil` for a task that was cancelled.
  func give(_ outcomes: [PropertyOutcome]?) {
    self.outcomes.withLock { $0 = outcomes }
    semaphore.signal()
  }

  func wait() throws(CancellationError) -> [PropertyOutcome] {
    semaphore.wait()
    guard let outcomes = outcomes.withLock({ $0 }) else { throw CancellationError() }
    return outcomes
  }
}
