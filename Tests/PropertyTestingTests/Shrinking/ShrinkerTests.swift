import Artifacts
import PropertyTesting
import Testing

@Suite struct ShrinkerTests {
  private static let list = Generator<[Int]>.array(of: .integer(in: 0...1_000), count: 0...40)

  /// The smallest value that `fails`, beginning with a random one that does.
  private func smallest<Value>(
    _ generator: Generator<Value>, seed: UInt64 = 1,
    fails: @escaping @Sendable (Value) -> Bool
  ) throws -> Value {
    let property = Property("test", generator: generator) { !fails($0) }
    let result = PropertyRunner(seed: Seed(seed), cases: 100_000).run(property)
    guard case .failed(let failure, _) = result else {
      throw Unexpected(description: "\(result)")
    }
    return failure.smallest.value
  }

  struct Unexpected: Error, CustomStringConvertible {
    let description: String
  }

  @Test func `numbers shrink to the simplest that will do`() throws {
    let number = Generator<Double>.float(in: -1_000...1_000)
    #expect(try smallest(number) { $0 > 3.2 } == 4)
    #expect(try smallest(number) { $0 < -3.2 } == -4)
    #expect(try smallest(number) { (0.3..<0.9).contains($0 - $0.rounded(.down)) } == 0.5)
    #expect(try smallest(.float(in: 0.2...0.9)) { $0 > 0.55 } == 0.75)
  }

  @Test func `integers shrink towards their target from both sides`() throws {
    let integer = Generator<Int>.integer(in: -1_000...1_000, towards: 100)
    #expect(try smallest(integer) { $0 <= 90 } == 90)
    #expect(try smallest(integer) { $0 >= 117 } == 117)
    #expect(try smallest(integer) { abs($0 - 100) > 3 } == 104)
    #expect(try smallest(.integer()) { $0 < -1_000_000_007 } == -1_000_000_008)
  }

  @Test func `attempts of a filter leave no trace`() throws {
    let even = Generator<Int>.integer(in: 0...100).filter(attempts: 50) { $0 % 2 == 1 }
    let property = Property(
      "filtered", generator: Generator<[Int]>.array(of: even, count: 0...20)
    ) { $0.count < 3 }
    guard case .failed(let failure, _) = PropertyRunner(seed: 2).run(property) else {
      Issue.record("it fails")
      return
    }
    #expect(failure.smallest.value == [1, 1, 1])
    #expect(failure.smallest.choices.description == "t,[0:100]1,t,1,t,1,f;")
  }

  @Test func `an earlier alternative is taken, whatever it draws`() throws {
    let generator = Generator<[Int]>.oneOf(
      Generator<[Int]>.array(of: .integer(in: 0...9), count: 2...2),
      Generator<[Int]>.array(of: .integer(in: 0...99), count: 3...8))
    let found = try smallest(
      Generator { source in (generator.draw(from: &source), source.integer(in: 0...99)) }
    ) { $0.1 >= 50 }
    #expect(found == ([0, 0], 50))
  }

  @Test func `elements told by their number are renumbered`() throws {
    // A list of words, and replacements by position: only one of them matters.
    let generator = Generator<([Int], [Int])> { source in
      let words = source.array(count: 1...12) { $0.index(below: 50) }
      let places = source.array(count: 0...6) { $0.index(below: words.count) }
      return (words, places)
    }
    let found = try smallest(generator) { words, places in
      places.contains { words[$0] == 7 && $0 > 0 && words[$0 - 1] == 0 }
    }
    #expect(found == ([0, 7], [1]))
  }

  @Test func `the acceptance rule keeps the margin`() throws {
    let property = Property("sum", generator: Self.list) { (list: [Int]) in
      PropertyOutcome(margin: 100.0 - Double(list.reduce(0, +)))
    }
    let start = ChoiceSequence("t,[0:1000]900,t,40,t,800,f;")!
    let shrinker = Shrinker(property: property) { $0.margin <= -600 }
    guard case .shrunk(let smallest, _) = shrinker.shrink(start) else {
      Issue.record("it is accepted")
      return
    }
    #expect(smallest.value == [700])
    #expect(smallest.outcome.margin == -600)
  }

  @Test func `a start that is not accepted is not reproduced`() {
    let property = Property("empty", generator: Self.list) { $0.isEmpty }
    guard
      case .notReproduced(let outcome) = Shrinker(property: property).shrink(
        ChoiceSequence("f;")!)
    else {
      Issue.record("an empty list passes")
      return
    }
    #expect(outcome?.isFailure == false)
  }

  @Test(arguments: [1, 2, 10, 40])
  func `the execution limit ends with the best so far`(limit: Int) throws {
    let judged = Lock(0)
    let property = Property("long", generator: Self.list) { (list: [Int]) in
      judged.withLock { $0 += 1 }
      return list.count < 5 || Set(list).count < 5
    }
    let start = ChoiceSequence(
      "t,[0:1000]" + (900..<930).map { "\($0)" }.joined(separator: ",t,") + ",f;")!
    let shrinker = Shrinker(
      property: property, limits: ShrinkLimits(maximumExecutions: limit))
    guard case .shrunk(let best, let statistics) = shrinker.shrink(start) else {
      Issue.record("it fails")
      return
    }
    #expect(statistics.ending == .executionLimit)
    #expect(statistics.executions == limit)
    #expect(judged.withLock { $0 } <= limit)
    #expect(best.choices <= start)
    #expect(best.outcome.isFailure)
  }

  @Test func `a deadline ends with the best so far`() {
    let property = Property("long", generator: Self.list) { Set($0).count < 5 }
    let start = ChoiceSequence("t,[0:1000]5,t,6,t,7,t,8,t,9,t,9,t,9,f;")!
    var asked = 0
    let result = Shrinker(property: property).shrink(start) {
      asked += 1
      return asked > 5
    }
    guard case .shrunk(let best, let statistics) = result else {
      Issue.record("it fails")
      return
    }
    #expect(statistics.ending == .deadline)
    #expect(statistics.executions == 6)
    #expect(best.choices < start)
    #expect(best.value != [0, 1, 2, 3, 4])
  }

  /// What comes of shrinking at a batch size, as text, and how many calls it took.
  private func shrinking<Value>(
    _ property: Property<Value, Never>, seed: Seed, batchSize: Int, maximumExecutions: Int = 10_000
  ) -> (told: String, batches: Int)? {
    let limits = ShrinkLimits(maximumExecutions: maximumExecutions, batchSize: batchSize)
    let runner = PropertyRunner(seed: seed, cases: 10_000, limits: limits)
    guard case .failed(let failure, _) = runner.run(property) else { return nil }
    let shrinking = failure.shrinking
    let told = """
      \(failure.smallest) \(shrinking.executions) \(shrinking.judged) \
      \(shrinking.improvements) \(shrinking.ending)
      """
    return (told, shrinking.batches)
  }

  @Test(arguments: [2, 8, 100])
  func `judging many candidates at once gives the same result in fewer calls`(size: Int) {
    let lists = Property("lists", generator: Generator.array(of: Self.list, count: 0...20)) {
      Set($0.joined()).count < 6
    }
    let sums = Property("sums", generator: Generator.array(of: Self.list, count: 0...20)) {
      $0.joined().reduce(0, +) < 1_777
    }
    let texts = Property("texts", generator: .array(of: .text(count: 0...9), count: 0...9)) {
      Set($0.joined()).count < 9
    }
    var (one, many) = (0, 0)
    for seed in 0..<4 as Range<UInt64> {
      func compare<Value>(_ property: Property<Value, Never>, _ limit: Int) {
        guard
          let single = shrinking(
            property, seed: Seed(seed), batchSize: 1, maximumExecutions: limit),
          let batched = shrinking(
            property, seed: Seed(seed), batchSize: size, maximumExecutions: limit)
        else {
          Issue.record("\(property.identifier) fails")
          return
        }
        if single.told != batched.told { Issue.record("\(single.told) ≠ \(batched.told)") }
        one += single.batches
        many += batched.batches
      }
      compare(lists, 10_000)
      compare(lists, 30)
      compare(sums, 10_000)
      compare(texts, 10_000)
    }
    // Size 2 saves a third of the calls, size 8 two of three.
    #expect(many * 3 <= one * (size < 8 ? 2 : 1))
  }

  @Test func `no candidate is judged twice`() {
    let judged = Lock<[[Int]]>([])
    let property = Property("seen", generator: Self.list) { (list: [Int]) in
      judged.withLock { $0.append(list) }
      return !list.contains { $0 > 77 } || list.count < 3
    }
    guard
      case .shrunk(let best, _) = Shrinker(property: property).shrink(
        ChoiceSequence("t,[0:1000]5,t,600,t,7,t,8,t,900,t,9,t,9,f;")!)
    else {
      Issue.record("it fails")
      return
    }
    #expect(best.value == [0, 0, 78])
    let cases = judged.withLock { $0 }
    #expect(Set(cases).count == cases.count)
  }

  @Test func `what judging throws ends the shrinking`() {
    struct Broken: Error {}
    let calls = Lock(0)
    let property = Property("broken", batchesOf: Self.list) {
      (lists: [[Int]]) throws(Broken) -> [PropertyOutcome] in
      let number = calls.withLock { calls in
        calls += 1
        return calls
      }
      if number > 3 { throw Broken() }
      return lists.map { PropertyOutcome(holds: $0.isEmpty) }
    }
    #expect(throws: Broken.self) {
      try Shrinker(property: property).shrink(ChoiceSequence("t,[0:1000]5,t,600,f;")!)
    }
  }
}
