import Foundation
import RobustnessReports
import RobustnessRuns
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct `History of reports` {
  private static let report = HistoryReport(
    ReportHistory([
      ReportHistory.Entry(name: "v2", record: SampleRecord.make(cleanErrors: 350)),
      ReportHistory.Entry(name: "v1 | <old>", record: SampleRecord.make(isMeasured: false)),
      ReportHistory.Entry(name: "v3", record: SampleRecord.make(cleanErrors: 300)),
    ]))

  @Test func `every table has a row for each report, in the order given`() throws {
    let markdown = Self.report.markdown
    let table = try #require(
      markdown.components(separatedBy: "### ").first { $0.hasPrefix("WER, clean") })
    let rows = table.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst(2)
    #expect(rows.count == 3)
    #expect(rows.first?.hasPrefix("| v2 | 17.5%") == true)
    #expect(rows.last?.hasPrefix("| v3 | 15.0%") == true)
    // A report that did not measure it has no figure.
    let skill = try #require(
      markdown.components(separatedBy: "### ").first { $0.hasPrefix("Skill, clean") })
    #expect(skill.contains("\\<old\\> | – | – | – | – |"))
  }

  @Test func `the table for programs holds every figure`() throws {
    let lines = Self.report.csv.split(separator: "\r\n")
    let wer = lines.filter {
      $0.contains(",messaging-test,") && $0.contains(",lora,") && $0.contains(",wer,,,,,")
    }
    #expect(wer.count == 3)
    #expect(wer.first?.hasPrefix("v2,0.1.0,messaging-test,") == true)
    #expect(lines.contains { $0.contains("failures,rank-stability") })
  }

  @Test func `the picture is well formed and has a panel for each measure`() {
    let parser = XMLParser(data: Data(Self.report.picture.utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    for title in ["WER, clean", "Skill, clean", "Homophone discrimination", "3  v3", "&lt;old&gt;"]
    {
      #expect(Self.report.picture.contains(title), "\(title)")
    }
  }
}
