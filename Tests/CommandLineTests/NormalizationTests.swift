import Testing

/// What counts as the same word, by name.
@Suite struct NormalizationTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("r.txt", "seventy five percent\nin nineteen eighty-four\n")
    try folder.write("h.txt", "75%\nin 1984\n")
    try folder.write(
      "c.jsonl",
      #"{"version":1,"id":"a","reference":"halb sieben","hypotheses":[{"text":"halb sieben","acoustic":1,"language":1,"total":1}]}"#
        + "\n")
  }

  private func run(_ arguments: String...) throws -> CommandLineTool.Result {
    try CommandLineTool.run(arguments, in: folder.path)
  }

  @Test func `wer names its normalizer, and spoken forgives written numbers`() throws {
    let basic = try run("wer", "r.txt", "h.txt")
    #expect(basic.output.contains("85.71%"), "\(basic.output)")
    #expect(basic.output.contains("after the normalizer basic. Units: words."))
    let spoken = try run("wer", "r.txt", "h.txt", "--normalize", "spoken")
    #expect(spoken.output.contains("0.00%"), "\(spoken.output)")
    #expect(spoken.output.contains("after the normalizer spoken."))
    let json = try run("wer", "r.txt", "h.txt", "--normalize", "none", "--json")
    #expect(json.output.contains(#""normalizer""#) && json.output.contains("none"))
  }

  @Test func `wer reads GLM files, and says where one is wrong`() throws {
    try folder.write("r2.txt", "um we are going to go\n")
    try folder.write("h2.txt", "uh we're gonna go <noise>\n")
    try folder.write(
      "ok.glm",
      "* case_sensitive = 'F'\nUM => %H\nUH => %H\nGONNA => GOING TO\nWE'RE => WE ARE\n")
    try folder.write("bad.glm", ";; none\nUM\n")
    let made = try run("wer", "r2.txt", "h2.txt", "--normalize", "ok.glm", "--markup", "drop")
    #expect(made.output.contains("0.00%"), "\(made.output) \(made.errors)")
    #expect(made.output.contains("basic, markup dropped, after ok.glm ("))
    let bad = try run("wer", "r2.txt", "h2.txt", "--normalize", "bad.glm")
    #expect(bad.status == 65)
    #expect(bad.errors.contains("bad.glm:2: expected a rule"), "\(bad.errors)")
    #expect(try run("wer", "r2.txt", "h2.txt", "--normalize", "none.glm").status == 66)
    #expect(try run("wer", "r2.txt", "h2.txt", "--normalize", "loud").status == 64)
  }

  @Test func `wer counts Chinese by characters, and says so`() throws {
    try folder.write("zh-r.txt", "今天天气很好\n")
    try folder.write("zh-h.txt", "今天天汽很好\n")
    let made = try run("wer", "zh-r.txt", "zh-h.txt")
    #expect(made.output.contains("16.67%"), "\(made.output)")
    #expect(made.output.contains("Units: words, and characters of scripts without spaces."))
    let words = try run("wer", "zh-r.txt", "zh-h.txt", "--units", "words")
    #expect(words.output.contains("100.00%") && words.output.contains("Units: words."))
  }

  @Test func `models and perturb see texts as they were written`() throws {
    try folder.write("lexicon.txt", Inputs.lexicon)
    try folder.write(
      "w.jsonl",
      (0..<3).map { number in
        Inputs.line(
          id: "\(number)", said: "“Their Straße; please.”",
          hypotheses: [
            Inputs.hypothesis("“Their Straße; please.”", total: "1"),
            Inputs.hypothesis("“Their  Masse; please.”", total: "2"),
          ])
      }.joined())
    let lexicon = [
      "--lexicon", "lexicon.txt", "--lexicon-format", "kaldi", "--minimum-frequency", "0",
    ]
    let made = try CommandLineTool.run(
      ["perturb", "--corpus", "w.jsonl", "--limit", "1", "--plausibility", "uniform"] + lexicon,
      in: folder.path)
    #expect(made.output.contains("“There Straße; please.”"), "\(made.output) \(made.errors)")
    #expect(made.output.contains("“There Masse; please.”"), "\(made.output)")
    try folder.write("score.sh", "tee asked.txt | sh length.sh\n")
    try folder.write("length.sh", Inputs.scorer())
    func asked(_ more: String...) throws -> String {
      let result = try CommandLineTool.run(
        [
          "report", "--corpus", "w.jsonl", "--tune-on", "w.jsonl", "--model",
          "length=process:sh score.sh", "--output", "out", "--perturbation", "homophones",
          "--plausibility", "uniform", "--replace",
        ] + lexicon + more, in: folder.path)
      #expect(result.status == 0, "\(result.errors)")
      return try folder.text("asked.txt")
    }
    let written = try asked()
    #expect(written.contains("“Their Straße; please.”"), "\(written.prefix(400))")
    #expect(written.contains("“There Masse; please.”"))
    let compared = try asked("--model-texts", "compared")
    #expect(compared.contains("their straße please"), "\(compared.prefix(400))")
    #expect(!compared.contains("“Their"))
  }

  @Test func `perturbations take the language of the texts`() throws {
    let made = try run(
      "perturb", "--corpus", "c.jsonl", "--perturbation", "number-forms", "--language", "de")
    #expect(made.output.contains("6:30"), "\(made.output) \(made.errors)")
  }

  @Test func `a language without number rules is refused`() throws {
    let result = try run("wer", "r.txt", "h.txt", "--language", "tlh")
    #expect(result.status == 64)
    #expect(result.errors.contains("expected a language that ICU has number rules for"))
  }
}
