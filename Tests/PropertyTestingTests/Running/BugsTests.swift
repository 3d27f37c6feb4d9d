import Artifacts
import PropertyTesting
import Testing

@Suite struct BugsTests {
  enum Fault: Error { case negative(at: Int), large(Int) }

  @Test func `a property that throws fails with its smallest value`() throws {
    let property = Property("throws", generator: Generator<Int>.integer(in: 0...100_000)) { value in
      if value > 5_000 { throw Fault.large(value) }
      return true
    }
    guard case .failed(let failure, _) = PropertyRunner(seed: 1).run(property) else {
      Issue.record("it throws")
      return
    }
    #expect(failure.smallest.value == 5_001)
    #expect(failure.smallest.outcome.note == "threw Fault: large(5001)")
    #expect(failure.smallest.outcome.cause == "Fault.large")
    #expect(failure.smallest.replayLine == ".replay(\"[0:100000]5001;\")")
  }

  @Test func `bugs of different causes are found and shrunk apart`() {
    let property = Property(
      "two", generator: Generator<Int>.integer(in: -10_000...10_000)
    ) { value in
      if value < -100 { throw Fault.negative(at: value) }
      return value < 3_000
    }
    let report = PropertyRunner(seed: 3, cases: 300).bugs(in: property)
    #expect(Set(report.failures.map(\.smallest.value)) == [-101, 3_000])
    guard case .passed = report.last else {
      Issue.record("there are no more")
      return
    }
    #expect(PropertyRunner(seed: 3, cases: 300).bugs(in: property, atMost: 1).failures.count == 1)
  }

  @Test func `judging that takes too long fails`() {
    let time = Lock(Duration.zero)
    let property = Property("slow", generator: Generator<Int>.integer(in: 0...1_000)) { value in
      time.withLock { $0 += .milliseconds(value) }
      return true
    }
    .limited(to: .milliseconds(40), elapsed: { time.withLock { $0 } })
    guard case .failed(let failure, _) = PropertyRunner(seed: 1).run(property) else {
      Issue.record("it is slow")
      return
    }
    #expect(failure.smallest.value == 41)
    #expect(failure.smallest.outcome.cause == "time limit")
  }

  @Test func `what can't be drawn is given up, and a run without cases says why`() {
    let none = Generator<Int>.element(of: [])
    #expect(none.value(replaying: ChoiceSequence()) == nil)
    let generators: [Generator<[Int]>] = [
      .array(of: none, count: 1...3), tuples(of: none, .boolean()).map { [$0.0] },
      Generator<Int>.oneOf([]).map { [$0] }, Generator<Int>.weighted([]).map { [$0] },
      .array(of: .integer(), count: -3 ... -1), none.filter { _ in true }.map { [$0] },
      Generator<[Int]>.ifPossible { source in
        source.integer(from: 7, through: 3).map { [$0] }
      },
    ]
    for generator in generators {
      let property = Property("none", generator: generator) { _ in true }
      guard case .unhealthy(.noCases(let reason), _) = PropertyRunner(seed: 1).run(property) else {
        Issue.record("there is no value")
        continue
      }
      #expect(reason != nil)
    }
    // Elsewhere the others are drawn.
    let some = Generator<[Int]>.array(of: none, count: 0...3)
    let property = Property("some", generator: some) { $0.isEmpty }
    guard case .passed(let statistics) = PropertyRunner(seed: 1).run(property) else {
      Issue.record("the empty array is one")
      return
    }
    #expect(statistics.cases == 1)
  }

  @Test func `repetitions are written once, and read again`() throws {
    let generator = Generator<([Int], String, [UInt8], Double)>.ifPossible { source in
      let list = source.array(count: 0...12) { $0.integer(in: 0...2) }
      return (
        list, source.text(of: "ab", count: 0...9), source.bytes(count: 0...9),
        source.float(in: 0...1)
      )
    }
    let property = Property("text", generator: generator) { _ in true }
    for seed in 0..<300 {
      var source = ChoiceSource.random(seed: UInt64(seed))
      _ = property.generator.draw(from: &source)
      let text = source.recorded.compactDescription
      #expect(try ChoiceSequence(text: text) == source.recorded, "\(text)")
      #expect(text.count <= source.recorded.description.count)
    }
    let long = try ChoiceSequence(text: "<t,[0:9]0>*40,f;")
    #expect(long.count == 81)
    #expect(long.compactDescription == "t,[0:9]0,<t,0>*39,f;")
  }
}
