import PropertyTesting
import Testing

@Suite struct TextShrinkingTests {
  private func smallest<Value>(
    _ generator: Generator<Value>, _ start: String, fails: @escaping @Sendable (Value) -> Bool
  ) throws -> Value? {
    let property = Property("text", generator: generator) { !fails($0) }
    guard
      case .shrunk(let smallest, _) = Shrinker(property: property)
        .shrink(try ChoiceSequence(text: start))
    else { return nil }
    return smallest.value
  }

  private let word = Generator<String>.text(of: .lowercase, count: 0...12)
  private let start = "(26:0:12)'7.4.11.11.14.22.14.17.11.3';"

  @Test func `texts lose the letters that play no part, and the others are lowered`() throws {
    #expect(try smallest(word, start) { $0.count >= 3 } == "aaa")
    #expect(try smallest(word, start) { $0.contains("ll") } == "ll")
    #expect(try smallest(word, start) { $0.contains { $0 > "k" } } == "l")
    #expect(try smallest(word, start) { $0.contains { $0 > "m" } } == "n")
    #expect(try smallest(word, start) { Set($0).count > 3 } == "abcd")
    #expect(
      try smallest(word, start) { text in
        Set(text).contains { letter in
          letter > "f" && text.count { $0 == letter } > 1
        }
      } == "gg")
  }

  @Test func `equal texts are made smaller together`() throws {
    let pair = tuples(of: word, word)
    let both = "(26:0:12)'7.4.11.11.14','7.4.11.11.14';"
    let found = try smallest(pair, both) { $0.0 == $0.1 && $0.0.count > 2 }
    #expect(found?.0 == "aaa")
    #expect(found?.1 == "aaa")
  }

  @Test func `bytes shrink to zeros`() throws {
    let bytes = Generator<[UInt8]>.bytes(count: 2...9)
    #expect(
      try smallest(bytes, "(256:2:9)'9.200.3.255.7';") { $0.contains { $0 >= 130 } } == [0, 130])
  }
}
