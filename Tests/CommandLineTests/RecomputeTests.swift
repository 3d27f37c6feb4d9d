import Foundation
import RecordSchema
import Testing

/// `Tests/Recompute/recompute.py` shares no code with the program.
@Suite struct `Figures computed again by another program` {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Recompute").path
  private static let hasPython =
    ["/usr/bin/python3", "/usr/local/bin/python3"].contains {
      FileManager.default.isExecutableFile(atPath: $0)
    }

  /// A Python that has numpy; nil where none has.
  private static let numpy: String? = ["python3", "/usr/bin/python3"].first {
    (try? CommandLineTool.shell("\($0) -c 'import numpy'"))?.status == 0
  }

  private func recompute(
    _ folder: String, with script: String = "recompute.py", python: String = "python3"
  ) throws -> CommandLineTool.Result {
    try CommandLineTool.shell("\(python) \"\(Self.folder)/\(script)\" \"\(folder)\"")
  }

  /// Bootstrapped utterances, and a jackknife over the seven voices.
  @Test(.enabled(if: numpy != nil, "needs python3 with numpy"), arguments: [nil, "voice"])
  func `they give every interval and probability, too`(cluster: String?) throws {
    let folder = try TemporaryFolder()
    let report = try CommandLineTool.run(
      [
        "report", "--limit", "40", "--model", "frozen", "--model", "full", "--model", "lora",
        "--draws", "2", "--by", "voice", "--resamples", "200", "--cases", "3",
        "--counterexamples", "0", "--output", folder.path,
      ] + (cluster.map { ["--cluster", $0] } ?? []))
    #expect(report.status == 0, "\(report.errors)")
    let result = try recompute(
      folder.path, with: "recompute_intervals.py", python: #require(Self.numpy))
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains(" agree, 0 don't"))
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

  /// Five models stand for five seeds.
  @Test(.enabled(if: numpy != nil, "needs python3 with numpy"))
  func `they give means over seeds and their intervals`() throws {
    let folder = try TemporaryFolder()
    let models = ["frozen", "full", "lora", "lorb", "adalora"]
    // The same with other names and weights stand for another recipe.
    let others = models.map { "other-\($0)" }
    let copied = try CommandLineTool.shell(
      """
      cp -r "\(Self.folder)/../../Sources/BundledModels/Models" models
      for model in \(models.joined(separator: " ")); do
        sed -i -E 's/"name" : "'$model'"/"name" : "other-'$model'"/; s/("secondPass" : )[0-9.]+/\\13/' \
          models/$model/rescoring.json
      done
      """, in: folder.path)
    #expect(copied.status == 0, "\(copied.errors)")
    let report = try CommandLineTool.run(
      ["report", "--corpus", "messaging-test", "--limit", "30"]
        + (models + models.map { folder.file("models/\($0)") }).flatMap { ["--model", $0] } + [
          "--group", "all=\(models.joined(separator: ","))",
          "--group", "others=\(others.joined(separator: ","))",
          "--contrast", "all:others (homophones, 1-best, 2)",
          "--contrast", "all:others (homophones, n-best, 2)", "--draws", "1", "--resamples", "50",
          "--cases", "1", "--counterexamples", "0", "--output", folder.file("out"),
        ])
    #expect(report.status == 0, "\(report.errors)")
    let rows = try folder.text("out/report.csv").split(separator: "\r\n")
      .filter { $0.contains("mean over seeds") }
    #expect(rows.count > 20)
    #expect(try folder.text("out/report.csv").contains("nprr difference of means holm p"))
    #expect(try folder.text("out/report.md").contains("all against others"))
    #expect(try folder.text("out/report.html").contains("Planned comparisons"))
    for script in ["recompute.py", "recompute_intervals.py"] {
      let result = try recompute(folder.file("out"), with: script, python: #require(Self.numpy))
      #expect(result.status == 0, "\(result.output)\(result.errors)")
      #expect(result.output.contains(" agree, 0 don't"))
    }
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
