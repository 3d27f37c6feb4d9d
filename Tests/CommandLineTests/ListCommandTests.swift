import Testing

/// Other people's lists on the command line.
@Suite struct ListCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "lists.json",
      #"""
      [{"input": ["sea you at two", "see you at two", "sea you at two"], "output": "see you at two",
        "am_score": [-0.25, -0.5, -0.25]}]
      """#)
    try folder.write(
      "nbest.txt",
      "s1-1-1 \n0 1 SEE 3.25,410.5,\n1 2 YOU -0.5,98,\n2 \n\ns1-1-2 \n0 1 SEA 12,800,\n1 \n\n")
    try folder.write("text", "s1-1 SEA YOU\n")
  }

  private func run(_ arguments: String) throws -> CommandLineTool.Result {
    try CommandLineTool.run(arguments.split(separator: " ").map(String.init), in: folder.path)
  }

  @Test func `convert writes any format as JSON Lines, and says which it was`() throws {
    let result = try run("convert lists.json")
    #expect(result.status == 0)
    #expect(
      result.output
        == #"{"version":1,"id":"1","reference":"see you at two","hypotheses":[{"text":"sea you at two","total":0.25},{"text":"see you at two","total":0.5}]}"#
        + "\n")
    #expect(
      result.errors.contains(
        "lists: read as HyPoradise JSON (hyporadise; scores: log-probabilities)"))
    #expect(result.errors.contains("1 copies of other hypotheses in 1 of 1 lists were dropped"))
  }

  @Test func `convert writes JSON Lines as any format, and says what is lost`() throws {
    let result = try run("convert kaldi-nbest:nbest.txt --references text --to hyporadise")
    #expect(result.status == 0)
    #expect(
      result.output
        == "[\n{\"id\":\"s1-1\",\"input\":[\"SEE YOU\",\"SEA\"],\"output\":\"SEA YOU\",\"am_score\":[-53.6,-92]}\n]\n"
    )
    #expect(result.errors.contains("hyporadise has no place for acoustic and language costs"))
    _ = try run("convert kaldi-nbest:nbest.txt --references text --output out.mlm.json")
    #expect(try run("convert mlm-scoring:out.mlm.json").output.contains("\"acoustic\":508.5"))
    #expect(try run("convert lists.json --to nemo").status == 64)
  }

  @Test func `a list without references is checked, and not counted`() throws {
    let wer = try run("wer --corpus nbest.txt")
    #expect(wer.status == 65)
    #expect(wer.errors.contains("give them with --references FILE"))
    let named = try run("check --corpus nbest.txt --model n-gram --property no-harm")
    #expect(named.status == 65)
    let check = try run(
      "check --corpus nbest.txt --model n-gram --cases 3 --property repeatability")
    #expect(check.status == 0, "\(check.errors)")
    let perturbed = try run("perturb --corpus nbest.txt")
    #expect(perturbed.status == 0)
    #expect(!perturbed.output.contains("reference"))
  }

  @Test func `references come from another file, and a missing id is named`() throws {
    let result = try run("wer --corpus nbest.txt --references text --oracle 1 --by speaker")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("s1       50.00%"))
    try folder.write("text", "s1-2 SEA YOU\n")
    let missing = try run("wer --corpus nbest.txt --references text")
    #expect(missing.status == 65)
    #expect(missing.errors.contains("found none for 1: s1-1"))
  }

  @Test func `alignments are shown word above word`() throws {
    try folder.write("hyp.trn", "see hour pier (s1-01)\nwell yes sir (s1-02)\n")
    try folder.write("ref.trn", "see { our / hour } pier (s1-01)\nwell (uh) yes (s1-02)\n")
    let result = try run(
      "wer --corpus hyp.trn --references ref.trn --alignment sclite --oracle 1 --utterances --alignments"
    )
    #expect(
      result.output
        == """
        s1-01
        REF:  see hour pier
        HYP:  see hour pier


        s1-02
        REF:  well uh yes ***
        HYP:  well    yes sir
                          I

        hyp             WER  errors  sub  del  ins  words
        first pass   16.67%       1    0    0    1      6
        oracle of 1  16.67%       1    0    0    1      6

        utterance     WER  errors  sub  del  ins  words
        s1-01       0.00%       0    0    0    0      3
        s1-02      33.33%       1    0    0    1      3

        Compared after the normalizer basic. Units: words.

        """)
  }

  @Test func `a file in another format is refused with that format's name`() throws {
    let result = try run("wer --corpus mlm-scoring:lists.json")
    #expect(result.status == 65)
    #expect(
      result.errors
        == "mondegreen: lists.json: expected mlm-scoring JSON, found HyPoradise JSON; give it as hyporadise:lists.json\n"
    )
    #expect(try run("wer --corpus hyporadize:lists.json").status == 64)
  }

  @Test(arguments: ["gzip", "xz", "zstd -q"])
  func `compressed files and pipes are read`(packer: String) throws {
    let result = try CommandLineTool.shell(
      "command -v \(packer) > /dev/null || exit 0; \(packer) -c nbest.txt > packed && "
        + "$MONDEGREEN convert kaldi-nbest:packed 2> /dev/null > one && "
        + "cat packed | $MONDEGREEN convert kaldi-nbest:- 2> /dev/null > two && "
        + "mkfifo pipe && (cat packed > pipe &) && $MONDEGREEN convert kaldi-nbest:pipe 2> /dev/null > three && "
        + "cmp one two && cmp one three", in: folder.path)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }
}

/// What the program says of the machine, and how much it says at all.
@Suite struct ShellTests {
  @Test func `doctor misses a folder for temporary files that isn't there`() throws {
    let folder = try TemporaryFolder()
    let result = try CommandLineTool.shell(
      "TMPDIR=\(folder.path)/nowhere $MONDEGREEN doctor | grep 'temporary files'", in: folder.path)
    #expect(result.output.contains("can't be written: set TMPDIR"), "\(result.output)")
  }

  @Test func `doctor names what is there and what is missing`() throws {
    let result = try CommandLineTool.run(["doctor"])
    #expect(result.status == 0, "\(result.errors)")
    for name in ["bundled data", "bundled models", "cache", "SCTK", "python3"] {
      #expect(result.output.contains(name))
    }
    #expect(try CommandLineTool.run(["doctor", "--json"]).output.contains("\"checks\""))
  }

  @Test func `quiet leaves only errors`() throws {
    let folder = try TemporaryFolder()
    try folder.write("hyp.trn", "see (u1)\n")
    let loud = try CommandLineTool.run(["convert", "hyp.trn"], in: folder.path)
    let quiet = try CommandLineTool.run(["convert", "hyp.trn", "--quiet"], in: folder.path)
    #expect(loud.errors != "")
    #expect(quiet.errors == "")
    #expect(quiet.output == loud.output)
    let wrong = try CommandLineTool.run(["--quiet", "wer", "--corpus", "hyp.trn"], in: folder.path)
    #expect(wrong.status == 65)
    #expect(wrong.errors.contains("expected a reference"))
  }
}

/// `mondegreen.toml`.
@Suite struct ProjectFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("hyp.trn", "see (u1)\nsea (u2)\n")
    try folder.write("ref.trn", "see (u1)\nsee (u2)\n")
  }

  private func run(_ arguments: String...) throws -> CommandLineTool.Result {
    try CommandLineTool.run(arguments, in: folder.path)
  }

  @Test func `a command takes the options of its table, and those that are typed replace them`()
    throws
  {
    try folder.write(
      "mondegreen.toml",
      """
      [wer]
      corpus = "hyp.trn"
      references = "ref.trn"
      oracle = 1
      by = ["speaker"]
      json = true
      utterances = false
      """)
    let project = try run("wer")
    #expect(project.status == 0, "\(project.errors)")
    #expect(
      project.output.contains("\"field\" : \"speaker\"") || project.output.contains("speaker"))
    #expect(project.errors.contains("wer: using options from mondegreen.toml"))
    let typed = try run("wer", "--corpus", "ref.trn", "--quiet")
    #expect(typed.output.contains("\"edits\"") || typed.output.contains("substitutions"))
    #expect(typed.output != project.output)
    #expect(typed.errors == "")
    let without = try run("wer", "--no-project", "--corpus", "hyp.trn", "--references", "ref.trn")
    #expect(without.output.hasPrefix("hyp "))
  }

  @Test func `what is wrong with it is said with its place`() throws {
    try folder.write("mondegreen.toml", "[wer]\ncorpus = hyp.trn\n")
    let wrong = try run("wer")
    #expect(wrong.status == 65)
    #expect(wrong.errors.hasPrefix("mondegreen: mondegreen.toml:2:"), "\(wrong.errors)")
    try folder.write("mondegreen.toml", "[wer]\ncorpus = { a = 1 }\n")
    #expect(try run("wer").status == 65)
    try folder.write("mondegreen.toml", "[wer]\ncorpsu = \"x\"\n")
    #expect(try run("wer").status == 64)
    // Whatever command runs: the one that was meant would go without its options.
    try folder.write("mondegreen.toml", "[chekc]\nmodel = \"lora\"\n")
    let unknown = try run("wer", "--corpus", "ref.trn")
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("found [chekc]; did you mean check?"), "\(unknown.errors)")
  }

  @Test func `init writes a gate that check runs, and no file twice`() throws {
    let made = try run("init", "--model", "n-gram", "--workflow")
    #expect(made.output == "mondegreen.toml\n.github/workflows/mondegreen.yml\n")
    #expect(try run("init").status == 73)
    let check = try run("check", "--cases", "2", "--limit", "20", "--property", "repeatability")
    #expect(check.status == 0, "\(check.errors)")
    #expect(check.output.contains("n-gram"))
  }
}
