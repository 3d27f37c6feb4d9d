import Foundation
import Robustness
import RobustnessReports
import Testing

@Suite struct JSONReportTests {
  @Test func `the record comes back from its JSON`() throws {
    let record = SampleRecord.make()
    let back = try JSONDecoder().decode(RunRecord.self, from: RobustnessReport(record).json)
    #expect(back == record)
  }

  @Test func `keys are sorted and the version is there`() throws {
    let text = String(decoding: RobustnessReport(SampleRecord.make()).json, as: UTF8.self)
    #expect(text.hasPrefix("{\n  \"corpora\" : ["))
    #expect(text.contains("\"version\" : 3"))
    #expect(text.hasSuffix("}\n"))
  }

  @Test func `equal records give equal bytes in every file`() {
    let first = RobustnessReport(SampleRecord.make())
    let second = RobustnessReport(SampleRecord.make())
    #expect(first.json == second.json)
    #expect(first.html == second.html)
    #expect(first.csv == second.csv)
    #expect(first.markdown == second.markdown)
    #expect(first.overviewPicture == second.overviewPicture)
  }
}
