import PropertyTesting
import Testing

@Suite struct GeneratorTests {
  private func values<Value>(_ generator: Generator<Value>, count: Int = 300) -> [Value] {
    (0..<count).compactMap { number in
      var source = ChoiceSource.random(seed: Seed(5).derived(number).value)
      let value = generator.draw(from: &source)
      return source.status == .valid ? value : nil
    }
  }

  private func simplest<Value>(_ generator: Generator<Value>) -> Value {
    var source = ChoiceSource.replay(ChoiceSequence(), tail: .simplest)
    return generator.draw(from: &source)
  }

  @Test func `map and flatMap compose`() {
    let generator = Generator<Int>.integer(in: 1...6).flatMap { low in
      Generator<Int>.integer(in: low...9).map { (low, $0) }
    }
    let pairs = values(generator)
    #expect(pairs.count == 300)
    #expect(pairs.allSatisfy { (1...6).contains($0) && ($0...9).contains($1) })
    #expect(simplest(generator) == (1, 1))
  }

  @Test func `a filter keeps to its condition, and its failed attempts are discarded spans`() {
    let generator = Generator<Int>.integer(in: 0...9).filter { $0 % 3 == 2 }
    let found = values(generator)
    #expect(found.count > 200)
    #expect(found.allSatisfy { $0 % 3 == 2 })
    var source = ChoiceSource.replay(ChoiceSequence(text("[0:9]1,4,5;")))
    #expect(generator.draw(from: &source) == 5)
    #expect(source.spans.map(\.isDiscarded) == [true, true, false])
  }

  @Test func `a filter gives up after its attempts`() {
    var source = ChoiceSource.random(seed: 1)
    _ = Generator<Int>.integer().filter(attempts: 3) { _ in false }.draw(from: &source)
    #expect(source.status == .discarded)
    #expect(source.spans.count == 3)
  }

  @Test func `choosing covers every alternative, the first being the simplest`() {
    let element = Generator<String>.element(of: ["a", "b", "c"])
    #expect(Set(values(element)) == ["a", "b", "c"])
    #expect(simplest(element) == "a")
    let either = Generator<Int>.oneOf(.just(1), .integer(in: 5...6))
    #expect(Set(values(either)) == [1, 5, 6])
    #expect(simplest(either) == 1)
    #expect(values(.optional(.just(1))).contains(nil))
    #expect(values(.optional(.just(1))).contains(1))
  }

  @Test func `weights say how often`() {
    let generator = Generator<Int>.weighted([
      (1, .just(0)), (0, .just(1)), (6, .just(2)), (3, .just(3)),
    ])
    let found = values(generator, count: 3_000)
    #expect(!found.contains(1))
    #expect((240...360).contains(found.count { $0 == 0 }))
    #expect((1_650...1_950).contains(found.count { $0 == 2 }))
    #expect(simplest(generator) == 0)
  }

  @Test func `arrays have the demanded lengths`() {
    let found = values(.array(of: Generator<Int>.integer(in: 0...1), count: 2...5))
    #expect(Set(found.map(\.count)) == [2, 3, 4, 5])
    #expect(values(.array(of: Generator<Int>.integer(), count: 4...4)).allSatisfy { $0.count == 4 })
    #expect(simplest(.array(of: Generator<Int>.integer(in: 3...9), count: 2...5)) == [3, 3])
    #expect(simplest(.array(of: Generator<Int>.integer(in: 3...9))).isEmpty)
  }

  @Test func `permutations reach every order, the given one being the simplest`() {
    let generator = Generator<[Int]>.permutation(of: [1, 2, 3])
    #expect(Set(values(generator)).count == 6)
    #expect(simplest(generator) == [1, 2, 3])
  }

  @Test func `subsets keep the order`() {
    let generator = Generator<[Int]>.subset(of: [1, 2, 3])
    let found = values(generator)
    #expect(Set(found).count == 8)
    #expect(found.allSatisfy { $0 == $0.sorted() })
    #expect(simplest(generator).isEmpty)
  }

  @Test func `a value is made again from its choices, or is told to be outside the domain`() {
    let wide = Generator<Int>.integer(in: 0...9)
    let narrow = Generator<Int>.integer(in: 0...4)
    let choices = ChoiceSequence(text("[0:9]7;"))
    #expect(wide.value(replaying: choices, exactly: true) == 7)
    #expect(narrow.value(replaying: choices) == 0)
    #expect(narrow.value(replaying: choices, exactly: true) == nil)
    #expect(wide.value(replaying: ChoiceSequence()) == nil)
  }

  private func text(_ text: String) -> ContiguousArray<Choice> {
    ChoiceSequence(text)!.choices
  }
}
