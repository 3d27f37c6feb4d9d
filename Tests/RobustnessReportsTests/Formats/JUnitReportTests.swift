import Counterexamples
import Foundation
import Robustness
import RobustnessReports
import RobustnessRuns
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct `JUnit XML` {
  /// Every element with its attributes and the texts of failures, by a parser of somebody else's.
  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [(name: String, attributes: [String: String])] = []
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) { elements.append((name, attributes)) }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }

  private func read(_ data: Data) throws -> Reader {
    let (reader, parser) = (Reader(), XMLParser(data: data))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    return reader
  }

  private func requirement(_ text: String, _ record: RunRecord) throws -> RunRecord {
    record.judged(by: try record.requirements([RequirementText(text)]))
  }

  @Test func `every property of every model on every corpus is a test case`() throws {
    let record = SampleRecord.make()
    let reader = try read(JUnitReport(record).data)
    let cases = reader.elements.filter { $0.name == "testcase" }
    let properties = record.corpora.flatMap(\.models).flatMap(\.properties)
    #expect(cases.count == properties.count)
    let top = try #require(reader.elements.first)
    #expect(top.name == "testsuites" && top.attributes["tests"] == "\(properties.count)")
    #expect(
      top.attributes["failures"] == "\(properties.count { $0.failures > 0 })")
    // The attributes that the schemas of JUnit's readers know, and counts that add up.
    let known = [
      "testsuites": ["name", "tests", "failures", "errors"],
      "testsuite": ["name", "tests", "failures", "errors", "skipped"],
      "testcase": ["classname", "name"], "failure": ["message", "type"], "skipped": ["message"],
    ]
    for element in reader.elements {
      #expect(Set(element.attributes.keys) == Set(try #require(known[element.name])))
    }
    let suites = reader.elements.filter { $0.name == "testsuite" }
    for count in ["tests", "failures", "errors"] {
      let parts = suites.compactMap { $0.attributes[count].flatMap { Int($0) } }
      #expect(parts.reduce(0, +) == top.attributes[count].flatMap { Int($0) })
    }
    #expect(
      cases.contains {
        $0.attributes == ["classname": "messaging-test.lora", "name": "rank-stability"]
      })
  }

  @Test func `a failure holds the smallest list and what replays it, whatever characters it has`()
    throws
  {
    let reader = try read(JUnitReport(SampleRecord.make()).data)
    #expect(reader.text.contains("over there by the <wire>"))
    #expect(reader.text.contains(SampleRecord.awkward))
    #expect(reader.text.contains(SampleRecord.counterexample.replayLine))
    #expect(reader.text.contains("mondegreen replay fixtures/rank-stability-lora-3f2a.json"))
    let failures = reader.elements.filter { $0.name == "failure" }
    #expect(
      failures.contains { $0.attributes["message"] == "11 of 100 cases fail; lowest margin −1.250" }
    )
  }

  @Test func `what is missed fails, and what is undecided is skipped`() throws {
    let record = SampleRecord.make()
    let missed = try read(JUnitReport(try requirement("wer <= 1%", record)).data)
    let clean = try read(JUnitReport(record).data)
    func count(_ reader: Reader, _ name: String) -> Int {
      reader.elements.count { $0.name == name }
    }
    #expect(count(missed, "failure") == count(clean, "failure") + 3)
    let undecided = try read(JUnitReport(try requirement("lora: wer <= 15%", record)).data)
    let skipped = undecided.elements.filter { $0.name == "skipped" }
    #expect(skipped.count == 1)
    #expect(skipped.first?.attributes["message"]?.hasPrefix("undecided: ") == true)
  }

  @Test func `control characters don't break it`() throws {
    let finding = PropertyFinding(
      property: "a\u{0}b\u{1B}[31m<&>\"", cases: 0, failures: 0, worstMargin: nil, bugs: [])
    let reader = try read(
      JUnitReport(
        [("m\u{8}", finding, false)], on: "c", verdicts: [("m", "x", .missed, "\u{FFFE}]]>")]
      )
      .data)
    #expect(reader.elements.contains { $0.attributes["name"] == "a\u{FFFD}b\u{FFFD}[31m<&>\"" })
    #expect(reader.elements.contains { $0.name == "skipped" })
    #expect(reader.text.contains("\u{FFFD}]]>"))
  }
}
