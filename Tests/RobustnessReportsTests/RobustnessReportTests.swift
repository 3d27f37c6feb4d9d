import Artifacts
import Counterexamples
import Foundation
import RobustnessReports
import RobustnessRuns
import Testing

@Suite struct RobustnessReportTests {
  private let folder = NSTemporaryDirectory() + "mondegreen-report-\(UUID().uuidString)"

  private func removeFolder() { try? FileManager.default.removeItem(atPath: folder) }

  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test func `all files are written and nothing else`() throws {
    defer { removeFolder() }
    let paths = try RobustnessReport(SampleRecord.make()).write(to: folder)
    let files = try names(in: folder)
    #expect(
      files
        == ["fixtures", "overview.svg", "report.csv", "report.html", "report.json", "report.md"])
    #expect(try names(in: folder + "/fixtures") == ["rank-stability-lora-3f2a.json"])
    #expect(paths.count == 6)
  }

  @Test func `a failure is a fixture beside the report`() throws {
    defer { removeFolder() }
    let record = SampleRecord.make()
    try RobustnessReport(record).write(to: folder)
    #expect(try Counterexample.all(in: folder + "/fixtures") == record.counterexamples)
  }

  @Test func `fixtures of the report before go, changed and foreign ones stay`() throws {
    defer { removeFolder() }
    let record = SampleRecord.make()
    let sound = RunRecord(
      provenance: record.provenance, models: record.models, corpora: record.corpora,
      counterexamples: [])
    try RobustnessReport(record).write(to: folder)
    let fixtures = folder + "/fixtures"
    try Data("{}".utf8).write(to: URL(fileURLWithPath: fixtures + "/mine.json"))
    try RobustnessReport(sound).write(to: folder)
    #expect(try names(in: fixtures) == ["mine.json"])

    try RobustnessReport(record).write(to: folder)
    let changed = fixtures + "/rank-stability-lora-3f2a.json"
    try Data("{ }".utf8).write(to: URL(fileURLWithPath: changed))
    try RobustnessReport(sound).write(to: folder)
    #expect(try names(in: fixtures) == ["mine.json", "rank-stability-lora-3f2a.json"])
  }

  @Test func `a folder that can't be made is an error`() {
    #expect(throws: ArtifactError.self) {
      try RobustnessReport(SampleRecord.make()).write(to: "/dev/null/report")
    }
  }
}
