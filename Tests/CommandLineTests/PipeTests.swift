import Testing

/// The program among others in a pipe.
@Suite struct PipeTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("lexicon.txt", Inputs.lexicon)
    try folder.write("frequencies.tsv", Inputs.frequencies)
    try folder.write("big.jsonl", Inputs.corpus(3000))
  }

  private let options =
    "--lexicon lexicon.txt --lexicon-format kaldi --frequencies frequencies.tsv "
    + "--minimum-frequency 0"

  @Test func `whoever stops reading early hears no complaint`() throws {
    let result = try CommandLineTool.shell(
      "$MONDEGREEN perturb --corpus big.jsonl \(options) | head -1", in: folder.path)
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(result.output.hasPrefix("{\"version\":1,\"id\":\"u-0\""))
  }

  @Test func `what perturb writes wer reads`() throws {
    let result = try CommandLineTool.shell(
      "cat big.jsonl | $MONDEGREEN perturb --corpus - \(options) | $MONDEGREEN wer --corpus - "
        + "--oracle 2", in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("oracle of 2"))
  }

  @Test func `standard input that is a file is perturbed as one that is a pipe`() throws {
    let result = try CommandLineTool.shell(
      """
      $MONDEGREEN perturb --corpus - \(options) < big.jsonl > file.jsonl
      cat big.jsonl | $MONDEGREEN perturb --corpus - \(options) > pipe.jsonl
      cmp file.jsonl pipe.jsonl && wc -l < file.jsonl
      """, in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("3000"))
  }

  @Test func `a file, an archive and a pipe give the same figures`() throws {
    let result = try CommandLineTool.shell(
      """
      gzip -k big.jsonl
      mkfifo pipe
      $MONDEGREEN wer --corpus big.jsonl
      $MONDEGREEN wer --corpus big.jsonl.gz
      cat big.jsonl.gz > pipe &
      $MONDEGREEN wer --corpus pipe
      """, in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let figures = result.output.split(separator: "\n").filter { $0.hasPrefix("first pass") }
    #expect(figures.count == 3)
    #expect(Set(figures.map { $0.split(separator: " ") }).count == 1)
  }

  @Test func `the same seed perturbs the same and another differently`() throws {
    func perturbed(_ seed: Int) throws -> String {
      try CommandLineTool.shell(
        "$MONDEGREEN perturb --corpus big.jsonl --limit 50 --seed \(seed) \(options)",
        in: folder.path
      ).output
    }
    let first = try perturbed(1)
    #expect(try perturbed(1) == first)
    #expect(try perturbed(2) != first)
  }

  @Test func `changes are shown in plain text where there is no color`() throws {
    let result = try CommandLineTool.shell(
      "$MONDEGREEN perturb --corpus big.jsonl --limit 1 --show \(options)", in: folder.path)
    #expect(result.output.contains("[-"))
    #expect(result.output.contains("{+"))
    #expect(!result.output.contains("\u{1B}"))
  }
}
