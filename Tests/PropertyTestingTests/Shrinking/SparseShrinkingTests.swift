import PropertyTesting
import Testing

@Suite struct SparseShrinkingTests {
  /// What comes of shrinking at a batch size, as text.
  private func shrunk<Value>(_ property: Property<Value, Never>, batchSize: Int) -> String {
    let runner = PropertyRunner(
      seed: 4, cases: 10_000, limits: ShrinkLimits(batchSize: batchSize))
    guard case .failed(let failure, _) = runner.run(property) else { return "held" }
    let shrinking = failure.shrinking
    return "\(failure.smallest.value), \(shrinking.executions), \(shrinking.judged)"
  }

  @Test func `counts, sparse integers and letters shrink alike in batches of any size`() {
    let matrix = Generator<(Int, Int, [Int])> { source in
      let (rows, columns) = (source.integer(in: 1...10), source.integer(in: 1...10))
      return (rows, columns, (0..<(rows * columns)).map { _ in source.integer(in: 0...1000) })
    }
    let multiples = Generator<Int>.integer(in: 0...1_000_000)
    let filtered = Generator<[Int]>.array(
      of: Generator<Int>.integer(in: 0...10_000).filter { $0 % 100 == 7 })
    let texts = tuples(
      of: Generator<String>.text(of: .lowercase), Generator<String>.text(of: .lowercase))
    for size in [3, 16] {
      let cells = Property("cells", generator: matrix) { $0.2.count { $0 >= 500 } < 2 }
      #expect(shrunk(cells, batchSize: size) == shrunk(cells, batchSize: 1))
      let sparse = Property("sparse", generator: multiples) { $0 < 5_000 || $0 % 60 != 0 }
      #expect(shrunk(sparse, batchSize: size) == shrunk(sparse, batchSize: 1))
      let list = Property("list", generator: filtered) { $0.reduce(0, +) < 9_000 }
      #expect(shrunk(list, batchSize: size) == shrunk(list, batchSize: 1))
      let pair = Property("pair", generator: texts) { $0.count != $1.count || $0 >= $1 }
      #expect(shrunk(pair, batchSize: size) == shrunk(pair, batchSize: 1))
    }
  }

  @Test func `an integer on a threshold costs no search`() throws {
    let property = Property("threshold", generator: Generator<Int>.integer(in: 0...1_000_000)) {
      $0 < 123_456
    }
    guard
      case .shrunk(let smallest, let shrinking) = Shrinker(property: property)
        .shrink(try ChoiceSequence(text: "[0:1000000]123456;"))
    else {
      Issue.record("it fails")
      return
    }
    #expect(smallest.value == 123_456)
    #expect(shrinking.executions <= 8)
  }
}
