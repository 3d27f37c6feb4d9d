import Testing

/// Words that the lexicon lacks, and languages other than English.
@Suite struct PronunciationCommandTests {
  private static let unknown =
    Inputs.line(
      id: "u-1", said: "the wayr theyr",
      hypotheses: [
        Inputs.hypothesis("the wayr theyr", total: "300.5"),
        Inputs.hypothesis("the wayr there", total: "301.5"),
      ])

  @Test func `words are pronounced with probabilities`() throws {
    let result = try CommandLineTool.run(
      ["lexicon", "pronounce", "Blorp", "weir", "--limit", "2"])
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0].contains(/^blorp +0\.\d{3}  B L AO R P$/))
    let known = try CommandLineTool.run(["lexicon", "pronounce", "reading"])
    #expect(known.output.contains("R IY D IH NG  (in the lexicon)"))
    let foreign = try CommandLineTool.run(["lexicon", "pronounce", "дом"])
    #expect(foreign.status == 65)
    #expect(foreign.errors.contains("found дом"))
    #expect(
      try CommandLineTool.run(["lexicon", "pronounce", "blorp", "--g2p", "none"]).status == 64)
    #expect(
      try CommandLineTool.run(["lexicon", "pronounce", "blorp", "--g2p", "no.g2p"]).status == 66)
  }

  @Test func `a model is learned from any lexicon, and says its words`() throws {
    let folder = try TemporaryFolder()
    let (consonants, vowels) = (["b", "d", "k", "m", "n", "s", "t"], ["a", "i", "o", "u"])
    let lines = consonants.flatMap { first in
      vowels.flatMap { vowel in consonants.map { "\(first)\(vowel)\($0)\t\(first) \(vowel) \($0)" }
      }
    }
    try folder.write("toy.txt", lines.joined(separator: "\n") + "\n")
    let toy = ["--lexicon", "toy.txt", "--lexicon-format", "wikipron", "--language", "de"]
    let lexicon = Array(toy.prefix(4))
    let trained = try CommandLineTool.run(
      ["lexicon", "train-g2p", "--output", "toy.g2p.gz"] + lexicon, in: folder.path)
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(trained.output.contains(/held-out tenth, \d+ words: 0\.00% phone errors, 0\.00% word/))
    let said = try CommandLineTool.run(
      ["lexicon", "pronounce", "kimo", "--g2p", "toy.g2p.gz", "--limit", "1"] + lexicon,
      in: folder.path)
    #expect(said.output.contains(" k i m o"))
    let none = try CommandLineTool.run(["lexicon", "pronounce", "kimo"] + lexicon, in: folder.path)
    #expect(none.status == 64)
    #expect(none.errors.contains("mondegreen lexicon train-g2p makes one"))
    let alien = try CommandLineTool.run(
      ["lexicon", "pronounce", "kimo", "--g2p", "toy.txt"] + lexicon, in: folder.path)
    #expect(alien.status == 65)
    #expect(alien.errors.contains("expected a pronunciation model of version 1"))
  }

  @Test
  func `words that the lexicon lacks are counted and perturbed, unless nobody shall say them`()
    throws
  {
    let folder = try TemporaryFolder()
    try folder.write("lists.jsonl", Self.unknown)
    let perturb = [
      "perturb", "--corpus", "lists.jsonl", "--words", "theyr", "--plausibility", "uniform",
      "--minimum-ratio", "0", "--show",
    ]
    let said = try CommandLineTool.run(perturb, in: folder.path)
    #expect(said.status == 0, "\(said.errors)")
    #expect(
      said.errors.contains(
        /2 words that the lexicon lacks were pronounced by the model of cmudict\.dict\.? \w{12}/))
    #expect(said.output.contains("there") || said.output.contains("their"))
    let streamed = try CommandLineTool.shell(
      "cat lists.jsonl | \"$MONDEGREEN\" perturb --corpus - --show", in: folder.path)
    #expect(streamed.errors.contains("words that the lexicon lacks were pronounced"))
    let silent = try CommandLineTool.run(perturb + ["--g2p", "none"], in: folder.path)
    #expect(silent.status == 64)
    let left = try CommandLineTool.run(
      ["perturb", "--corpus", "lists.jsonl", "--g2p", "none"], in: folder.path)
    #expect(left.errors.contains("have no pronunciation and were left alone"))
    let old = try CommandLineTool.run(perturb + ["--pronounce", "en-us"], in: folder.path)
    #expect(old.status == 64)
    #expect(old.errors.contains("it is now called --g2p espeak:VOICE"))
  }

  @Test func `a word with a capital or a full stop is no other word`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "lists.jsonl",
      #"{"version":1,"id":"u","reference":"It's here.","#
        + #""hypotheses":[{"text":"“It's Here, Zzyrk.”","total":1}]}"# + "\n")
    for words in [
      ["--corpus", "lists.jsonl"], ["--corpus", "lists.jsonl", "--model-texts", "compared"],
    ] {
      let said = try CommandLineTool.run(["perturb", "--show"] + words, in: folder.path)
      #expect(
        said.errors.contains(/1 word that the lexicon lacks was pronounced by .*: zzyrk/),
        "\(said.errors)")
    }
  }

  private static let french = """
    ver\tv ɛ ʁ
    vert\tv ɛ ʁ
    verre\tv ɛ ʁ
    mère\tm ɛ ʁ
    mer\tm ɛ ʁ
    maire\tm ɛ ʁ

    """

  private static let frenchLists = Inputs.line(
    id: "u-1", said: "le ver et la mer",
    hypotheses: [
      Inputs.hypothesis("le ver et la mer", total: "300.5"),
      Inputs.hypothesis("le vert et la mère", total: "301.5"),
    ])

  private func french() throws -> (folder: TemporaryFolder, perturb: [String]) {
    let folder = try TemporaryFolder()
    try folder.write("french.txt", Self.french)
    try folder.write("lists.jsonl", Self.frenchLists)
    return (
      folder,
      [
        "perturb", "--corpus", "lists.jsonl", "--lexicon", "french.txt", "--lexicon-format",
        "wikipron", "--show",
      ]
    )
  }

  @Test func `a language without a pack gets no English table, and one line says what follows`()
    throws
  {
    let (folder, perturb) = try french()
    let result = try CommandLineTool.run(perturb + ["--strength", "2"], in: folder.path)
    #expect(result.status == 0)
    // Words that the English table never counted are candidates.
    let drawn = try (1...6).map { seed in
      try CommandLineTool.run(
        perturb + ["--strength", "2", "--seed", "\(seed)"], in: folder.path
      ).output
    }.joined()
    #expect(drawn.contains("verre") && drawn.contains("maire"))
    let lines = result.errors.split(separator: "\n").filter { $0.contains("language-pack") }
    #expect(lines.count == 1)
    #expect(
      lines.first?.contains(
        "french.txt is not an English lexicon, and no --language or --language-pack names its language: "
          + "without word frequencies candidates are neither ranked nor filtered") == true)
    for (arguments, part) in [
      (["--perturbation", "word-insertions"], "the fillers"),
      (["--only", "function"], "function words"),
      (["--perturbation", "number-forms"], "the number rules"),
    ] {
      let missing = try CommandLineTool.run(perturb + arguments, in: folder.path)
      #expect(missing.status == 64)
      #expect(missing.errors.contains(part), "\(missing.errors)")
    }
    let shown = try CommandLineTool.run(
      ["lexicon", "homophones", "ver", "--lexicon", "french.txt", "--lexicon-format", "wikipron"],
      in: folder.path)
    #expect(shown.output.contains("verre"))
  }

  @Test func `a pack of one's own brings fillers, function words and frequencies`() throws {
    let (folder, perturb) = try french()
    let made = try CommandLineTool.shell("mkdir fr", in: folder.path)
    #expect(made.status == 0)
    try folder.write("fr/pack.txt", "language: fr\nname: French\nnumbers: fr\nfolding: fr\n")
    try folder.write("fr/function-words.txt", "le la et\n")
    try folder.write("fr/fillers.txt", "euh\n")
    try folder.write("fr/frequencies.tsv", "mer\t900\nmère\t800\nver\t100\nverre\t400\n")
    let pack = perturb + ["--language-pack", "fr"]
    let inserted = try CommandLineTool.run(
      pack + ["--perturbation", "word-insertions"], in: folder.path)
    #expect(inserted.status == 0, "\(inserted.errors)")
    #expect(inserted.output.contains("euh"))
    #expect(!inserted.errors.contains("no --language"))
    let changed = try CommandLineTool.run(pack + ["--strength", "2"], in: folder.path)
    #expect(!changed.output.contains("maire"), "it isn't counted")
    let missing = try CommandLineTool.run(perturb + ["--language-pack", "none"], in: folder.path)
    #expect(missing.status == 66)
    try folder.write("fr/elisions.txt", "j'sais\n")
    let wrong = try CommandLineTool.run(pack, in: folder.path)
    #expect(wrong.status == 65)
    #expect(wrong.errors.contains("fr/elisions.txt:1: expected a short form"))
  }

  @Test func `the language of the texts picks the bundled pack`() throws {
    let folder = try TemporaryFolder()
    try folder.write("german.txt", "meer\tm eː ɐ\nmehr\tm eː ɐ\n")
    try folder.write(
      "lists.jsonl",
      Inputs.line(
        id: "u-1", said: "das meer",
        hypotheses: [
          Inputs.hypothesis("das meer", total: "300.5"),
          Inputs.hypothesis("das mehr", total: "301.5"),
        ]))
    let perturb = [
      "perturb", "--corpus", "lists.jsonl", "--lexicon", "german.txt", "--lexicon-format",
      "wikipron",
      "--language", "de", "--show", "--strength", "2", "--perturbation", "word-insertions",
    ]
    let inserted = try CommandLineTool.run(perturb, in: folder.path)
    #expect(inserted.status == 0, "\(inserted.errors)")
    #expect(!inserted.errors.contains("--language-pack"))
    let counted = try CommandLineTool.run(
      [
        "lexicon", "homophones", "meer", "--lexicon", "german.txt", "--lexicon-format", "wikipron",
        "--language", "de",
      ], in: folder.path)
    #expect(counted.output.contains(#/^mehr +\d{4,}/#))
  }
}
