import Foundation
import PropertyTesting
import Testing

/// The folder of stored failures, held against a dictionary.
@Suite struct FailureStoreMachineTests {
  private struct State {
    let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID())").path
    var model: [String: StoredFailure] = [:]
    var written = Bundle<StoredFailure>("written")

    var store: FailureStore { FailureStore(folder: folder) }

    func found(of property: String? = nil) throws -> [StoredFailure] {
      do {
        return try store.failures(of: property)
      } catch FailureStoreError.missingFolder where model.isEmpty {
        return []
      }
    }
  }

  private static let property = Generator<String>.text(of: "ab/ é.", count: 0...70)
  private static let choices = Generator<[Int]>.array(
    of: Generator<Int>.integer(in: 0...9), count: 0...5
  ).map { numbers in ChoiceSequence(numbers.map { .integer($0, in: 0...9, towards: 0) }) }

  private static let machine = StateMachine<State>(
    steps: 0...10, start: { State() },
    rules: [
      Rule("write") { state, step in
        let failure = StoredFailure(
          property: try step.draw(Self.property), choices: try step.draw(Self.choices),
          outcome: PropertyOutcome(
            margin: -1, note: try step.draw(.text(count: 0...4)), cause: "c"),
          summary: "s")
        try state.store.write(failure)
        state.model[failure.fileName] = failure
        state.written.add(failure)
      },
      Rule("write again") { state, step in
        let failure = try step.draw(from: state.written)
        try state.store.write(failure)
        state.model[failure.fileName] = failure
      },
      Rule("read one property") { state, step in
        let property = try step.draw(from: state.written).property
        let expected = state.model.values.filter { $0.property == property }
        try step.expect(Set(try state.found(of: property)), equals: Set(expected), "of a property")
      },
    ],
    invariants: [
      Invariant("the store holds what was written") { state in
        try state.found() == state.model.sorted { $0.key < $1.key }.map(\.value)
      }
    ],
    finish: { try? FileManager.default.removeItem(atPath: $0.folder) })

  @Test func `a store holds each failure once, in the order of names`() {
    let result = PropertyRunner(seed: 1, cases: 100).run(Self.machine.property("store"))
    guard case .passed = result else {
      Issue.record("\(result)")
      return
    }
  }
}
