import PropertyTesting
import Testing

@Suite struct ChoiceSourceTests {
  @Test func `equal seeds give equal draws, different seeds different ones`() {
    func draws(_ seed: UInt64) -> [Int] {
      var source = ChoiceSource.random(seed: seed)
      return (0..<20).map { _ in source.integer(in: 0...1_000_000) }
    }
    #expect(draws(7) == draws(7))
    #expect(draws(7) != draws(8))
  }

  @Test func `draws stay within their constraints`() {
    var source = ChoiceSource.random(seed: 1)
    var violations = 0
    for _ in 0..<2_000 {
      if !(3...5).contains(source.integer(in: 3...5)) { violations += 1 }
      if !(Int.min ... -7).contains(source.integer(in: .min ... -7)) { violations += 1 }
      if !(0..<3).contains(source.index(below: 3)) { violations += 1 }
      if !(-0.5...0.25).contains(source.float(in: -0.5...0.25)) { violations += 1 }
    }
    #expect(violations == 0)
  }

  @Test func `indices are equally likely`() {
    var counts = Array(repeating: 0, count: 5)
    var source = ChoiceSource.random(seed: 2)
    for _ in 0..<10_000 { counts[source.index(below: 5)] += 1 }
    #expect(counts.allSatisfy { (1_850...2_150).contains($0) })
  }

  @Test func `a replay gives the same values`() {
    var first = ChoiceSource.random(seed: 3)
    let (a, b, c) = (
      first.integer(in: 0...100), first.boolean(), first.float(in: 0...1)
    )
    var second = ChoiceSource.replay(first.recorded)
    #expect(second.integer(in: 0...100) == a)
    #expect(second.boolean() == b)
    #expect(second.float(in: 0...1) == c)
    #expect(second.recorded == first.recorded)
    #expect(second.status == .valid)
  }

  @Test func `what does not fit is replaced by the simplest value`() throws {
    var source = ChoiceSource.replay(try ChoiceSequence(text: "t,[0:9]8,f;"))
    #expect(source.integer(in: 2...5) == 2)
    #expect(source.integer(in: 0...7) == 0)
    #expect(source.float(in: 1.5...4) == 2)
    #expect(source.status == .valid)
  }

  @Test func `behind the end a replay overruns, and loops end`() throws {
    var source = ChoiceSource.replay(try ChoiceSequence(text: "t,t;"))
    var count = 0
    while source.boolean(probability: 0.9) { count += 1 }
    #expect(count == 2)
    #expect(source.status == .overrun)
    #expect(source.integer(in: 4...9, towards: 6) == 6)
    #expect(source.recorded.count == 2)
  }

  @Test func `behind the end a replay can go on with the simplest or with random values`() throws {
    let choices = try ChoiceSequence(text: "[0:9]8;")
    var simple = ChoiceSource.replay(choices, tail: .simplest)
    #expect([simple.index(below: 10), simple.index(below: 10)] == [8, 0])
    #expect(simple.status == .valid)
    var random = ChoiceSource.replay(choices, tail: .random(seed: 5))
    let drawn = (0..<50).map { _ in random.index(below: 10) }
    #expect(drawn[0] == 8)
    #expect(Set(drawn).count > 5)
  }

  @Test func `a random case that never ends overruns`() {
    var source = ChoiceSource.random(seed: 6)
    while source.status == .valid { _ = source.integer(in: 0...1) }
    #expect(source.status == .overrun)
    #expect(source.recorded.count == ChoiceSource.maximumCount)
  }

  @Test func `a discarded case draws the simplest values and records nothing more`() {
    var source = ChoiceSource.random(seed: 7)
    _ = source.integer(in: 5...1_000_000)
    source.discardCase()
    #expect(source.integer(in: 5...1_000_000) == 5)
    #expect(source.boolean(probability: 0.999) == false)
    #expect(source.status == .discarded)
    #expect(source.recorded.count == 1)
  }

  @Test func `arrays keep their least count even when a case is over`() {
    var source = ChoiceSource.replay(ChoiceSequence())
    #expect(source.array(count: 3...5) { $0.integer(in: 1...4) } == [1, 1, 1])
    #expect(source.status == .overrun)
  }

  @Test func `texts and bytes keep to their lengths and letters`() {
    var source = ChoiceSource.random(seed: 12)
    var violations = 0
    var texts: Set<String> = []
    for _ in 0..<500 {
      let text = source.text(of: "xyz", count: 1...4)
      texts.insert(text)
      if !(1...4).contains(text.count) || !text.allSatisfy("xyz".contains) { violations += 1 }
      if source.bytes(count: 3...3).count != 3 { violations += 1 }
    }
    #expect(violations == 0)
    #expect(texts.count > 50)
    var replay = ChoiceSource.replay(source.recorded)
    #expect(texts.contains(replay.text(of: "xyz", count: 1...4)))
    #expect(replay.bytes(count: 0...2) == [])
    #expect(replay.status == .valid)
  }

  @Test func `an alphabet keeps its order and knows each letter once`() {
    #expect(("abca" as Alphabet + "cd").letters.map(String.init).joined() == "abcd")
    #expect(Alphabet.ascii.letters.count == 95)
  }

  @Test func `spans are nested, labeled and marked`() {
    var source = ChoiceSource.random(seed: 8)
    source.span("outer") { source in
      _ = source.boolean()
      source.span("inner") { source in
        _ = source.boolean()
        source.discardSpan()
      }
      _ = source.boolean()
    }
    #expect(source.spans.map(\.label) == ["outer", "inner"])
    #expect(source.spans.map(\.range) == [0..<3, 1..<2])
    #expect(source.spans.map(\.parent) == [-1, 0])
    #expect(source.spans.map(\.isDiscarded) == [false, true])
  }

  @Test func `the largest observation counts`() {
    var source = ChoiceSource.random(seed: 9)
    source.target(2)
    source.target(.nan)
    source.target(1)
    #expect(source.observation == 2)
  }

  @Test func `two equal integers are soon drawn`() {
    let needed = (0..<200).map { seed in
      (0...).first { number in
        var source = ChoiceSource.random(seed: Seed(UInt64(seed)).derived(number).value)
        let first = source.integer(in: 0...(.max))
        return source.integer(in: 0...(.max)) == first
      }!
    }
    #expect(needed.reduce(0, +) / needed.count < 100)
  }
}
