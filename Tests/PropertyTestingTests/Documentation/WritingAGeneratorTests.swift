import Foundation
import PropertyTesting
import Testing

/// The code of the article "Writing a generator", as it stands there.
@Suite struct WritingAGeneratorTests {
  @Test func `the article's code does what the article says`() throws {
    let word = Generator<String>.text(of: .lowercase, count: 1...8)
    let sentence = Generator<[String]>.array(of: word, count: 1...6)
    let property = Property("short", generator: sentence) { (words: [String]) in
      PropertyOutcome(margin: 20.0 - Double(words.joined().count))
    }
    let result = PropertyRunner(seed: 1, cases: 500).run(property)
    guard case .failed(let failure, _) = result else { return }
    print(failure.smallest.value, failure.smallest.replayLine)
    #expect(failure.smallest.value.joined() == String(repeating: "a", count: 21))
    #expect(failure.smallest.value.count == 3)

    let rangesInOrder = Generator<[ClosedRange<Int>]> { source in
      source.array(count: 0...4) { source in
        source.span("range") { source in
          let low = source.integer(in: 0...100)
          return low...source.integer(in: low...100)
        }
      }
    }
    let range = Generator<ClosedRange<Int>> { source in
      let low = source.integer(in: 0...100)
      return low...source.integer(in: low...100)
    } encode: { range, encoder throws(ChoiceEncodingError) in
      try encoder.integer(range.lowerBound, in: 0...100)
      try encoder.integer(range.upperBound, in: range.lowerBound...100)
    }
    let choices = try range.encode(20...35)
    #expect(range.value(replaying: choices, exactly: true) == 20...35)

    let labeled = rangesInOrder.labeled { ranges in
      ranges.contains { $0.count == 1 } ? ["a single number"] : []
    }
    let runner = PropertyRunner(
      seed: 2, cases: 300, coverage: [CoverageDemand("a single number", share: 0.05)])
    let covered = runner.run(Property("ranges", generator: labeled) { _ in true })
    guard case .passed = covered else {
      Issue.record("\(covered)")
      return
    }
  }

  @Test func `the article's code is this code`() throws {
    let tests = URL(filePath: #filePath)
    let article = tests.deletingLastPathComponent()
      .appending(path: "../../../Sources/PropertyTesting/PropertyTesting.docc/WritingAGenerator.md")
    let source = Self.lines(of: try String(contentsOf: tests, encoding: .utf8))
    let blocks = try String(contentsOf: article, encoding: .utf8)
      .components(separatedBy: "```swift\n").dropFirst()
      .map { Self.lines(of: $0.components(separatedBy: "```")[0]) }
    #expect(blocks.count == 6)
    for block in blocks {
      let isThere = source.indices.contains { start in
        source[start...].starts(with: block)
      }
      #expect(isThere, "\(block.first ?? "")")
    }
  }

  /// Without indentation and empty lines.
  private static func lines(of text: String) -> [String] {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }
}
