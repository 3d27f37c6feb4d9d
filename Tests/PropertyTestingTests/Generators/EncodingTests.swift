import PropertyTesting
import Testing

/// Generators run backwards.
@Suite struct EncodingTests {
  /// The first value, among those that random cases make, that is not made again by the choices
  /// that encoding it gives.
  private func firstLost<Value: Equatable>(of generator: Generator<Value>) -> String? {
    for number in 0..<200 {
      var source = ChoiceSource.random(seed: Seed(7).derived(number).value)
      let value = generator.draw(from: &source)
      guard source.status == .valid else { continue }
      do {
        let choices = try generator.encode(value)
        if generator.value(replaying: choices, exactly: true) != value { return "\(value)" }
      } catch {
        return "\(value): \(error)"
      }
    }
    return nil
  }

  private func refusal<Value: Equatable>(
    of value: Value, by generator: Generator<Value>
  ) -> ChoiceEncodingError? {
    do {
      _ = try generator.encode(value)
      return nil
    } catch {
      return error
    }
  }

  @Test func `what any generator makes is encoded, and made again`() {
    let integer = Generator<Int>.integer(in: -20...1_000)
    #expect(firstLost(of: integer) == nil)
    #expect(firstLost(of: .float(in: -2...3)) == nil)
    #expect(
      firstLost(of: Generator<Double>.float().map(\.bitPattern) { Double(bitPattern: $0) }) == nil)
    #expect(firstLost(of: .boolean()) == nil)
    #expect(firstLost(of: .just(3)) == nil)
    #expect(firstLost(of: .text(count: 1...9)) == nil)
    #expect(firstLost(of: .bytes()) == nil)
    #expect(firstLost(of: .element(of: ["a", "b"])) == nil)
    #expect(firstLost(of: .optional(integer)) == nil)
    #expect(firstLost(of: .array(of: integer, count: 0...6)) == nil)
    #expect(firstLost(of: .array(of: integer, count: 3...3)) == nil)
    #expect(firstLost(of: .array(of: .array(of: integer), count: 1...4)) == nil)
    #expect(firstLost(of: .permutation(of: [1, 2, 2, 3])) == nil)
    #expect(firstLost(of: .subset(of: [1, 2, 2, 3])) == nil)
    #expect(firstLost(of: .distinctArray(of: .integer(in: 0...9), count: 2...6)) == nil)
    #expect(firstLost(of: .set(of: .integer(in: 0...9), count: 2...6)) == nil)
    #expect(firstLost(of: .oneOf(.integer(in: 5...9), .integer(in: 0...4))) == nil)
    #expect(
      firstLost(of: .weighted([(1, .just(0)), (0, .just(1)), (6, integer), (3, .just(3))])) == nil)
    #expect(firstLost(of: integer.filter { $0 % 3 == 0 }) == nil)
    #expect(firstLost(of: integer.map({ "\($0)" }, inverse: { Int($0) })) == nil)
    let pairs = Generator<Int>.integer(in: 1...6).flatMap(
      { low in
        Generator<Int>.integer(in: low...9).map({ [low, $0] }, inverse: { $0.last })
      }, inverse: { $0.first })
    #expect(firstLost(of: pairs) == nil)
  }

  @Test func `parts of a tuple are drawn and encoded in order`() throws {
    let generator = tuples(of: Generator<Int>.integer(in: 0...9), Generator<Bool>.boolean())
    let choices = try generator.encode((7, true))
    #expect(choices.description == "[0:9]7,t;")
    #expect(generator.value(replaying: choices, exactly: true)! == (7, true))
  }

  @Test func `trees are encoded branch by branch`() throws {
    indirect enum Tree: Equatable, Sendable {
      case leaf(Int)
      case fork(Tree, Tree)
    }
    let leaf = Generator<Int>.integer(in: 0...99).map(
      { Tree.leaf($0) },
      inverse: { if case .leaf(let number) = $0 { number } else { nil } })
    let tree = Generator.recursive(depth: 3, leaf: leaf) { part in
      tuples(of: part, part).map(
        { Tree.fork($0, $1) },
        inverse: { if case .fork(let left, let right) = $0 { (left, right) } else { nil } })
    }
    #expect(firstLost(of: tree) == nil)
    let high = Tree.fork(.fork(.fork(.leaf(1), .leaf(2)), .leaf(3)), .leaf(4))
    #expect(try tree.encode(high).count == 11)
    #expect(refusal(of: .fork(high, .leaf(5)), by: tree) != nil)
    let property = Property("flat", generator: tree) { $0 != high && "\($0)".count < 20 }
    guard case .shrunk(let smallest, _) = Shrinker(property: property).shrink(try tree.encode(high))
    else {
      Issue.record("it fails")
      return
    }
    #expect(smallest.value == .fork(.leaf(0), .leaf(0)))
  }

  @Test func `values outside the domain are refused with the reason`() {
    let integer = Generator<Int>.integer(in: 0...9)
    #expect(refusal(of: 10, by: integer) == .outOfDomain(reason: "10 is not in 0…9"))
    #expect(refusal(of: 4, by: .just(3)) == .outOfDomain(reason: "4 is not 3"))
    #expect(
      refusal(of: "c", by: .element(of: ["a", "b"]))
        == .outOfDomain(reason: "c is not one of the 2 elements"))
    #expect(refusal(of: "aB", by: .text(of: .lowercase)) != nil)
    #expect(refusal(of: "abc", by: .text(of: .lowercase, count: 0...2)) != nil)
    #expect(refusal(of: .nan, by: .float(in: 0...1)) != nil)
    #expect(refusal(of: .infinity, by: .float(in: 0...1)) != nil)
    #expect(refusal(of: .nan, by: .float(orNaN: false)) != nil)
    #expect(refusal(of: .nan, by: .float()) == nil)
    #expect(
      refusal(of: [1], by: .array(of: integer, count: 2...5))
        == .outOfDomain(reason: "1 elements where 2…5 are made"))
    #expect(refusal(of: [1, 10], by: .array(of: integer)) != nil)
    #expect(refusal(of: [1, 3], by: .permutation(of: [1, 2])) != nil)
    #expect(refusal(of: [1], by: .permutation(of: [1, 2])) != nil)
    #expect(refusal(of: [1, 2, 2], by: .permutation(of: [1, 2])) != nil)
    #expect(refusal(of: [2, 1], by: .subset(of: [1, 2])) != nil)
    #expect(refusal(of: [2, 2], by: .distinctArray(of: integer)) != nil)
    #expect(refusal(of: 3, by: integer.filter { $0 % 2 == 0 }) != nil)
    #expect(refusal(of: true, by: .boolean(probability: 0)) != nil)
    #expect(
      refusal(of: 7, by: .oneOf(.just(1), .just(2)))
        == .outOfDomain(reason: "no alternative makes it"))
  }

  @Test func `a generator without an inverse says so`() throws {
    let closed = Generator<Int> { $0.integer(in: 0...9) }
    #expect(refusal(of: 3, by: closed) == .notInvertible)
    #expect(refusal(of: [3], by: .array(of: closed)) == .notInvertible)
    let either = Generator<Int>.oneOf(closed, .just(12))
    #expect(try either.encode(12).description == "[0:1]1;")
    #expect(refusal(of: 3, by: either) == .notInvertible)
    #expect(refusal(of: 3, by: closed.map { $0 }) == .notInvertible)
  }

  @Test func `an inverse that errs is found out`() {
    let wrong = Generator<Int> {
      $0.integer(in: 0...9)
    } encode: { value, encoder throws(ChoiceEncodingError) in
      try encoder.integer(min(value + 1, 9), in: 0...9)
    }
    #expect(refusal(of: 3, by: wrong) == .outOfDomain(reason: "its choices make 4"))
    let other = Generator<Int> {
      $0.integer(in: 0...9)
    } encode: { value, encoder throws(ChoiceEncodingError) in
      try encoder.integer(value, in: 0...12)
    }
    #expect(refusal(of: 3, by: other) != nil)
  }

  @Test func `a value that no generator made is shrunk`() throws {
    let lists = Generator<[Int]>.array(of: .integer(in: 0...1_000), count: 0...40)
    let property = Property("short", generator: lists) { $0.reduce(0, +) < 700 }
    let start = try lists.encode([3, 500, 20, 400])
    guard case .shrunk(let smallest, _) = Shrinker(property: property).shrink(start) else {
      Issue.record("it fails")
      return
    }
    #expect(smallest.value == [700])
  }
}
