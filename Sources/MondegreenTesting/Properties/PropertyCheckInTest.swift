import Foundation
import PropertyTesting
import Testing

/// One call of `checkProperty` on its way.
struct PropertyCheckInTest<Value: Sendable> {
  let generator: Generator<Value>
  let identifier: String
  let runner: PropertyRunner
  let store: FailureStore?
  let sourceLocation: SourceLocation

  init(
    generator: Generator<Value>, name: String?, settings: PropertySettings,
    sourceLocation: SourceLocation
  ) throws(UnknownProfile) {
    self.generator = generator
    self.sourceLocation = sourceLocation
    let test = Test.current.map(\.name) ?? "no test"
    identifier = "\(sourceLocation.fileID)/\(test)" + (name.map { "/\($0)" } ?? "")
    let profile = try settings.profile()
    runner = PropertyRunner(
      seed: Seed(settings.seed()).derived(identifier), cases: settings.cases ?? profile.cases,
      limits: ShrinkLimits(maximumExecutions: profile.shrinkExecutions))
    store = settings.folder().map { FailureStore(folder: $0) }
  }

  typealias Judge = (Value) async -> PropertyOutcome

  /// Runs the check and returns whether nothing failed.
  func run(examples: [Value], replay: String?, _ judge: Judge) async throws -> Bool {
    if let replay { return try await judgeAgain(try ChoiceSequence(text: replay), judge) }
    for example in examples where try await !holds(for: example, judge) { return false }
    if try await !storedFailuresHold(judge) { return false }
    let report = try await runner.bugs(in: identifier, generator: generator, judge: judge)
    for failure in report.failures { try record(failure, report.last.statistics) }
    switch report.last {
    case .passed, .failed: break
    case .flaky(let flakiness, _):
      Issue.record("\(flakiness)", sourceLocation: sourceLocation)
      return false
    case .unhealthy(let problem, _):
      Issue.record("\(problem)", sourceLocation: sourceLocation)
      return false
    }
    return report.failures.isEmpty
  }

  private func judgeAgain(_ choices: ChoiceSequence, _ judge: Judge) async throws -> Bool {
    guard let value = generator.value(replaying: choices, exactly: true) else {
      Issue.record(
        "the generator no longer makes the case \(choices.compactDescription)",
        sourceLocation: sourceLocation)
      return false
    }
    let outcome = await judge(value)
    guard outcome.isFailure else { return true }
    record(value, choices, outcome, origin: "replayed, not shrunk")
    return false
  }

  /// An example that fails stands for itself: its author chose it.
  private func holds(for example: Value, _ judge: Judge) async throws -> Bool {
    let outcome = await judge(example)
    guard outcome.isFailure else { return true }
    record(example, try? generator.encode(example), outcome, origin: "an example, not shrunk")
    return false
  }

  /// What an earlier run stored is judged before anything is drawn, the smallest that still fails is
  /// told, and files whose case the generator no longer makes are passed over.
  private func storedFailuresHold(_ judge: Judge) async throws -> Bool {
    guard let store, FileManager.default.fileExists(atPath: store.folder) else { return true }
    let stored = try store.failures(of: identifier).map(\.choices).sorted()
    var causes: Set<String?> = []
    var isFine = true
    for choices in stored {
      guard let value = generator.value(replaying: choices, exactly: true) else { continue }
      let outcome = await judge(value)
      guard outcome.isFailure, causes.insert(outcome.cause).inserted else { continue }
      record(value, choices, outcome, origin: "stored by an earlier run in \(store.folder)")
      isFine = false
    }
    return isFine
  }

  private func record(
    _ failure: PropertyFailure<Value>, _ statistics: RunStatistics
  ) throws {
    let smallest = failure.smallest
    record(
      smallest.value, smallest.choices, smallest.outcome,
      origin: "\(failure.shrinking)")
    let stored = StoredFailure(
      property: identifier, choices: smallest.choices, outcome: smallest.outcome,
      summary: "\(smallest.value)")
    try store?.write(stored)
  }

  private func record(
    _ value: Value, _ choices: ChoiceSequence?, _ outcome: PropertyOutcome, origin: String
  ) {
    let failed = PropertyFailed(
      property: identifier, value: "\(value)", note: outcome.note,
      replay: choices?.compactDescription, origin: origin)
    var dumped = ""
    dump(value, to: &dumped)
    Attachment.record(
      Array("\(failed)\n\n\(dumped)".utf8), named: "failure.txt", sourceLocation: sourceLocation)
    Issue.record(failed, sourceLocation: sourceLocation)
  }
}
