import Testing

/// Every kind of perturbation by name, and what a recognizer's mishearings teach.
@Suite struct GeneratorTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("lexicon.txt", Inputs.lexicon)
    try folder.write("frequencies.tsv", Inputs.frequencies)
    try folder.write("corpus.jsonl", Inputs.corpus(20))
  }

  private let lexicon = [
    "--lexicon", "lexicon.txt", "--lexicon-format", "kaldi", "--frequencies", "frequencies.tsv",
    "--minimum-frequency", "0",
  ]

  private func perturb(_ arguments: [String]) throws -> CommandLineTool.Result {
    try CommandLineTool.run(
      ["perturb", "--corpus", "corpus.jsonl"] + lexicon + arguments, in: folder.path)
  }

  @Test(arguments: [
    "homophones", "near-homophones", "spelling-variants", "junctures", "number-forms",
    "word-drops", "word-insertions", "word-repetitions", "text-form", "apostrophes", "reordering",
    "truncation", "duplication", "closest-drop", "copy-above", "copy-below", "score-noise",
    "cost-swap",
  ])
  func `is chosen by name, for programs and for people`(kind: String) throws {
    let lists = try perturb(["--perturbation", kind])
    #expect(lists.status == 0, "\(lists.errors)")
    #expect(lists.output.split(separator: "\n").count == 20)
    let shown = try perturb(["--perturbation", kind, "--show", "--limit", "5"])
    #expect(shown.status == 0)
    #expect(shown.output.contains("u-4"))
  }

  @Test func `an unknown kind is an error that names the known ones`() throws {
    let result = try perturb(["--perturbation", "mumbling"])
    #expect(result.status == 64)
    #expect(result.errors.contains("junctures"))
  }

  @Test func `rank stability is checked under the kind that is named`() throws {
    // What was said is longer than what was heard, so this model is worth a weight.
    let scorer = Inputs.scorer().replacing("${#text}", with: "$((100 - ${#text}))")
    try folder.write("score.sh", scorer)
    let result = try CommandLineTool.run(
      [
        "check", "--corpus", "corpus.jsonl", "--tune-on", "corpus.jsonl", "--model",
        "length=process:sh score.sh", "--property", "rank-stability", "--perturbation",
        "word-repetitions", "--strength", "2", "--allow", "1",
      ] + lexicon, in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("rank-stability  length"))
    #expect(!result.errors.contains("takes no part in the choice"))
    // The other way round it only does harm, gets no weight, and no stability is shown.
    try folder.write("score.sh", Inputs.scorer())
    let idle = try CommandLineTool.run(
      [
        "check", "--corpus", "corpus.jsonl", "--tune-on", "corpus.jsonl", "--model",
        "length=process:sh score.sh", "--property", "rank-stability", "--allow", "1",
      ] + lexicon, in: folder.path)
    #expect(idle.status == 1)
    #expect(
      idle.errors.contains(
        "mondegreen: length: its weight is 0: the model takes no part in the choice\n"))
    #expect(idle.errors.hasSuffix("so its cases show nothing\n"))
  }

  @Test func `words without a pronunciation are counted`() throws {
    let result = try perturb([])
    #expect(result.errors.contains("words have no pronunciation and were left alone"))
  }

  @Test func `only targeted words change`() throws {
    let result = try perturb(["--words", "sea", "--strength", "100%", "--show"])
    #expect(result.output.contains("[-sea-] {+see+}"))
    #expect(!result.output.contains("[-their-]"))
    #expect(try perturb(["--positions", "x"]).status == 64)
    #expect(try perturb(["--positions", "0", "--only", "content"]).status == 64)
  }

  @Test func `a last position needs no equals sign`() throws {
    let result = try perturb([
      "--positions", "-1", "--perturbation", "word-repetitions", "--strength", "100%", "--show",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("the weir {+weir+}"))
    #expect(!result.output.contains("{+the+}"))
  }

  @Test(arguments: [
    (["--words", "zzz"], "--words \"zzz\" is in no hypothesis"),
    (["--words", "there,zzz"], ""),
    (["--positions", "99"], "--positions \"99\" leaves nothing that homophones could change"),
    (["--words", "please"], "--words \"please\" leaves nothing that homophones could change"),
    (["--only", "names"], "--only names found no names"),
  ])
  func `targets that nothing matches are an error before anything is printed`(
    options: [String], complaint: String
  ) throws {
    let result = try perturb(options)
    #expect(result.status == (complaint.isEmpty ? 0 : 64), "\(result.errors)")
    #expect(result.output.isEmpty == !complaint.isEmpty)
    #expect(result.errors.contains(complaint.isEmpty ? "\"zzz\" is in no hypothesis" : complaint))
    // Of a stream nothing is known beforehand.
    guard !complaint.isEmpty, options[0] != "--only" else { return }
    let arguments = (["perturb", "--corpus", "-"] + lexicon + options).map { "'\($0)'" }
    let streamed = try CommandLineTool.shell(
      "cat corpus.jsonl | $MONDEGREEN \(arguments.joined(separator: " "))", in: folder.path)
    #expect(streamed.status == 64)
    #expect(streamed.errors.contains("leaves nothing that homophones could change"))
  }

  @Test func `no model selects for perturb`() throws {
    let result = try perturb(["--scope", "selected"])
    #expect(result.status == 64)
    #expect(result.errors.contains("report perturbs what each model selects"))
  }

  @Test func `confusions are learned, shown, kept and drawn from`() throws {
    let learned = try CommandLineTool.run(
      [
        "confusions", "--corpus", "corpus.jsonl", "--held-out", "corpus.jsonl", "--output",
        "m.json",
      ]
        + lexicon, in: folder.path)
    #expect(learned.status == 0, "\(learned.errors)")
    #expect(learned.output.contains("hear → here") || learned.output.contains("here → hear"))
    #expect(learned.output.contains("sampled from the model"))
    let again = try CommandLineTool.run(
      [
        "confusions", "--corpus", "corpus.jsonl", "--held-out", "corpus.jsonl", "--output",
        "n.json",
      ]
        + lexicon, in: folder.path)
    #expect(again.output == learned.output)
    #expect(try folder.data("m.json") == folder.data("n.json"))
    let drawn = try perturb([
      "--perturbation", "confusions", "--confusion-model", "m.json", "--show",
    ])
    #expect(drawn.status == 0, "\(drawn.errors)")
    #expect(drawn.output.contains("{+"))
    let without = try perturb(["--perturbation", "confusions"])
    #expect(without.status == 64)
    #expect(without.errors.contains("expected a confusion model, found none"))
    try folder.write("bad.json", "{}")
    let bad = try perturb(["--perturbation", "confusions", "--confusion-model", "bad.json"])
    #expect(bad.status == 65)
  }
}
