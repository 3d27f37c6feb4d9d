import Artifacts
import Foundation
import RobustnessReports
import Testing

@Suite struct RobustnessReportTests {
  @Test func `all files are written and nothing else`() throws {
    let folder = NSTemporaryDirectory() + "mondegreen-report-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let paths = try RobustnessReport(SampleRecord.make()).write(to: folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(
      names == ["overview.svg", "report.csv", "report.html", "report.json", "report.md"])
    #expect(paths.count == 5)
  }

  @Test func `a folder that can't be made is an error`() {
    #expect(throws: ArtifactError.self) {
      try RobustnessReport(SampleRecord.make()).write(to: "/dev/null/report")
    }
  }
}
