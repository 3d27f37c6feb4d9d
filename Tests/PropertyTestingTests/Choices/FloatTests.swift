import PropertyTesting
import Testing

/// Numbers without bounds: infinities, NaN, zeros of both signs, and their order.
@Suite struct FloatTests {
  private static let everything = Generator<Double>.float()

  private func draws(_ generator: Generator<Double>, count: Int = 2_000) -> [Double] {
    (0..<count).map { number in
      var source = ChoiceSource.random(seed: Seed(3).derived(number).value)
      return generator.draw(from: &source)
    }
  }

  private func smallest(
    _ generator: Generator<Double>, fails: @escaping @Sendable (Double) -> Bool
  ) throws -> Double {
    let property = Property("numbers", generator: generator) { !fails($0) }
    guard case .failed(let failure, _) = PropertyRunner(seed: 1, cases: 20_000).run(property)
    else {
      Issue.record("no failure was found")
      return 0
    }
    #expect(
      generator.value(replaying: failure.smallest.choices, exactly: true)?.bitPattern
        == failure.smallest.value.bitPattern)
    return failure.smallest.value
  }

  @Test func `a number without bounds may be anything that a program trips over`() {
    let drawn = draws(Self.everything)
    let kinds: [(String, (Double) -> Bool)] = [
      ("NaN", { $0.isNaN }), ("infinity", { $0 == .infinity }), ("-infinity", { $0 == -.infinity }),
      ("0", { $0.isZero && $0.sign == .plus }), ("-0", { $0.isZero && $0.sign == .minus }),
      ("subnormal", { $0.isSubnormal }), ("huge", { $0.isFinite && $0.magnitude > 1e200 }),
      ("tiny", { $0.isNormal && $0.magnitude < 1e-200 }),
      ("small and whole", { $0.magnitude < 100 && $0 == $0.rounded() }),
      ("short fraction", { $0 != $0.rounded() && $0 * 4 == ($0 * 4).rounded() }),
    ]
    for (name, isOne) in kinds { #expect(drawn.contains(where: isOne), "\(name)") }
    #expect(drawn.count { !$0.isFinite } < drawn.count / 8)
  }

  @Test func `infinities and NaN come by choice`() {
    let largest = Double.greatestFiniteMagnitude
    #expect(draws(.float(in: -largest...largest)).allSatisfy { $0.isFinite })
    #expect(!draws(.float(orNaN: false)).contains { $0.isNaN })
    #expect(draws(.float(orNaN: false)).contains(.infinity))
    let positive = draws(.float(in: 5 ... .infinity))
    #expect(positive.allSatisfy { $0 >= 5 })
    #expect(positive.contains(.infinity) && positive.contains { $0.isFinite && $0 > 1e100 })
    #expect(draws(.float(in: -.infinity ... -3)).allSatisfy { $0 <= -3 })
    let bounded = draws(.float(in: 0...1, orNaN: true))
    #expect(bounded.contains { $0.isNaN })
    #expect(bounded.allSatisfy { $0.isNaN || (0...1).contains($0) })
  }

  @Test func `the least simple are the infinities and then NaN`() {
    let sorted: [Double] = [
      0, -0.0, 1, -1, .greatestFiniteMagnitude, 0.5, .leastNonzeroMagnitude, .infinity, -.infinity,
      .nan,
    ]
    let range = -Double.infinity ... .infinity
    let choices = sorted.map { Choice.float($0, in: range, orNaN: true) }
    #expect(choices.reversed().sorted() == choices)
    #expect(Set(choices).count == sorted.count)
    #expect(choices.map(\.isSimplest) == sorted.indices.map { $0 == 0 })
  }

  @Test func `numbers without bounds shrink to the simplest that will do`() throws {
    let nan = try smallest(Self.everything) { $0.isNaN }
    #expect(nan.isNaN)
    #expect(try smallest(Self.everything) { $0 == -.infinity } == -.infinity)
    #expect(try smallest(Self.everything) { !$0.isFinite } == .infinity)
    #expect(try smallest(Self.everything) { !($0 < 1000) } == 1000)
    #expect(try smallest(Self.everything) { $0 > 1e300 } == 1e300.nextUp)
    #expect(try smallest(Self.everything) { $0 < -0x1p60 } == (-0x1p60).nextDown)
    let zero = try smallest(Self.everything) { $0.isZero && $0.sign == .minus }
    #expect(zero.sign == .minus)
    #expect(try smallest(Self.everything) { $0 > 0 && $0 < 1 } == 0.5)
    #expect(try smallest(.float(in: 2.5 ... .infinity)) { $0 > 2.75 } == 3)
  }

  @Test func `margins lead to a number without bounds`() {
    let property = Property("far", generator: Self.everything) { value in
      PropertyOutcome(margin: value.isFinite ? 1e6 - value : 1)
    }
    guard case .failed(let failure, _) = PropertyRunner(seed: 1, cases: 2_000).run(property)
    else {
      Issue.record("no failure was found")
      return
    }
    #expect(failure.smallest.value == 1_000_001)
  }

  @Test func `the text form tells them`() throws {
    let text = "{-inf:inf:nan}~nan,~-inf,~inf,~-0.0,{0.0:inf}~1.5;"
    let sequence = try ChoiceSequence(text: text)
    #expect(sequence.description == text)
    #expect(sequence[0] == .float(.nan, in: -.infinity ... .infinity, orNaN: true))
    #expect(sequence[3] != .float(0, in: -.infinity ... .infinity, orNaN: true))
  }
}
