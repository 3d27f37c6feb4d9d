import PropertyTesting
import Testing

@Suite struct StateMachineTests {
  /// A queue in a ring that loses its order once it has wrapped around and grows.
  private struct RingQueue {
    private var ring: [Int?] = Array(repeating: nil, count: 2)
    private var head = 0
    private(set) var count = 0

    mutating func push(_ number: Int) {
      if count == ring.count {
        // The bug: what lies before the head should come first.
        ring += Array(repeating: nil, count: ring.count)
      }
      ring[(head + count) % ring.count] = number
      count += 1
    }

    mutating func pop() -> Int? {
      guard count > 0 else { return nil }
      defer { (head, count) = ((head + 1) % ring.count, count - 1) }
      return ring[head]
    }
  }

  private struct State {
    var queue = RingQueue()
    var model: [Int] = []
    var handles = Bundle<Int>("handles")
  }

  private static let machine = StateMachine<State>(
    start: { State() },
    rules: [
      Rule("push") { state, step in
        let number = try step.draw(.integer(in: 0...1_000))
        state.queue.push(number)
        state.model.append(number)
      },
      Rule("pop", when: { !$0.model.isEmpty }) { state, step in
        try step.expect(state.queue.pop(), equals: state.model.removeFirst(), "front")
      },
    ],
    invariants: [Invariant("count") { $0.queue.count == $0.model.count }])

  @Test func `the shortest program that shows a bug is found`() throws {
    for seed in 0..<20 {
      let result = PropertyRunner(seed: Seed(UInt64(seed)), cases: 2_000)
        .run(Self.machine.property("queue"))
      guard case .failed(let failure, _) = result else {
        Issue.record("seed \(seed): \(result)")
        continue
      }
      // Fill it, take one out, put two in: one wraps around, the other makes it grow.
      #expect(failure.smallest.value.steps.count == 7, "\(failure.smallest.value)")
      #expect(failure.smallest.outcome.cause == "pop: front")
    }
  }

  @Test func `preconditions and invariants hold their steps back`() {
    struct Door {
      var isOpen = false
      var passages = 0
    }
    let machine = StateMachine<Door>(
      start: { Door() },
      rules: [
        Rule("open", when: { !$0.isOpen }) { door, _ in door.isOpen = true },
        Rule("close", when: \.isOpen) { door, _ in door.isOpen = false },
        Rule("pass", when: \.isOpen) { door, step in
          try step.expect(door.isOpen)
          door.passages += 1
        },
      ],
      invariants: [Invariant("three at most") { $0.passages <= 3 }])
    let result = PropertyRunner(seed: 1, cases: 500).run(machine.property("door"))
    guard case .failed(let failure, _) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(failure.smallest.value.steps == ["open()", "pass()", "pass()", "pass()", "pass()"])
    #expect(failure.smallest.outcome.cause == "three at most: invariant")
  }

  @Test func `bundles hand on what earlier steps made`() {
    struct Table {
      var names = Bundle<String>("names")
      var taken: Set<String> = []
    }
    let machine = StateMachine<Table>(
      start: { Table() },
      rules: [
        Rule("make") { table, step in
          table.names.add(try step.draw(.text(of: .lowercase, count: 1...3)))
        },
        Rule("take") { table, step in
          let name = try step.take(from: &table.names)
          try step.expect(table.taken.insert(name).inserted, "a name is taken once")
        },
      ])
    let result = PropertyRunner(seed: 1, cases: 500).run(machine.property("names"))
    guard case .failed(let failure, _) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(failure.smallest.value.steps.count == 4)
    #expect(failure.smallest.value.steps.count { $0 == "make(\"a\")" } == 2)
  }
}
