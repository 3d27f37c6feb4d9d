import Testing

/// What is drawn by default, by what, and what is said of it.
@Suite struct PlausibleDrawTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("corpus.jsonl", Self.corpus)
    try folder.write("small.arpa", Self.arpa)
  }

  private static let corpus = (0..<2).map { number in
    """
    {"version":1,"id":"u-\(number)","reference":"my watch has slipped for four hours","hypotheses":[\
    {"text":"my watch says islip for four hours","acoustic":900,"language":45.4,"total":1331.3},\
    {"text":"my watch says islip four for hours","acoustic":905,"language":47.1,"total":1352.45}]}

    """
  }.joined()

  private static let arpa = """
    \\data\\
    ngram 1=6
    ngram 2=1

    \\1-grams:
    -99 <s>
    -1 </s>
    -1 for -0.1
    -9 four
    -9 islip
    -1 hours

    \\2-grams:
    -0.1 for hours

    \\end\\
    """

  private func perturb(_ arguments: [String]) throws -> CommandLineTool.Result {
    try CommandLineTool.run(["perturb", "--corpus", "corpus.jsonl"] + arguments, in: folder.path)
  }

  @Test func `an edit is shown as it was made`() throws {
    let result = try perturb(["--show", "--words", "four", "--scope", "1-best"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("my watch says islip for [-four-] {+for+} hours"))
    let inserted = try perturb(
      ["--show", "--perturbation", "word-repetitions", "--words", "watch", "--scope", "1-best"])
    #expect(inserted.output.contains("my watch {+watch+} says islip for four hours"))
  }

  @Test func `two replaced words are two edits`() throws {
    let result = try perturb(["--show", "--strength", "2", "--limit", "1"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("islip [-for-] {+four+} [-four-] {+for+} hours"))
  }

  @Test(arguments: [
    (
      ["--only", "names"],
      "--only names found no names: no word is written with a capital inside a sentence"
    ),
    (["--words", "zzz"], "--words \"zzz\" is in no hypothesis"),
    (["--positions", "99"], "--positions \"99\" leaves nothing that homophones"),
  ])
  func `targets that match nothing are an error`(arguments: [String], error: String) throws {
    for command in ["perturb", "report"] {
      let more =
        command == "report"
        ? ["--model", "n-gram", "--tune-on", "corpus.jsonl", "--output", "out"] : []
      let result = try CommandLineTool.run(
        [command, "--corpus", "corpus.jsonl"] + more + arguments, in: folder.path)
      #expect(result.status == 64)
      #expect(result.errors.contains(error), "\(result.errors)")
    }
  }

  @Test func `positions count from the end, too`() throws {
    let result = try perturb(["--positions", "-1", "--show", "--scope", "1-best"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("[-hours-] {+ours+}"))
  }

  @Test func `the language model of the first pass is read from a file`() throws {
    let result = try perturb(["--first-pass-lm", "small.arpa", "--scope", "1-best", "--show"])
    #expect(result.status == 0, "\(result.errors)")
    // "four" is hardly ever written by this one.
    #expect(result.output.contains("for [-four-] {+for+} hours"))
  }

  @Test func `a damaged one is told with file and line`() throws {
    try folder.write("bad.arpa", Self.arpa.replacing("-9 four", with: "four"))
    let result = try perturb(["--first-pass-lm", "bad.arpa"])
    #expect(result.status == 65)
    #expect(
      result.errors.contains(
        "bad.arpa:9: expected a decimal logarithm and 1 word, found \"four\""), "\(result.errors)")
    #expect(try perturb(["--first-pass-lm", "none.arpa"]).status == 66)
  }

  @Test func `costs follow in the unit of the lists, or stay`() throws {
    let kept = try perturb(["--language-costs", "kept", "--scope", "1-best", "--limit", "1"])
    #expect(kept.output.contains("\"language\":45.4,\"total\":1331.3"))
    let moved = try perturb(["--scope", "1-best", "--limit", "1"])
    #expect(!moved.output.contains("\"language\":45.4,"))
    #expect(moved.output.contains("\"acoustic\":900"))
    // Half the unit moves language costs half as far, and totals as far as before.
    let halved = Self.corpus.replacing("\"language\":45.4", with: "\"language\":22.7")
      .replacing("\"language\":47.1", with: "\"language\":23.55")
    try folder.write("halved.jsonl", halved)
    let half = try CommandLineTool.run(
      ["perturb", "--corpus", "halved.jsonl", "--scope", "1-best", "--limit", "1"], in: folder.path)
    #expect(half.status == 0)
  }

  @Test func `words of another language are not weighed by an English model`() throws {
    try folder.write("french.txt", "ver\tv ɛ ʁ\nvert\tv ɛ ʁ\nverre\tv ɛ ʁ\n")
    try folder.write(
      "french.jsonl",
      "{\"version\":1,\"id\":\"a\",\"reference\":\"ver\",\"hypotheses\":[{\"text\":\"ver\",\"total\":1}]}\n"
    )
    let french = [
      "perturb", "--corpus", "french.jsonl", "--lexicon", "french.txt", "--lexicon-format",
      "wikipron",
      "--minimum-frequency", "0",
    ]
    let result = try CommandLineTool.run(french, in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.errors.contains(
        "french.txt is not a lexicon of English, so words are drawn with --plausibility uniform; "
          + "give a language model with --first-pass-lm to draw them by context"),
      "\(result.errors)")
    let wrong = try CommandLineTool.run(french + ["--plausibility", "context"], in: folder.path)
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("--plausibility context: expected --first-pass-lm"))
  }

  @Test
  func `a rescorer that is the drawing language model is circular, and even draws stand beside`()
    throws
  {
    let result = try CommandLineTool.run(
      [
        "report", "--corpus", "corpus.jsonl", "--tune-on", "corpus.jsonl", "--model",
        "lm=arpa:small.arpa", "--first-pass-lm", "small.arpa", "--draws", "1", "--resamples", "20",
        "--cases", "1", "--counterexamples", "0", "--output", "out",
      ], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let report = try folder.text("out/report.md")
    #expect(report.contains("lm is circular: perturbations are drawn with the same language model"))
    #expect(report.contains("uniform homophones, 1-best"))
    let record = try folder.text("out/report.json")
    #expect(record.contains("\"changeableWords\"") && record.contains("\"mergedTexts\""))
  }

  @Test func `errors are added at a rate, where the words allow it`() throws {
    let result = try perturb(["--error-rate", "10", "--scope", "1-best", "--show"])
    #expect(result.status == 0, "\(result.errors)")
    for (arguments, error) in [
      (["--error-rate", "95"], "words that can be perturbed, for"),
      (["--error-rate", "0"], "--error-rate: expected a number above 0 and at most 100"),
      (
        ["--error-rate", "5", "--perturbation", "junctures"],
        "--error-rate: expected homophones or near-homophones alone"
      ),
    ] {
      let wrong = try perturb(arguments)
      #expect(wrong.status == 64)
      #expect(wrong.errors.contains(error), "\(wrong.errors)")
    }
  }
}
