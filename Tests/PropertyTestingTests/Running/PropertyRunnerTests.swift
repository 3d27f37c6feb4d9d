import PropertyTesting
import Synchronization
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

  @Test func `no case is judged twice, and a run ends when there is nothing new`() {
    let judged = Mutex<[Int]>([])
    let property = Property("dice", generator: Generator<Int>.integer(in: 1...6)) { value in
      judged.withLock { $0.append(value) }
      return true
    }
    let statistics = PropertyRunner(seed: 2, cases: 1_000).run(property).statistics
    #expect(judged.withLock { $0.sorted() } == [1, 2, 3, 4, 5, 6])
    #expect(statistics.cases == 6)
    #expect(statistics.duplicates >= 200)
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
    let calls = Mutex(0)
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
    #expect(flakiness.second?.isFailure == false)
  }

  @Test func `a generator with a memory is flaky`() {
    let calls = Mutex(0)
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
    let property = Property("broken", generator: Generator<Int>.integer(in: 0...9_999)) {
      (value: Int) throws(Broken) -> Bool in
      if value > 5_000 { throw Broken() }
      return true
    }
    let error = #expect(throws: Broken.self) { try PropertyRunner(seed: 11).run(property) }
    #expect(error == Broken())
  }
}
