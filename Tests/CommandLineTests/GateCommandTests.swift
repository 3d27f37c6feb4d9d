import Foundation
import Testing

/// `check`, `replay` and `shrink`: the gate, its fixtures and their way back.
@Suite struct GateCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("tiny.jsonl", Inputs.corpus())
    try folder.write("lexicon.txt", Inputs.lexicon)
    try folder.write("frequencies.tsv", Inputs.frequencies)
    try folder.write("score.sh", Inputs.scorer())
  }

  private func arguments(_ command: [String], model: Bool = true) -> [String] {
    command + (model ? ["--model", "length=process:sh score.sh"] : []) + [
      "--lexicon", "lexicon.txt", "--lexicon-format", "kaldi", "--frequencies", "frequencies.tsv",
      "--minimum-frequency", "0",
    ]
  }

  /// Files are named again; everything else about a fixture's perturbation is in the fixture.
  private func replayArguments(_ folder: String) -> [String] {
    [
      "replay", folder, "--model", "length=process:sh score.sh", "--lexicon", "lexicon.txt",
      "--frequencies", "frequencies.tsv",
    ]
  }

  @Test func `a gate that fails ends with 1 and its fixtures replay`() throws {
    // Two spellings of a sound differ in length, and this model goes by length.
    let check = arguments(
      [
        "check", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--property",
        "homophone-discrimination", "--fixtures",
        "fixtures",
      ])
    let failed = try CommandLineTool.run(check, in: folder.path)
    #expect(failed.status == 1, "\(failed.errors)")
    #expect(failed.output.contains("homophone-discrimination  length"))
    #expect(failed.output.contains("  varies: "))
    #expect(failed.output.contains(", explained in "))
    let replayed = try CommandLineTool.run(replayArguments("fixtures"), in: folder.path)
    #expect(replayed.status == 0, "\(replayed.output)\(replayed.errors)")
    #expect(replayed.output.hasPrefix("ok   homophone-discrimination-length-"))
    #expect(replayed.output.contains("     varies: "))
    // What is kept is judged first.
    let again = try CommandLineTool.run(
      check + ["--junit", "j.xml", "--record", "found.json"], in: folder.path)
    #expect(again.status == 1)
    #expect(
      again.output.hasPrefix(
        "saved fixtures, judged first: 1; 1 fails again\n  FAILS again: homophone-"),
      "\(again.output)")
    #expect(again.output.contains("\nCauses\ncause  "))
    #expect(try folder.text("j.xml").contains("fails again: "))
    let found = try folder.text("found.json")
    for key in ["\"causes\"", "\"findings\"", "\"fixtures\"", "\"passes\""] {
      #expect(found.contains(key))
    }
    let brief = try CommandLineTool.run(check + ["--explain", "0"], in: folder.path)
    #expect(!brief.output.contains("varies: "))
    // With the costs turned around, the spellings that lost now win.
    try folder.write(
      "score.sh", Inputs.scorer().replacing("${#text}", with: "$((100 - ${#text}))"))
    let changed = try CommandLineTool.run(replayArguments("fixtures"), in: folder.path)
    #expect(changed.status == 1)
    #expect(changed.errors.contains("differently than recorded"))
  }

  @Test func `a masked language model takes part by its pseudo-log-likelihoods`() throws {
    let check = [
      "check", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--cases", "3", "--property",
      "order-invariance", "--lexicon", "lexicon.txt", "--lexicon-format", "kaldi",
      "--frequencies", "frequencies.tsv", "--model",
    ]
    let result = try CommandLineTool.run(check + ["masked=likelihood:base"], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("order-invariance  masked"))
    #expect(
      result.errors.contains(
        "mondegreen: masked: its weights are tuned on tiny, on which it is also tested, so its figures are too good\n"
      ))
    #expect(result.errors.hasPrefix("mondegreen: masked: weights tuned on tiny"))
    let missing = try CommandLineTool.run(check + ["likelihood:nowhere"], in: folder.path)
    #expect(missing.status == 66)
    #expect(missing.errors.contains("nowhere/config.json"))
  }

  @Test func `a bundled model takes part on lists that lack the costs its weights need`() throws {
    let check = [
      "check", "--corpus", "tiny.jsonl", "--cases", "3", "--property", "order-invariance",
      "--lexicon",
      "lexicon.txt", "--lexicon-format", "kaldi", "--frequencies", "frequencies.tsv", "--model",
      "frozen",
    ]
    let own = try CommandLineTool.run(check + ["--tune-on", "tiny.jsonl"], in: folder.path)
    #expect(own.status == 0, "\(own.errors)")
    #expect(
      own.errors.contains(
        "frozen: own weights can't be used: they need acoustic and language costs, which some lists lack\n"
      ))
    #expect(own.errors.contains("frozen: weights tuned on tiny, where they give a WER of "))
  }

  @Test func `weights of another recognizer are rescaled, and it is said`() throws {
    let lines = Inputs.line(
      id: "p-1", said: "their house is right by the sea",
      hypotheses: [
        "{\"text\":\"there house is right by the see\",\"acoustic\":1,\"language\":5,\"total\":6}",
        "{\"text\":\"their house is right\",\"acoustic\":2,\"language\":4.5,\"total\":6.5}",
      ])
    try folder.write("other.jsonl", lines)
    let result = try CommandLineTool.run(
      [
        "check", "--corpus", "other.jsonl", "--cases", "1", "--property", "batch-invariance",
        "--model", "frozen",
      ], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.errors.contains(
        "frozen: weights tuned on books-dev are rescaled to the spread of costs in other; "
          + "--tune-on tunes or rescales them on lists of your own\n"))
  }

  /// A property that makes its own lists; and what a constant is caught by, whatever is allowed.
  @Test func `a constant cost fails for skill, and its fixture replays`() throws {
    try folder.write("score.sh", Inputs.scorer().replacing("${#text}", with: "7"))
    let check = try CommandLineTool.run(
      arguments([
        "check", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--property",
        "skill-short-texts", "--allow", "1", "--fixtures", "fixtures",
      ]), in: folder.path)
    #expect(check.status == 1, "\(check.output)")
    #expect(check.output.contains("skill-short-texts  length  rate"))
    let replayed = try CommandLineTool.run(replayArguments("fixtures"), in: folder.path)
    #expect(replayed.status == 0, "\(replayed.output)\(replayed.errors)")
    #expect(replayed.output.hasPrefix("ok   skill-short-texts-length-"))
  }

  @Test func `no share lets a failed contract pass, and a NaN leaves the rest judged`() throws {
    // The count of a text's letters, but none for long ones.
    try folder.write(
      "score.sh",
      Inputs.scorer().replacing(
        "costs=\"$costs${costs:+,}${#text}\"",
        with:
          "if [ ${#text} -gt 60 ]; then c=NaN; else c=${#text}; fi; costs=\"$costs${costs:+,}$c\""
      ))
    let check = try CommandLineTool.run(
      arguments([
        "check", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--property",
        "finite-costs", "--property", "homophone-discrimination", "--allow", "1",
        "--counterexamples", "1", "--explain", "0",
      ]), in: folder.path)
    #expect(check.status == 1, "\(check.errors)")
    #expect(check.output.contains("finite-costs"))
    #expect(check.output.contains("FAILS"))
    #expect(check.output.contains("expected a finite cost for"))
    #expect(check.output.contains("homophone-discrimination"))
  }

  @Test func `a gate that holds ends with 0`() throws {
    let result = try CommandLineTool.run(
      arguments([
        "check", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--property",
        "batch-invariance",
      ]),
      in: folder.path)
    #expect(result.status == 0, "\(result.output)")
  }

  @Test func `failures within the allowance pass`() throws {
    let result = try CommandLineTool.run(
      arguments([
        "check", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--property",
        "homophone-discrimination", "--allow", "1",
      ]), in: folder.path)
    #expect(result.status == 0, "\(result.output)")
  }

  @Test func `shrinking a smallest list gives the same fixture`() throws {
    _ = try CommandLineTool.run(
      arguments([
        "check", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--property",
        "homophone-discrimination", "--fixtures",
        "fixtures",
      ]), in: folder.path)
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: folder.file("fixtures")).first)
    let result = try CommandLineTool.run(
      arguments(["shrink", "fixtures/\(name)", "--output", "smaller"]), in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("smaller")) == [name])
  }

  @Test func `a list from production is put back, judged and shrunk`() throws {
    let lines = Inputs.line(
      id: "p-1", said: "their house is right by the sea",
      hypotheses: [
        Inputs.hypothesis("there house is right by the see", total: "300.5"),
        Inputs.hypothesis("their house is right", total: "301"),
      ])
    try folder.write("production.jsonl", lines)
    let result = try CommandLineTool.run(
      arguments([
        "shrink", "production.jsonl", "--tune-on", "tiny.jsonl", "--output", "kept", "--property",
        "rank-stability", "--property", "homophone-discrimination",
      ]), in: folder.path)
    #expect(result.output.contains("1 of 1 lists are in the domain of homophones as heard"))
    // Which of two spellings is longer decides with this model: discrimination fails.
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains("shrunk in "))
    let replayed = try CommandLineTool.run(replayArguments("kept"), in: folder.path)
    #expect(replayed.status == 0, "\(replayed.output)\(replayed.errors)")
  }

  @Test func `phrases from production are put back, too`() throws {
    let lines = Inputs.line(
      id: "p-1", said: "their house is right by the sea",
      hypotheses: [
        Inputs.hypothesis("their house house is right by the sea", total: "300.5"),
        Inputs.hypothesis("their house is right by the sea uh", total: "300.5"),
      ])
    try folder.write("production.jsonl", lines)
    let result = try CommandLineTool.run(
      arguments([
        "shrink", "production.jsonl", "--tune-on", "tiny.jsonl", "--output", "kept", "--property",
        "rank-stability", "--perturbation", "word-repetitions",
      ]), in: folder.path)
    #expect(
      result.output.contains("1 of 1 lists are in the domain of word-repetitions as heard"),
      "\(result.output)\(result.errors)")
    #expect(result.errors.contains("every property holds"))
  }

  @Test func `lists need a model`() throws {
    try folder.write("production.jsonl", Inputs.corpus(1))
    let result = try CommandLineTool.run(
      arguments(["shrink", "production.jsonl"], model: false), in: folder.path)
    #expect(result.status == 64)
    #expect(result.errors.contains("expected the model that judges production.jsonl"))
  }

  @Test func `only what tells two models apart is a failure`() throws {
    let check = [
      "check", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--property",
      "homophone-discrimination", "--holds-with", "same=process:sh score.sh",
    ]
    let same = try CommandLineTool.run(arguments(check), in: folder.path)
    #expect(same.status == 0, "\(same.output)")
    try folder.write(
      "reverse.sh", Inputs.scorer().replacing("${#text}", with: "$((100 - ${#text}))"))
    let other = try CommandLineTool.run(
      arguments(check.dropLast() + ["other=process:sh reverse.sh"]), in: folder.path)
    #expect(other.status == 1)
    #expect(other.output.contains("it holds with other"))
  }

  @Test func `a fixture of somebody's own perturbation is left to their test suite`() throws {
    _ = try CommandLineTool.run(
      arguments([
        "check", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--property",
        "homophone-discrimination", "--fixtures", "fixtures",
      ]), in: folder.path)
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.file("fixtures")).sorted().first)
    let text = try folder.text("fixtures/\(file)")
    var object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    object["recipe"] = [
      "kind": "custom", "id": "lost-apostrophes", "version": 2, "parameters": ["share": "0.5"],
    ]
    object["id"] = "own"
    let edited = try JSONSerialization.data(withJSONObject: object)
    try folder.write("fixtures/own.json", String(decoding: edited, as: UTF8.self))
    let result = try CommandLineTool.run(replayArguments("fixtures"), in: folder.path)
    #expect(result.status == 1)
    #expect(
      result.output.contains(
        "??   can't be judged here: fixtures/own.json: it was made by lost-apostrophes version 2 "
          + "(share 0.5)"))
    #expect(result.output.hasPrefix("ok   homophone-discrimination-length-"))
    #expect(result.errors.contains(" fixtures can't be judged here"))
  }

  @Test func `after an edit of the lexicon a fixture says whether its list is still in the domain`()
    throws
  {
    _ = try CommandLineTool.run(
      arguments([
        "check", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--property",
        "homophone-discrimination", "--fixtures", "fixtures",
      ]), in: folder.path)
    try folder.write("lexicon.txt", Inputs.lexicon + "house HH AW S\n")
    let still = try CommandLineTool.run(replayArguments("fixtures"), in: folder.path)
    #expect(still.status == 0, "\(still.output)")
    #expect(still.output.contains("still in the domain; still fails"))
    try folder.write("lexicon.txt", "house HH AW S\n")
    let no = try CommandLineTool.run(replayArguments("fixtures"), in: folder.path)
    #expect(no.status == 1)
    #expect(no.output.contains("no longer in the domain: "))
  }
}
