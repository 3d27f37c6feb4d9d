import Foundation
import Testing

/// `mondegreen report --require` and `render --require` on a corpus of a few utterances.
@Suite struct RequirementTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("tiny.jsonl", Inputs.corpus())
    try folder.write("lexicon.txt", Inputs.lexicon)
    try folder.write("frequencies.tsv", Inputs.frequencies)
    try folder.write("score.sh", Inputs.scorer())
  }

  private func report(_ requirements: [String]) throws -> CommandLineTool.Result {
    try CommandLineTool.run(
      [
        "report", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--model",
        "length=process:sh score.sh", "--lexicon", "lexicon.txt", "--lexicon-format", "kaldi",
        "--frequencies", "frequencies.tsv", "--minimum-frequency", "0", "--resamples", "200",
        "--strength", "2", "--draws", "1", "--cases", "2", "--output", "out",
      ] + requirements.flatMap { ["--require", $0] }, in: folder.path)
  }

  private func check(_ requirements: [String]) throws -> CommandLineTool.Result {
    try CommandLineTool.run(
      [
        "check", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--model",
        "length=process:sh score.sh", "--lexicon", "lexicon.txt", "--lexicon-format", "kaldi",
        "--frequencies", "frequencies.tsv", "--minimum-frequency", "0", "--cases", "2",
        "--property", "order-invariance", "--counterexamples", "0",
      ] + requirements.flatMap { ["--require", $0] }, in: folder.path)
  }

  @Test func `check judges measures beside failures of properties`() throws {
    let met = try check(["wer <= 99%", "failures(order-invariance) <= 100%"])
    #expect(met.status == 0, "\(met.output)\(met.errors)")
    #expect(met.output.contains("met  length: wer(tiny) <= 99%  "))
    let missed = try check(["wer <= 0.01%", "wer(homophones, 1-best, 2) <= 900%"])
    #expect(missed.status == 1, "\(missed.output)\(missed.errors)")
    #expect(missed.output.contains("missed  length: wer(tiny) <= 0.01%  "))
    #expect(missed.output.contains("met     length: wer(tiny, homophones, 1-best, 2) <= 900%  "))
    let unknown = try check(["wer(homophone, 1-best, 2) <= 90%"])
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("homophones"))
  }

  private func render(_ requirement: String) throws -> CommandLineTool.Result {
    try CommandLineTool.run(
      ["render", "out/report.json", "--output", "again", "--require", requirement],
      in: folder.path)
  }

  @Test func `the status is 1 if one is missed, 2 if one is undecided, and 0 if all are met`()
    throws
  {
    let missed = try report([
      "wer <= 99%", "wer <= 0.01%", "not worse than first-pass by 1 point",
    ])
    #expect(missed.status == 1, "\(missed.errors)")
    #expect(missed.output.contains("\nmet        length: wer(tiny) <= 99%  "))
    #expect(missed.output.contains("\nmissed     length: wer(tiny) <= 0.01%  "))
    // Equal choices tell nothing of how far apart the models may be.
    #expect(
      missed.output.contains(
        "0.00 points [no interval]: leaving out any one utterance or cluster gives the same figure\n"
      ))
    #expect(missed.errors.hasSuffix("mondegreen: requirements: 1 met, 1 missed, 1 undecided\n"))
    let text = try folder.text("out/report.md")
    #expect(text.contains("## Requirements\n\n1 met, 1 missed, 1 undecided. A requirement is"))
    #expect(text.contains("--require 'wer <= 99%'"))
    // A record is judged anew without a run.
    let met = try render("nprr(homophones, n-best, 2) <= 900%")
    #expect(met.status == 0, "\(met.errors)")
    #expect(met.output.contains("met  length: nprr(tiny, homophones, n-best, 2) <= 900%  "))
    let undecided = try render("wer <= 37.5%")
    #expect(undecided.status == 2, "\(undecided.errors)")
    #expect(undecided.output.contains("\nundecided  length: wer(tiny) <= 37.5%  37.50% ["))
    #expect(undecided.output.contains("]: the bound lies in the interval\n"))
    #expect(try folder.text("again/report.md").contains("## Requirements\n\n1 undecided."))
  }

  @Test func `a report whose requirements are all met ends with 0`() throws {
    let result = try report(["wer <= 99%"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("\nmet  length: wer(tiny) <= 99%  37.50% ["))
  }

  @Test(arguments: [
    ("werr <= 0.2", "did you mean wer?"), ("wer <= 22", "expected a share from -1 to 1 or percent"),
    (
      "wer(tin) <= 0.2",
      "one of tiny, homophones, uniform-homophones, copy-above, found \"tin\"; did you mean tiny?"
    ),
    ("skill(homophones, n-best, 3) >= 0.2", "(homophones, selected, 2), found"),
    ("lenght: wer <= 0.2", "did you mean length?"),
  ])
  func `a requirement that makes no sense is bad usage, before the work begins`(
    requirement: String, complaint: String
  ) throws {
    let result = try report([requirement])
    #expect(result.status == 64)
    #expect(result.errors.contains(complaint), "\(result.errors)")
    #expect(!result.errors.contains("examining"))
    #expect(!folder.exists("out"))
  }
}
