import Foundation
import Testing

/// Programs that look at previous utterances, from corpus to report.
@Suite struct ContextTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    // Two sessions by turns.
    let lines = Inputs.corpus(9).split(separator: "\n").enumerated().map { place, line in
      line.dropLast() + ",\"session\":\"\(place % 2 == 0 ? "a" : "b")\"}\n"
    }
    try folder.write("tiny.jsonl", lines.joined())
    try folder.write("lexicon.txt", Inputs.lexicon)
    try folder.write("frequencies.tsv", Inputs.frequencies)
    let server = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("ProcessServers/context.py")
    try folder.write("context.py", try String(contentsOf: server, encoding: .utf8))
  }

  private static let model = "said=process:python3 context.py"

  private func costs(_ more: [String] = []) throws -> [String: [Double]] {
    struct Line: Decodable {
      struct Scored: Decodable { let secondPass: Double }
      let id: String
      let hypotheses: [Scored]
    }
    let result = try CommandLineTool.run(
      ["score", Self.model, "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl"] + more,
      in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let lines = try result.output.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
    return Dictionary(uniqueKeysWithValues: lines.map { ($0.id, $0.hypotheses.map(\.secondPass)) })
  }

  @Test func `a list is scored after the utterances before it in its session`() throws {
    let costs = try costs()
    #expect(costs.count == 9)
    // "tell her were over their by the weir": nothing was said before.
    #expect(costs["u-0"]?[0] == 29)
    // u-2: "i wood like to more please" after u-0 in session a, which shares no word with it.
    #expect(costs["u-2"]?[0] == 21)
    // u-5 has the words of u-0, after u-1 ("there house is write by the see") and u-3 in session b.
    #expect(costs["u-5"]?[0] == 29 - 0.5 * Double("bythe".count))
    #expect(try self.costs(["--threads", "2"]) == costs)
  }

  @Test func `shards join to the report that one process makes`() throws {
    let report = [
      "report", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--model", Self.model,
      "--lexicon", "lexicon.txt", "--frequencies", "frequencies.tsv", "--minimum-frequency", "0",
      "--resamples", "200", "--lexicon-format", "kaldi",
    ]
    let whole = try CommandLineTool.run(report + ["--output", "whole"], in: folder.path)
    #expect(whole.status == 0, "\(whole.errors)")
    for shard in ["1/2", "2/2"] {
      let result = try CommandLineTool.run(
        report + ["--shard", shard, "--output", "work"], in: folder.path)
      #expect(result.status == 0, "\(result.errors)")
    }
    let merged = try CommandLineTool.run(["merge", "work", "--output", "merged"], in: folder.path)
    #expect(merged.status == 0, "\(merged.errors)")
    for name in ["report.json", "report.md", "report.csv"] {
      let isEqual = try folder.data("whole/\(name)") == folder.data("merged/\(name)")
      #expect(isEqual, "\(name)")
    }
  }

  @Test func `contracts hold for it`() throws {
    let result = try CommandLineTool.run(
      [
        "check", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--model", Self.model,
        "--lexicon", "lexicon.txt", "--frequencies", "frequencies.tsv", "--minimum-frequency", "0",
        "--lexicon-format", "kaldi", "--property", "batch-invariance", "--property",
        "order-invariance", "--property", "duplicate-consistency", "--property", "repeatability",
        "--property", "finite-costs",
      ], in: folder.path)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  @Test func `a program that remembers what it was asked before is found out`() throws {
    // In place of the recording, the latest text of the call before.
    let program = try folder.text("context.py")
      .replacing("one[\"previous\"]", with: "before")
      .replacing("for line in sys.stdin:", with: "before = []\nfor line in sys.stdin:")
      .replacing(
        "    except Exception",
        with: "            before = request[\"texts\"][-1:]\n    except Exception")
    try folder.write("context.py", program)
    let result = try CommandLineTool.run(
      [
        "check", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--model", Self.model,
        "--lexicon", "lexicon.txt", "--frequencies", "frequencies.tsv", "--minimum-frequency", "0",
        "--lexicon-format", "kaldi", "--property", "repeatability",
      ], in: folder.path)
    #expect(result.status == 1, "\(result.output)\(result.errors)")
  }
}
