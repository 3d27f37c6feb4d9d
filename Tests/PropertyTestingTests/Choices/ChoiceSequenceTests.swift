import PropertyTesting
import Testing

@Suite struct ChoiceSequenceTests {
  static let samples: [ChoiceSequence] = {
    var samples: [ChoiceSequence] = [ChoiceSequence()]
    for seed in 0..<60 as Range<UInt64> {
      var source = ChoiceSource.random(seed: seed)
      for _ in 0..<(seed % 7) {
        _ = source.boolean()
        _ = source.integer(in: -5...5)
        _ = source.integer(in: .min ... .max, towards: 3)
        _ = source.float(in: -2...7)
        _ = source.float()
        _ = source.index(below: 20)
        _ = source.text(of: .ascii, count: 0...5)
        _ = source.bytes(count: 2...4)
      }
      samples.append(source.recorded)
    }
    return samples
  }()

  @Test func `the text form gives the same sequence back`() throws {
    for sample in Self.samples {
      #expect(try ChoiceSequence(text: sample.description) == sample)
    }
  }

  @Test func `the text form is short and readable`() throws {
    var source = ChoiceSource.random(seed: 4)
    _ = source.array(count: 2...2) { source in source.index(below: 10) }
    _ = source.boolean(probability: 1)
    let text = source.recorded.description
    #expect(text.hasPrefix("[0:9]"))
    #expect(text.hasSuffix(",t;"))
    #expect(text.count < 14)
    #expect(ChoiceSequence().description == ";")
  }

  @Test(
    arguments: [
      ("", 0), ("t", 1), ("t,", 2), ("t,;", 2), ("x;", 0), ("5;", 0), ("[0:4]5;", 5),
      ("[4:0]1;", 1), ("[0:4:9]1;", 5), ("[0:4]1", 6), ("[0:4]1;t", 7), ("~0.5;", 1),
      ("{0:1}~2;", 6), ("{0:nan}~1;", 1), ("{0:1}~nan;", 6), ("{0:1}~inf;", 6),
      ("{0:1:inf}~1;", 5), ("{-inf:inf:nan}~-in;", 15), ("{1:0}~0.5;", 1),
      ("[0:99999999999999999999]1;", 3),
      ("(3:0:2)'0.3';", 10), ("(3:0:2)'0.1.2';", 7), ("'0';", 0), ("(3:2:1)'';", 1),
      ("(0:0:2)'';", 1), ("(3:0:2)'0", 9), ("(3:0:2)'.0';", 8), ("t t;", 1), ("[0:4]--1;", 5),
      ("é;", 0),
    ])
  func `malformed text is refused with its place`(text: String, offset: Int) throws {
    let error = #expect(throws: ChoiceSequenceError.self) { try ChoiceSequence(text: text) }
    #expect(error?.offset == offset)
    #expect(ChoiceSequence(text) == nil)
  }

  @Test func `every text cut short is refused`() {
    let text = Self.samples[13].description
    let accepted = (0..<text.count).filter { ChoiceSequence(String(text.prefix($0))) != nil }
    #expect(text.count > 20)
    #expect(accepted.isEmpty)
  }

  @Test func `the order is total and agrees with equality`() {
    var violations = 0
    for a in Self.samples {
      for b in Self.samples {
        if [a < b, a == b, a > b].count(where: { $0 }) != 1 { violations += 1 }
        for c in Self.samples where a < b && b < c && !(a < c) { violations += 1 }
      }
    }
    #expect(violations == 0)
  }

  @Test func `shorter sequences come first`() {
    let sorted = Self.samples.sorted()
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0.count <= $1.count })
  }

  @Test func `integers are ordered by their distance, those above first`() {
    let integers = [4, 0, -1, 1, -4, 3].map { Choice.integer($0, in: -9...9, towards: 0) }
    #expect(
      integers.sorted() == [0, 1, -1, 3, 4, -4].map { .integer($0, in: -9...9, towards: 0) })
  }

  @Test func `numbers are ordered whole ones first, then by binary digits`() {
    let sorted = [
      0, 1, -1, 2, 1e9, 0x1p60, 0.5, -0.5, 1.5, 0.25, 0.75, 0.1, .leastNonzeroMagnitude,
    ]
    let shuffled = Array(sorted.reversed())
    let range = -1e300...1e300
    #expect(
      shuffled.map { Choice.float($0, in: range) }.sorted()
        == sorted.map { Choice.float($0, in: range) })
  }

  @Test func `texts are ordered by length, then by their letters`() {
    let texts = [[], [0], [1], [0, 0], [0, 1], [1, 0]].map {
      Choice.text($0, letters: 2, count: 0...2)
    }
    #expect(texts.reversed().sorted() == texts)
    #expect(texts.map(\.isSimplest) == [true, false, false, false, false, false])
  }

  @Test(
    arguments: [
      (0.2...0.9, 0.5), (-3...7, 0), (2.5...8.5, 3), (-8.5...(-2.5), -3), (0.3...0.4, 0.375),
      (Double.leastNonzeroMagnitude...Double.leastNormalMagnitude.nextDown, 0x1p-1023),
    ])
  func `the simplest number of a range`(range: ClosedRange<Double>, simplest: Double) {
    #expect(Choice.float(range.upperBound, in: range).simplest == .float(simplest, in: range))
  }
}
