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

  @Test func `wer names its normaliser, and spoken forgives written numbers`() throws {
    let basic = try run("wer", "r.txt", "h.txt")
    #expect(basic.output.contains("85.71%"), "\(basic.output)")
    #expect(basic.output.contains("after the normalizer basic."))
    let spoken = try run("wer", "r.txt", "h.txt", "--normalize", "spoken")
    #expect(spoken.output.contains("0.00%"), "\(spoken.output)")
    #expect(spoken.output.contains("after the normalizer spoken."))
    let json = try run("wer", "r.txt", "h.txt", "--normalize", "none", "--json")
    #expect(json.output.contains(#""normalizer""#) && json.output.contains("none"))
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
