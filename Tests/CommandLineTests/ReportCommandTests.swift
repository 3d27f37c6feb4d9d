import Foundation
import Testing

/// `mondegreen report` on a corpus of a few utterances, with a model that is a shell script.
@Suite struct ReportCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("tiny.jsonl", Inputs.corpus())
    try folder.write("lexicon.txt", Inputs.lexicon)
    try folder.write("frequencies.tsv", Inputs.frequencies)
    try folder.write("score.sh", Inputs.scorer())
    try folder.write("slow.sh", Inputs.scorer(pause: "0.05"))
  }

  private func arguments(_ output: String, script: String, _ more: [String] = []) -> [String] {
    [
      "report", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--model",
      "length=process:sh \(script)", "--lexicon",
      "lexicon.txt", "--frequencies", "frequencies.tsv", "--minimum-frequency", "0", "--resamples",
      "200", "--output", output,
    ] + (more.contains("--lexicon-format") ? more : more + ["--lexicon-format", "kaldi"])
  }

  private static let files = [
    "overview.svg", "report.csv", "report.html", "report.json", "report.md",
    "selections.jsonl.gz",
  ]

  private func expectEqualReports(_ first: String, _ second: String) throws {
    for file in Self.files {
      let isEqual = try folder.data("\(first)/\(file)") == folder.data("\(second)/\(file)")
      #expect(isEqual, "\(file)")
    }
  }

  @Test func `one and two threads give the same bytes`() throws {
    for threads in ["1", "2"] {
      let result = try CommandLineTool.run(
        arguments("out\(threads)", script: "score.sh", ["--threads", threads]), in: folder.path)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("Who selects best?"))
    }
    try expectEqualReports("out1", "out2")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.file("out1")).sorted()
    #expect(left == Self.files)
  }

  @Test func `progress off a terminal is quiet lines without control characters`() throws {
    let result = try CommandLineTool.run(arguments("out", script: "score.sh"), in: folder.path)
    #expect(result.errors.contains("\nexamining: 1 of "))
    #expect(result.errors.contains("(first-pass on tiny: clean lists)\n"))
    #expect(!result.errors.contains("\r"))
    #expect(!(result.errors + result.output).contains("\u{1B}"))
  }

  @Test func `a report that was killed goes on and ends with the same bytes`() throws {
    let whole = try CommandLineTool.run(arguments("whole", script: "slow.sh"), in: folder.path)
    #expect(whole.status == 0)
    let scratch = try TemporaryFolder()
    let process = try CommandLineTool.start(
      arguments("killed", script: "slow.sh"), in: folder.path, scratch: scratch)
    try waitForJournal("killed/journal.partial", lines: 4, of: process)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(!folder.exists("killed/report.json"))
    let resumed = try CommandLineTool.run(arguments("killed", script: "slow.sh"), in: folder.path)
    #expect(resumed.status == 0)
    try expectEqualReports("whole", "killed")
    #expect(!folder.exists("killed/journal.partial"))
  }

  /// The status and the errors of a run that gets a signal once its journal has three lines.
  private func signaled(_ signal: Int32, output: String) throws -> (status: Int32, errors: String) {
    let scratch = try TemporaryFolder()
    let process = try CommandLineTool.start(
      arguments(output, script: "slow.sh"), in: folder.path, scratch: scratch)
    try waitForJournal("\(output)/journal.partial", lines: 3, of: process)
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return (process.terminationStatus, try scratch.text("stderr"))
  }

  @Test func `ctrl-C keeps the journal, says how to go on and ends with 130`() throws {
    let (status, errors) = try signaled(SIGINT, output: "cut")
    #expect(status == 130)
    #expect(
      errors.contains("mondegreen: interrupted; finished work is kept in cut/journal.partial"))
    #expect(folder.exists("cut/journal.partial"))
    #expect(!folder.exists("cut/report.json"))
  }

  @Test func `a file that is cut short while it is read ends the run with a sentence`() throws {
    let (status, errors) = try signaled(SIGBUS, output: "lost")
    #expect(status == 66)
    #expect(errors.contains("mondegreen: a model or lexicon was cut short while it was being read"))
    #expect(folder.exists("lost/journal.partial"))
  }

  @Test func `the journal of another run is refused and left alone`() throws {
    try FileManager.default.createDirectory(
      atPath: folder.file("out"), withIntermediateDirectories: true)
    let journal = "mondegreen-journal 2 0123\n00000000 \n"
    try folder.write("out/journal.partial", journal)
    let refused = try CommandLineTool.run(arguments("out", script: "score.sh"), in: folder.path)
    #expect(refused.status == 65)
    #expect(refused.errors.contains("pass --restart to start over"))
    #expect(try folder.text("out/journal.partial") == journal)
    let restarted = try CommandLineTool.run(
      arguments("out", script: "score.sh", ["--restart"]), in: folder.path)
    #expect(restarted.status == 0)
  }

  @Test(arguments: [[], ["--restart"]])
  func `a file or folder that is no journal is never touched`(options: [String]) throws {
    try folder.write("notes.txt", "keep\nthis")
    try FileManager.default.createDirectory(
      atPath: folder.file("kept"), withIntermediateDirectories: true)
    try folder.write("kept/file", "and this")
    for (name, status) in [("notes.txt", 65), ("kept", 66)] as [(String, Int32)] {
      let result = try CommandLineTool.run(
        arguments("out", script: "score.sh", ["--journal", name] + options), in: folder.path)
      #expect(result.status == status, "\(result.errors)")
    }
    #expect(try folder.text("notes.txt") == "keep\nthis")
    #expect(try folder.text("kept/file") == "and this")
  }

  /// Each of these once went on in the other's journal, to wrong figures or a trap.
  @Test(arguments: [
    ["--quick"], ["--length-marks", "dropped"], ["--tones", "dropped"],
    ["--lexicon-format", "cmudict"],
  ])
  func `a run with other inputs does not go on in a journal`(options: [String]) throws {
    try folder.write("tiny.jsonl", Inputs.corpus(70))
    _ = try signaled(SIGINT, output: "cut")
    #expect(folder.exists("cut/journal.partial"))
    let other = try CommandLineTool.run(
      arguments("cut", script: "slow.sh", options), in: folder.path)
    #expect(other.status == 65, "\(other.errors)")
    #expect(other.errors.contains("pass --restart to start over"))
  }

  private struct Summary: Decodable {
    struct Answer: Decodable { let title: String, text: String }
    struct Verdict: Decodable { let model: String, outcome: String }
    let files: [String]
    let headline: [Answer]
    let requirements: [Verdict]
  }

  @Test func `--json prints one object for a script, and the status stays`() throws {
    let result = try CommandLineTool.run(
      arguments(
        "out", script: "score.sh", ["--json", "--require", "wer <= 0.1%", "--strength", "1"]),
      in: folder.path)
    #expect(result.status == 1, "\(result.errors)")
    let summary = try JSONDecoder().decode(Summary.self, from: Data(result.output.utf8))
    #expect(summary.files.sorted() == Self.files.map { "out/\($0)" })
    #expect(summary.headline.contains { $0.title == "Who selects best?" && !$0.text.isEmpty })
    #expect(summary.requirements.map(\.outcome) == ["missed"])
    #expect(result.output.count { $0 == "\n" } == 1)
  }

  @Test func `properties and words are chosen, and kept in the record`() throws {
    let result = try CommandLineTool.run(
      arguments(
        "out", script: "score.sh",
        ["--property", "order-invariance", "--words", "sea,their", "--strength", "1"]),
      in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let record = try folder.text("out/report.json")
    #expect(record.contains("\"property\" : \"order-invariance\""))
    #expect(!record.contains("\"property\" : \"rank-stability\""))
    #expect(record.contains("\"sea\""))
    #expect(record.contains("\"scope\" : \"selected\""))
    #expect(record.contains("copy-above"))
    #expect(!record.contains("right → write"))
    let misspelled = try CommandLineTool.run(
      arguments("none", script: "score.sh", ["--property", "order-invarience"]), in: folder.path)
    #expect(misspelled.status == 64)
    #expect(misspelled.errors.contains("did you mean order-invariance?"))
    for options in [["--words", "zzz"], ["--positions", "99"], ["--only", "names"]] {
      let nothing = try CommandLineTool.run(
        arguments("none", script: "score.sh", options), in: folder.path)
      #expect(nothing.status == 64, "\(nothing.errors)")
      #expect(!folder.exists("none"))
    }
  }

  @Test func `rendering the record again gives the same files`() throws {
    _ = try CommandLineTool.run(arguments("out", script: "score.sh"), in: folder.path)
    let result = try CommandLineTool.run(
      ["render", "out/report.json", "--output", "again"], in: folder.path)
    #expect(result.status == 0)
    try expectEqualReports("out", "again")
  }

  @Test func `another run's report is replaced only where that is asked for`() throws {
    let command = arguments("out", script: "score.sh", ["--strength", "1"])
    #expect(try CommandLineTool.run(command, in: folder.path).status == 0)
    // The same run may write the same files again.
    #expect(try CommandLineTool.run(command, in: folder.path).status == 0)
    let record = try folder.text("out/report.json")
    let other = try CommandLineTool.run(command + ["--seed", "2"], in: folder.path)
    #expect(other.status == 64)
    #expect(other.errors.contains("out: expected an empty folder or an earlier report"))
    #expect(other.errors.contains("pass --replace"))
    // The same words on the command line don't make the same run.
    try folder.write("tiny.jsonl", Inputs.corpus(16))
    let changed = try CommandLineTool.run(command, in: folder.path)
    #expect(changed.status == 64)
    #expect(changed.errors.contains("by the same command from other inputs"))
    #expect(try folder.text("out/report.json") == record)
    let replaced = try CommandLineTool.run(command + ["--replace"], in: folder.path)
    #expect(replaced.status == 0, "\(replaced.errors)")
    #expect(try folder.text("out/report.json") != record)
    // And so may rendering.
    let rendered = try CommandLineTool.run(
      ["render", "out/report.json", "--output", "again"], in: folder.path)
    #expect(rendered.status == 0)
    try folder.write("again/report.json", record)
    let refused = try CommandLineTool.run(
      ["render", "out/report.json", "--output", "again"], in: folder.path)
    #expect(refused.status == 64)
  }

  @Test func `without --output a report goes to the folder of its corpus's name`() throws {
    let all = arguments("", script: "score.sh", ["--strength", "1"])
    let place = try #require(all.firstIndex(of: "--output"))
    let result = try CommandLineTool.run(
      Array(all[..<place] + all[(place + 2)...]), in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(folder.exists("Reports/tiny/report.html"))
  }

  private func waitForJournal(_ name: String, lines: Int, of process: Process) throws {
    for _ in 0..<3000 where process.isRunning {
      let found = (try? folder.data(name))?.count { $0 == 0x0A } ?? 0
      if found >= lines { return }
      usleep(5_000)
    }
    Issue.record("the journal did not grow to \(lines) lines")
  }

  @Test func `clusters and groups that the run has not are refused before work begins`() throws {
    for (options, status, message) in [
      (["--cluster", "voise"], 65, "expected the field \"voise\" to cluster by, found"),
      (
        ["--group", "a=length"], 64, "group \"a\": expected at least two models, found only length"
      ),
    ] {
      let result = try CommandLineTool.run(
        arguments("x", script: "score.sh", options), in: folder.path)
      #expect(result.status == Int32(status), "\(result.errors)")
      #expect(result.errors.contains(message), "\(result.errors)")
    }
  }
}
