import Foundation
import RobustnessReports
import RobustnessRuns
import Testing

/// Verdicts on requirements in each of the report's files.
@Suite struct RequirementReportTests {
  private let record: RunRecord

  init() throws {
    let sample = SampleRecord.make()
    record = sample.judged(
      by: try sample.requirements([
        RequirementText("lora: wer <= 90%"), RequirementText("lora: wer <= 1%"),
        RequirementText("lora: skill(homophones, n-best, 2) >= 0.7"),
        RequirementText("lora: not worse than frozen by 0.2 points"),
        RequirementText("frozen: not worse than lora by 0.2 points"),
      ]))
  }

  @Test func `the record comes back with its verdicts`() throws {
    let back = try JSONDecoder().decode(RunRecord.self, from: RobustnessReport(record).json)
    #expect(back == record)
    #expect(back.requirements?.map(\.outcome) == [.met, .missed, .undecided, .met, .undecided])
  }

  @Test func `a report without requirements says nothing of them`() {
    let report = RobustnessReport(SampleRecord.make())
    for text in [
      report.html, report.markdown, report.csv, String(decoding: report.json, as: UTF8.self),
    ] {
      #expect(!text.contains("equire"))
    }
  }

  @Test func `Markdown has a table of verdicts before the corpora`() throws {
    let text = RobustnessReport(record).markdown
    let section = try #require(text.range(of: "## Requirements\n\n2 met, 1 missed, 2 undecided."))
    let corpus = try #require(text.range(of: "| Model | clean |"))
    #expect(section.lowerBound < corpus.lowerBound)
    #expect(text.contains("| met | lora | `wer(messaging-test) <= 90%` | "))
    #expect(
      text.contains(
        "| undecided | lora | `skill(messaging-test, homophones, n-best, 2) >= 0.7` | 0.710 [0.670, "
          + "0.750]: the bound lies in the interval |"))
    #expect(
      text.contains(
        "| met | lora | `not worse than frozen by 0.2 points (messaging-test)` | −1.25 points [−1.85, "
          + "−0.65] |"))
    #expect(text.contains("| –: the record does not hold the figure |"))
  }

  @Test func `the page has a section after the matrix, with verdicts in colors`() throws {
    let text = RobustnessReport(record).html
    let section = try #require(text.range(of: "<section id=\"requirements\">"))
    let matrix = try #require(text.range(of: "<section id=\"matrix\">"))
    let overview = try #require(text.range(of: "<section id=\"overview\">"))
    #expect(matrix.lowerBound < section.lowerBound && section.lowerBound < overview.lowerBound)
    #expect(text.contains("href=\"#requirements\""))
    #expect(text.contains("wer(messaging-test) &lt;= 90%"))
    for (style, outcome) in [("good", "met"), ("bad", "missed")] {
      #expect(text.contains("<span class=\"\(style)\">\(outcome)</span>"))
    }
  }

  @Test func `CSV has the bound and whether it is met`() {
    let text = RobustnessReport(record).csv
    #expect(text.contains("messaging-test,lora,required wer,,,,,,0.9,,,share,\r\n"))
    #expect(text.contains("messaging-test,lora,required wer met,,,,,,1.0,,,met,\r\n"))
    #expect(text.contains("messaging-test,lora,required wer met,,,,,,0.0,,,missed,\r\n"))
    #expect(
      text.contains(
        "messaging-test,lora,required skill met,,homophones,nBest,2 words,asHeard,,,,undecided: the "
          + "bound lies in the interval,\r\n"))
    #expect(
      text.contains("messaging-test,lora,required wer difference,frozen,,,,,0.002,,,difference"))
  }
}
