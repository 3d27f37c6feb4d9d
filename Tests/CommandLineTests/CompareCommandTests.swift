import Foundation
import Testing

/// `mondegreen compare`, `history` and `export-trn` on reports of a few utterances.
@Suite struct CompareCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("tiny.jsonl", Inputs.corpus())
    try folder.write("lexicon.txt", Inputs.lexicon)
    try folder.write("frequencies.tsv", Inputs.frequencies)
    try folder.write("score.sh", Inputs.scorer())
    for (name, seed) in [("first", "1"), ("later", "2")] {
      let result = try CommandLineTool.run(
        [
          "report", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--model",
          "length=process:sh score.sh", "--lexicon", "lexicon.txt", "--lexicon-format", "kaldi",
          "--frequencies", "frequencies.tsv", "--minimum-frequency", "0", "--resamples", "50",
          "--strength", "2", "--draws", "1", "--cases", "2", "--counterexamples", "0", "--seed",
          seed, "--output", name,
        ], in: folder.path)
      #expect(result.status == 0, "\(result.errors)")
    }
  }

  private func run(_ arguments: String...) throws -> CommandLineTool.Result {
    try CommandLineTool.run(arguments, in: folder.path)
  }

  @Test func `clean choices are identical, draws of another seed are unpaired, and files say so`()
    throws
  {
    let result = try run("compare", "first", "later/report.json", "--output", "out")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("identical choices"))
    #expect(result.output.contains("0 better, 0 worse"))
    let table = try folder.text("out/compare.csv").split(separator: "\r\n")
    #expect(table.contains { $0.contains("length,length,wer,,,,,") && $0.contains("identical") })
    #expect(
      table.contains { $0.contains("homophones") && $0.contains("unpaired,the draws differ") })
    let markdown = try folder.text("out/compare.md")
    #expect(markdown.hasPrefix("# later against first\n"))
    #expect(markdown.contains("unpaired: the draws differ"))
    #expect(try folder.text("out/compare.json").contains("\"version\" : 1"))
  }

  @Test func `budgets end with status 0, 1 and 2`() throws {
    let met = try run(
      "compare", "first", "later", "--require", "wer(tiny) not worse by 0.2 points")
    #expect(met.status == 0, "\(met.errors)")
    #expect(met.output.contains("met  later, length: wer(tiny) not worse by 0.2 points  identical"))
    let open = try run(
      "compare", "first", "later", "--require", "failures(rank-stability) not worse by 1 point")
    #expect(open.status == 2)
    #expect(open.errors.hasSuffix("requirements: 1 undecided\n"))
    #expect(try run("compare", "first", "later", "--require", "wer <= 0.2").status == 64)
    #expect(try run("compare", "first").status == 64)
    #expect(try run("compare", "first", "nowhere").status == 66)
    let unknown = try run("compare", "first", "later", "--model", "length=lenght")
    #expect(unknown.status == 64 && unknown.errors.contains("found \"lenght\""))
  }

  @Test func `a history has each report once`() throws {
    let result = try run("history", "first", "later", "first", "--output", "out")
    #expect(result.status == 0, "\(result.errors)")
    let table = try folder.text("out/history.csv").split(separator: "\r\n")
    #expect(table.count { $0.contains(",length,") && $0.contains(",wer,,,,,") } == 3)
    #expect(try folder.text("out/history.svg").hasPrefix("<svg"))
    #expect(try folder.text("out/history.md").contains("# History of 3 reports"))
  }

  @Test func `selections are exported for SCTK, with the tests that it makes`() throws {
    let result = try run("export-trn", "first", "--output", "trn")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("first-pass / length"))
    #expect(
      try folder.text("trn/tiny/clean/ref.trn")
        .hasPrefix("tell her we're over there by the weir (s00001-u00001-d0)\n"))
    #expect(folder.exists("trn/tiny/homophones-1-best-2-words/hyp.length.trn"))
    try FileManager.default.removeItem(atPath: folder.file("first/selections.jsonl.gz"))
    #expect(try run("export-trn", "first", "--output", "trn").status == 66)
  }
}
