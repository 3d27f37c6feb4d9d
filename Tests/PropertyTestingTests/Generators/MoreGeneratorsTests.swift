import Foundation
import PropertyTesting
import Testing

@Suite struct MoreGeneratorsTests {
  private struct Held: Error {}
  private enum Suit: CaseIterable { case clubs, diamonds, hearts, spades }

  private func values<Value>(of generator: Generator<Value>, count: Int = 300) -> [Value] {
    (0..<count).map { seed in
      var source = ChoiceSource.random(seed: UInt64(seed))
      return generator.draw(from: &source)
    }
  }

  private func smallest<Value>(
    of generator: Generator<Value>, where fails: @escaping @Sendable (Value) -> Bool
  ) throws -> Value {
    let property = Property("smallest", generator: generator) { !fails($0) }
    guard case .failed(let failure, _) = PropertyRunner(seed: 1, cases: 20_000).run(property) else {
      throw Held()
    }
    return failure.smallest.value
  }

  private func checkWidth<Number: FixedWidthInteger & Sendable>(
    _: Number.Type
  ) throws where Number.Magnitude: Sendable {
    let all = values(of: Generator<Number>.integer())
    #expect(all.contains { $0 > Number.max / 4 })
    if Number.isSigned { #expect(all.contains { $0 < Number.min / 4 }) }
    #expect(try smallest(of: .integer()) { $0 >= 77 } == 77)
    let generator = Generator<Number>.integer()
    for value in all + [.min, .max, 0, 1] {
      #expect(generator.value(replaying: try generator.encode(value)) == value)
    }
    #expect(values(of: Generator<Number>.integer(in: 3...9)).allSatisfy { (3...9).contains($0) })
  }

  @Test func `every integer width is drawn in full, shrinks and goes backwards`() throws {
    try checkWidth(Int8.self)
    try checkWidth(UInt8.self)
    try checkWidth(Int16.self)
    try checkWidth(UInt16.self)
    try checkWidth(Int32.self)
    try checkWidth(UInt32.self)
    try checkWidth(Int64.self)
    try checkWidth(UInt64.self)
    try checkWidth(UInt.self)
    try checkWidth(Int128.self)
    try checkWidth(UInt128.self)
    let high = Generator<UInt64>.integer(in: (.max - 5) ... .max)
    #expect(Set(values(of: high)).count == 6)
  }

  @Test func `single-precision numbers stay in range`() throws {
    #expect(
      values(of: Generator<Float>.float(in: 0.1...0.3)).allSatisfy { (0.1...0.3).contains($0) })
    #expect(try smallest(of: Generator<Float>.float(in: 0...1_000)) { $0 > 10.25 } == 11)
    #expect(values(of: Generator<Float>.float(), count: 2_000).contains { $0.isNaN })
  }

  @Test func `counts can be exact`() {
    let digit = Generator<Int>.integer(in: 0...99)
    #expect(values(of: .array(of: digit, count: 3)).allSatisfy { $0.count == 3 })
    #expect(values(of: .set(of: digit, count: 4)).allSatisfy { $0.count == 4 })
    #expect(values(of: .dictionary(of: digit, .text(), count: 2)).allSatisfy { $0.count == 2 })
    #expect(values(of: .text(count: 5)).allSatisfy { $0.unicodeScalars.count == 5 })
  }

  @Test func `dictionaries shrink to the entry that matters, and go backwards`() throws {
    let generator = Generator<[Int: String]>.dictionary(
      of: .integer(in: 0...100), .text(of: .lowercase, count: 0...5))
    let found = try smallest(of: generator) { table in table.contains { $0 >= 50 && $1.count > 1 } }
    #expect(found == [50: "aa"])
    let table = [3: "x", 80: "yz"]
    #expect(generator.value(replaying: try generator.encode(table)) == table)
  }

  @Test func `dates shrink towards 2000, whatever the time is`() throws {
    let generator = Generator<Date>.date()
    let range = Generator<Date>.earliest...Generator<Date>.latest
    #expect(values(of: generator).allSatisfy { range.contains($0) })
    #expect(try smallest(of: generator) { _ in true } == Generator<Date>.epoch)
    let limit = Generator<Date>.epoch.addingTimeInterval(86_400)
    #expect(try smallest(of: generator) { $0 >= limit } == limit)
    let date = limit.addingTimeInterval(0.25)
    let fine = Generator<Date>.date(fractions: true)
    #expect(fine.value(replaying: try fine.encode(date)) == date)
    #expect(throws: ChoiceEncodingError.self) { try generator.encode(date) }
  }

  @Test func `letters come from Unicode categories`() {
    let money = Alphabet.unicode(.currencySymbol)
    #expect(money.letters.first == "$")
    #expect(money.letters.contains("€"))
    #expect(money.letters.allSatisfy { $0.properties.generalCategory == .currencySymbol })
    #expect(Alphabet.unicode(upTo: "ÿ").letters.count == 256)
  }

  @Test func `the cases of an enumeration are a generator`() {
    #expect(Set(values(of: Generator<Suit>.anyCase())).count == 4)
  }

  /// Held against the regular expressions of the standard library.
  @Test(arguments: [
    #"v\d{1,3}(\.\d{1,3}){2}"#, #"[a-f0-9]{8}-[A-F]+"#, "(yes|no|)x?", #"[^a-y]*"#, #"^\w+\s\W$"#,
    #"(?:ab|c[d\-e])+?f{2,}"#, #"\p{Lu}\p{Nd}{2}"#, #"a\.b\\c\[.*"#, "", #"[\d_]+é"#,
  ])
  func `texts match their pattern`(pattern: String) throws {
    let regex = try Regex<AnyRegexOutput>(pattern)
    for text in values(of: try Generator<String>.text(matching: pattern)) {
      #expect(text.wholeMatch(of: regex.dotMatchesNewlines()) != nil, "\(text) \(pattern)")
    }
  }

  @Test(arguments: ["a(b", "*a", "[b-a]", #"(a)\1"#, "(?=a)", "a{3,1}", #"\p{Xx}"#, "[ab", "a)"])
  func `a pattern without generator is refused`(pattern: String) {
    #expect(throws: PatternError.self) { try Generator<String>.text(matching: pattern) }
  }

  @Test func `a text of a pattern shrinks`() throws {
    let generator = try Generator<String>.text(matching: #"[a-z]+@[a-z]+\.(org|com)"#)
    #expect(try smallest(of: generator) { $0.hasSuffix(".com") } == "a@a.com")
  }
}
