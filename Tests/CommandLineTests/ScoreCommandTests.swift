import Foundation
import Testing

/// `score`: what a model makes of each hypothesis.
@Suite struct ScoreCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("tiny.jsonl", Inputs.corpus(3))
    // What was said is longer than what was heard: costs fall with length.
    try folder.write(
      "score.sh", Inputs.scorer().replacing("${#text}", with: "$((100 - ${#text}))"))
  }

  private struct Line: Decodable {
    struct Scored: Decodable {
      let rank: Int
      let text: String
      let total: Double
      let secondPass: Double
      let interpolated: Double
      let isSelected: Bool
    }
    let id: String
    let hypotheses: [Scored]
  }

  private func score(_ more: [String]) throws -> CommandLineTool.Result {
    try CommandLineTool.run(
      [
        "score", "length=process:sh score.sh", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl",
      ] + more, in: folder.path)
  }

  @Test func `each hypothesis has its costs, and the lowest interpolated one is selected`() throws {
    let result = try score([])
    #expect(result.status == 0, "\(result.errors)")
    let lines = try result.output.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
    #expect(lines.map(\.id) == ["u-0", "u-1", "u-2"])
    for line in lines {
      #expect(line.hypotheses.map(\.rank) == [1, 2])
      // Quotes stand around the text that the script measures.
      #expect(
        line.hypotheses.map(\.secondPass) == line.hypotheses.map { Double(98 - $0.text.count) })
      let least = line.hypotheses.map(\.interpolated).min()
      #expect(line.hypotheses.filter(\.isSelected).map(\.interpolated) == [least])
    }
  }

  @Test func `a table has a row for each hypothesis and the same figures`() throws {
    let rows = try score(["--format", "tsv"]).output.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(
      rows[0] == [
        "id", "rank", "text", "acoustic", "language", "total", "secondPass", "interpolated",
        "isSelected",
      ])
    #expect(rows.count == 7)
    #expect(
      rows[1][..<6] == ["u-0", "1", "tell her were over their by the weir", "", "", "300.25"])
    #expect(
      try score(["--format", "tsv", "--threads", "2"]).output == score(["--format", "tsv"]).output)
  }

  @Test func `lists can come from standard input`() throws {
    let result = try CommandLineTool.shell(
      "\"$MONDEGREEN\" score n-gram --corpus - --limit 2 < tiny.jsonl", in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.split(separator: "\n").count == 2)
  }
}
