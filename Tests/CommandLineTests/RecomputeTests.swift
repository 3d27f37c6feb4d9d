import Foundation
import RecordSchema
import Testing

/// `Tests/Recompute/recompute.py` shares no code with the program.
@Suite struct `Figures computed again by another program` {
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Recompute/recompute.py").path
  private static let hasPython =
    ["/usr/bin/python3", "/usr/local/bin/python3"].contains {
      FileManager.default.isExecutableFile(atPath: $0)
    }

  private func recompute(_ folder: String) throws -> CommandLineTool.Result {
    try CommandLineTool.shell("python3 \"\(Self.script)\" \"\(folder)\"")
  }

  @Test(.enabled(if: hasPython, "needs python3"))
  func `the selections of a report give every figure of its table`() throws {
    let folder = try TemporaryFolder()
    let report = try CommandLineTool.run([
      "report", "--limit", "15", "--model", "frozen", "--model", "full", "--model", "lora",
      "--draws", "2", "--by", "voice", "--by", "speed", "--resamples", "100", "--cases", "3",
      "--counterexamples", "0", "--output",
      folder.path,
    ])
    #expect(report.status == 0, "\(report.errors)")
    if RecordSchema.isAvailable {
      #expect(try RecordSchema.faults(in: try folder.data("report.json")) == [])
    }
    let result = try recompute(folder.path)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains(" figures agree, 0 don't"))
  }

  @Test(.enabled(if: hasPython, "needs python3"))
  func `a figure that was changed is found`() throws {
    let folder = try TemporaryFolder()
    let report = try CommandLineTool.run([
      "report", "--limit", "8", "--corpus", "messaging-test", "--model", "frozen", "--draws", "1",
      "--resamples", "50", "--cases", "1", "--counterexamples", "0", "--output", folder.path,
    ])
    #expect(report.status == 0, "\(report.errors)")
    let table = try folder.text("report.csv")
    let line = try #require(table.split(separator: "\r\n").first { $0.contains("frozen,skill,") })
    var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    cells[8] = "0.123"
    try folder.write(
      "report.csv", table.replacing(line, with: cells.joined(separator: ",")))
    let result = try recompute(folder.path)
    #expect(result.status == 1)
    #expect(result.output.contains("found 0.123"))
  }
}
