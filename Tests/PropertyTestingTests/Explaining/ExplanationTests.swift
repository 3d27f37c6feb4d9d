import PropertyTesting
import Testing

@Suite struct ExplanationTests {
  private static let digit = Generator<Int>.integer(in: 0...99)

  private func explanation<Value>(
    of property: Property<Value, Never>, _ choices: String, batchSize: Int = 1,
    share: Double = 1, limit: Int = .max
  ) throws -> Explanation<Value> {
    let shrinker = Shrinker(property: property, limits: ShrinkLimits(batchSize: batchSize))
    let sequence = try ChoiceSequence(text: choices)
    let value = try #require(property.generator.value(replaying: sequence, exactly: true))
    return shrinker.explain(
      JudgedCase(choices: sequence, value: value, outcome: PropertyOutcome(holds: false)),
      share: share, limit: limit)
  }

  @Test func `a value that plays no part may vary`() throws {
    let property = Property("first", generator: tuples(of: Self.digit, Self.digit)) {
      $0.0 < 50
    }
    let explanation = try explanation(of: property, "[0:99]50,0;")
    #expect(explanation.freeParts.map(\.range) == [1..<2])
    #expect(explanation.varyTogether == nil)
    let alternatives = try #require(explanation.freeParts.first).alternatives
    #expect(alternatives.count == 12)
    #expect(alternatives.allSatisfy { $0.value.0 == 50 && $0.value.1 != 0 })
    #expect(explanation.executions > 12)
    let other = alternatives[0].value
    #expect("\(explanation)" == "a value (choices 1..<2): or any other, as in \(other)")
  }

  @Test func `where everything matters nothing may vary`() throws {
    let property = Property("equal", generator: tuples(of: Self.digit, Self.digit)) {
      $0.0 < 50 || $0.0 != $0.1
    }
    let explanation = try explanation(of: property, "[0:99]50,50;")
    #expect(explanation.freeParts.isEmpty)
    #expect("\(explanation)" == "every part matters")
  }

  @Test func `a whole span may vary, and its parts are not told again`() throws {
    let generator = tuples(of: Self.digit, .array(of: Self.digit, count: 0...5))
    let property = Property("number", generator: generator) { $0.0 < 50 }
    let explanation = try explanation(of: property, "[0:99]50,f;")
    #expect(explanation.freeParts.map(\.label) == ["array"])
    #expect(Set(explanation.freeParts[0].alternatives.map(\.value.1)).count == 12)
  }

  @Test func `parts that vary one by one but not together are told`() throws {
    let property = Property("either", generator: tuples(of: Self.digit, Self.digit)) {
      $0.0 != 0 && $0.1 != 0
    }
    let explanation = try explanation(of: property, "[0:99]0,0;")
    #expect(explanation.freeParts.count == 2)
    #expect(explanation.varyTogether == false)
    let any = Property("any", generator: tuples(of: Self.digit, Self.digit)) { _ in false }
    #expect(try self.explanation(of: any, "[0:99]0,0;").varyTogether == true)
  }

  @Test func `few alternatives are all tried`() throws {
    let property = Property("flag", generator: tuples(of: Self.digit, Generator<Bool>.boolean())) {
      $0.0 < 50
    }
    let explanation = try explanation(of: property, "[0:99]50,f;")
    #expect(explanation.freeParts.map(\.range) == [1..<2])
    #expect(explanation.freeParts[0].alternatives.map(\.value.1) == [true])
  }

  @Test func `the batch size changes nothing`() throws {
    let generator = Generator<[Int]>.array(of: Self.digit, count: 0...9)
    let property = Property("long", generator: generator) { $0.count < 3 }
    let one = try explanation(of: property, "t,[0:99]0,t,0,t,0,f;")
    let many = try explanation(of: property, "t,[0:99]0,t,0,t,0,f;", batchSize: 5)
    #expect(one.freeParts.map(\.range) == [1..<2, 3..<4, 5..<6])
    #expect(many.freeParts.map(\.range) == one.freeParts.map(\.range))
    #expect(one.varyTogether == true)
    #expect(many.executions == one.executions)
  }

  @Test(arguments: [1, 5, 64])
  func `what may be most things but not all is told with its share`(batchSize: Int) throws {
    let generator = tuples(of: Self.digit, Self.digit)
    let property = Property("low", generator: generator) { $0.0 < 50 || $0.1 > 80 }
    let explanation = try explanation(
      of: property, "[0:99]50,0;", batchSize: batchSize, share: 0.5)
    #expect(explanation.freeParts.map(\.range) == [1..<2])
    let part = try #require(explanation.freeParts.first)
    #expect(!part.isFree)
    #expect(part.tried == 12)
    #expect((6..<12).contains(part.alternatives.count))
    #expect(part.alternatives.allSatisfy { $0.value.1 <= 80 })
    #expect(explanation.varyTogether == nil)
    #expect("\(explanation)".contains(": or \(part.alternatives.count) of 12 others, as in "))
    let whole = try self.explanation(of: property, "[0:99]50,0;", share: 0.5)
    #expect(whole.executions == explanation.executions)
  }

  @Test(arguments: [1, 4, 64])
  func `a limit ends it with what is known, the same in any batch size`(batchSize: Int) throws {
    let generator = Generator<[Int]>.array(of: Self.digit, count: 0...9)
    let property = Property("long", generator: generator) { $0.count < 3 }
    let choices = "t,[0:99]0,t,0,t,0,f;"
    let whole = try explanation(of: property, choices)
    #expect(whole.isComplete)
    let some = try explanation(of: property, choices, batchSize: batchSize, limit: 30)
    #expect(!some.isComplete)
    #expect(some.executions <= 30)
    #expect(some.freeParts.map(\.range) == [1..<2])
    #expect("\(some)".contains("the limit was reached"))
    let none = try explanation(of: property, choices, limit: 11)
    #expect(none.executions == 0 && none.freeParts.isEmpty && !none.isComplete)
  }
}
