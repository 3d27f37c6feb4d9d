import Artifacts
import PropertyTesting
import Testing

@Suite struct PropertyRunnerTests {
  @Test func `a property that holds passes with its counts`() {
    let property = Property("small", generator: Generator<Int>.integer(in: 0...1_000_000)) {
      $0 >= 0
    }
    guard case .passed(let statistics) = PropertyRunner(seed: 1, cases: 250).run(property) else {
      Issue.record("it holds")
      return
    }
    #expect(statistics.cases == 250)
    #expect(statistics.discards == 0)
  }

  @Test func `no case is judged twice, and a run that saw them all says so`() {
    let judged = Lock<[Int]>([])
    let property = Property("dice", generator: Generator<Int>.integer(in: 1...6)) { value in
      judged.withLock { $0.append(value) }
      return true
    }
    let statistics = PropertyRunner(seed: 2, cases: 1_000).run(property).statistics
    #expect(judged.withLock { $0.sorted() } == [1, 2, 3, 4, 5, 6])
    #expect(statistics.cases == 6)
    #expect(statistics.isExhaustive)
    #expect(statistics.duplicates < 6)
    #expect("\(statistics)" == "all 6 cases checked")
  }

  @Test func `all 1,331 cases are checked, whatever their structure`() {
    let digit = Generator<Int>.integer(in: 0...10)
    let triples = Property("triples", generator: tuples(of: digit, digit, digit)) { _ in true }
    let result = PropertyRunner(seed: 1, cases: 5_000, batchSize: 10).run(triples)
    #expect("\(result)" == "passed: all 1,331 cases checked")
    #expect(result.statistics.cases == 1_331)
    // 1 + 2 + 4 + 8 lists, filtered: those with an even sum.
    let lists = Generator<[Int]>.array(of: .integer(in: 0...1), count: 0...3)
      .filter(attempts: 1) { $0.reduce(0, +) % 2 == 0 }
    let property = Property("lists", generator: lists) { _ in true }
    let statistics = PropertyRunner(seed: 3, cases: 5_000).run(property).statistics
    #expect(statistics.isExhaustive)
    #expect(statistics.cases == 8)
    #expect(statistics.discards == 7)
    #expect("\(statistics)" == "all 8 cases checked, 7 given up")
  }

  @Test func `a run that stops at its limit is not exhaustive`() {
    let property = Property("dice", generator: Generator<Int>.integer(in: 1...6)) { _ in true }
    #expect(!PropertyRunner(seed: 2, cases: 5).run(property).statistics.isExhaustive)
    #expect(PropertyRunner(seed: 2, cases: 6).run(property).statistics.isExhaustive)
  }

  @Test func `margins are climbed down where chance would not get`() {
    let generator = tuples(
      of: Generator<Int>.integer(in: 0...100_000), .integer(in: 0...100_000))
    let property = Property("peak", generator: generator) { (x: Int, y: Int) in
      PropertyOutcome(margin: Double(abs(x - 41_234) + abs(y - 9_876)) - 2)
    }
    let found = (0..<20).count { seed in
      let result = PropertyRunner(seed: Seed(UInt64(seed)), cases: 600).run(property)
      if case .failed = result { return true } else { return false }
    }
    #expect(found == 20)
  }

  @Test func `what a generator says to make larger is climbed up`() {
    let generator = Generator<[Int]> { source in
      let list = source.array(count: 0...200) { $0.integer(in: 0...9) }
      source.target(Double(list.reduce(0, +)))
      return list
    }
    let property = Property("sum", generator: generator) { $0.reduce(0, +) < 260 }
    guard case .failed(let failure, _) = PropertyRunner(seed: 1, cases: 2_000).run(property) else {
      Issue.record("a large sum is not found")
      return
    }
    #expect(failure.first.value.reduce(0, +) >= 260)
  }

  @Test func `labels are counted, and a demanded share is held to`() {
    let lists = Generator<[Int]>.array(of: .integer(in: 0...9), count: 0...5)
      .labeled { list in
        (list.isEmpty ? ["empty"] : []) + (list == list.sorted() ? ["sorted"] : [])
      }
    let property = Property("lists", generator: lists) { $0.count <= 5 }
    let runner = PropertyRunner(
      seed: 4, cases: 200, coverage: [CoverageDemand("sorted", share: 0.2)])
    guard case .passed(let statistics) = runner.run(property) else {
      Issue.record("enough lists are sorted")
      return
    }
    #expect(statistics.labels.map(\.label) == ["empty", "sorted"])
    #expect(statistics.labels[0].count == 1)
    #expect("\(statistics)".hasPrefix("200 cases; empty 0 %, sorted "))
    let strict = PropertyRunner(
      seed: 4, cases: 200, coverage: [CoverageDemand("empty", share: 0.2)])
    guard case .unhealthy(let problem, _) = strict.run(property) else {
      Issue.record("few lists are empty")
      return
    }
    #expect(problem == .rareLabel("empty", found: 1, cases: 200, demanded: 0.2))
  }

  @Test func `a slow run is warned of once, and comes out the same`() {
    let property = Property("slow", generator: Generator<Int>.integer(in: 0...1_000)) { $0 < 990 }
    var time = Duration.zero
    var warnings: [RunWarning] = []
    let monitor = RunMonitor(
      patience: .seconds(100),
      elapsed: {
        time += .seconds(1)
        return time
      }, warn: { warnings.append($0) })
    let slow = PropertyRunner(seed: 12, cases: 1_000).run(property, monitor: monitor)
    let calm = PropertyRunner(seed: 12, cases: 1_000).run(property)
    #expect("\(slow)" == "\(calm)")
    #expect(warnings.count == 1)
    #expect(warnings.first?.description.contains("judge more cases at once") == true)
  }

  @Test func `the first case is the simplest, and the next ones are small`() {
    let judged = Lock<[[Int]]>([])
    let lists = Generator<[Int]>.array(of: .integer(), count: 0...30)
    let property = Property("lists", generator: lists) { list in
      judged.withLock { $0.append(list) }
      return true
    }
    _ = PropertyRunner(seed: 13, cases: 100).run(property)
    let cases = judged.withLock { $0 }
    #expect(cases[0].isEmpty)
    #expect(cases[..<5].allSatisfy { $0.count < 8 && $0.allSatisfy { $0.magnitude < 1 << 24 } })
    #expect(cases[50...].contains { $0.count > 8 })
  }

  @Test func `equal parts come up soon`() {
    let pairs = Generator<[[Int]]>.array(
      of: .array(of: .integer(), count: 3...3), count: 0...6)
    let property = Property("different", generator: pairs) { Set($0).count == $0.count }
    let cases = (0..<30).map { seed in
      PropertyRunner(seed: Seed(UInt64(seed)), cases: 100_000).run(property).statistics.cases
    }
    #expect(cases.reduce(0, +) / cases.count < 100)
  }

  @Test func `a replay tells whether the case still fails, or is no longer in the domain`() throws {
    func property(upTo limit: Int, below bound: Int) -> Property<Int, Never> {
      Property("small", generator: Generator<Int>.integer(in: 0...limit)) { $0 < bound }
    }
    let line: Replay = try .replay("[0:9]7;")
    #expect(line.description == ".replay(\"[0:9]7;\")")
    guard case .stillFails(let judged) = property(upTo: 9, below: 5).judge(line) else {
      Issue.record("7 is not below 5")
      return
    }
    #expect(judged.value == 7)
    guard case .passes = property(upTo: 9, below: 8).judge(line) else {
      Issue.record("7 is below 8")
      return
    }
    guard case .outOfDomain = property(upTo: 6, below: 5).judge(line) else {
      Issue.record("7 is above 6")
      return
    }
    #expect(throws: ChoiceSequenceError.self) { try Replay.replay("[0:9]12;") }
  }

  @Test func `a failure carries both cases, and its replay line makes the smallest again`() throws {
    let generator = Generator<[Int]>.array(of: .integer(in: 0...1_000), count: 0...20)
    let property = Property("sum", generator: generator) { (list: [Int]) in
      PropertyOutcome(margin: 500.0 - Double(list.reduce(0, +)), note: "of \(list.count)")
    }
    guard case .failed(let failure, _) = PropertyRunner(seed: 3).run(property) else {
      Issue.record("it fails")
      return
    }
    #expect(failure.smallest.value == [501])
    #expect(failure.smallest.outcome == PropertyOutcome(margin: -1, note: "of 1"))
    #expect(failure.first.outcome.margin <= -1)
    #expect(failure.smallest.replayLine == ".replay(\"t,[0:1000]501,f;\")")
    #expect(generator.value(replaying: failure.smallest.choices, exactly: true) == [501])
  }

  @Test func `a margin that is not a number fails`() {
    let property = Property("nan", generator: Generator<Int>.integer()) { (_: Int) in
      PropertyOutcome(margin: .nan)
    }
    guard case .failed = PropertyRunner(seed: 4).run(property) else {
      Issue.record("a NaN passed")
      return
    }
  }

  @Test func `the batch size changes nothing`() {
    let generator = Generator<[Int]>.array(of: .integer(in: 0...50), count: 0...9)
      .filter(attempts: 1) { $0.count != 3 }
    let property = Property("distinct", generator: generator) { Set($0).count < 6 }
    let texts = [1, 7, 64].map { size in
      let runner = PropertyRunner(
        seed: 5, cases: 500, batchSize: size, limits: ShrinkLimits(batchSize: size))
      guard case .failed(let failure, let statistics) = runner.run(property) else { return "" }
      let shrinking = failure.shrinking
      return """
        \(failure.first) \(failure.smallest) \(statistics) \(shrinking.executions) \
        \(shrinking.judged) \(shrinking.improvements)
        """
    }
    #expect(texts[0].contains("[0, 1, 2, 3, 4, 5]"))
    #expect(texts[1] == texts[0])
    #expect(texts[2] == texts[0])
  }

  @Test func `too many discards are a health problem`() {
    let property = Property(
      "picky", generator: Generator<Int>.integer(in: 0...100_000).filter { $0 == 77_777 }
    ) { _ in true }
    guard
      case .unhealthy(.tooManyDiscards(let discards, _), _) =
        PropertyRunner(seed: 6).run(property)
    else {
      Issue.record("nearly all cases are discarded")
      return
    }
    #expect(discards >= 50)
  }

  @Test func `too large cases are a health problem`() {
    let generator = Generator<Int> { source in
      var sum = 0
      while source.status == .valid { sum &+= source.integer(in: 0...9) }
      return sum
    }
    let property = Property("endless", generator: generator) { _ in true }
    guard case .unhealthy(.tooLarge, _) = PropertyRunner(seed: 7).run(property) else {
      Issue.record("all cases overrun")
      return
    }
  }

  @Test func `some discards are counted and do no harm`() {
    let property = Property(
      "even", generator: Generator<Int>.integer(in: 0...100_000).filter(attempts: 1) { $0 % 2 == 0 }
    ) { $0 % 2 == 0 }
    guard case .passed(let statistics) = PropertyRunner(seed: 8).run(property) else {
      Issue.record("it holds")
      return
    }
    #expect(statistics.cases == 100)
    #expect((50...200).contains(statistics.discards))
  }

  @Test func `a verdict that changes is flaky`() {
    let calls = Lock(0)
    let property = Property("moody", generator: Generator<Int>.integer()) { (_: Int) in
      calls.withLock { calls in
        calls += 1
        return calls % 2 == 0
      }
    }
    guard case .flaky(let flakiness, _) = PropertyRunner(seed: 9).run(property) else {
      Issue.record("the second verdict differs")
      return
    }
    #expect(flakiness.first.outcome.isFailure)
    #expect("\(flakiness)".contains("judged again it passed"))
    #expect(flakiness.second?.isFailure == false)
  }

  @Test func `a generator with a memory is flaky`() {
    let calls = Lock(0)
    let generator = Generator<Int> { source in
      calls.withLock { $0 += 1 }
      return source.integer(in: 0...(1_000 + calls.withLock { $0 }))
    }
    let property = Property("memory", generator: generator) { $0 < 3 }
    guard case .flaky(let flakiness, _) = PropertyRunner(seed: 10).run(property) else {
      Issue.record("the second draw differs")
      return
    }
    #expect(flakiness.second == nil)
  }

  @Test func `what judging throws comes out typed`() {
    struct Broken: Error, Equatable {}
    let property = Property("broken", batchesOf: Generator<Int>.integer(in: 0...9_999)) {
      (values: [Int]) throws(Broken) -> [PropertyOutcome] in
      if values.contains(where: { $0 > 5_000 }) { throw Broken() }
      return values.map { _ in PropertyOutcome(holds: true) }
    }
    let error = #expect(throws: Broken.self) { try PropertyRunner(seed: 11).run(property) }
    #expect(error == Broken())
  }
}
