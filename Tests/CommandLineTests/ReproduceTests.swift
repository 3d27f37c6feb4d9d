import Testing

/// Published experiments, in a trial of a few steps.
@Suite struct ReproduceTests {
  @Test func `a trial trains, reports, writes its page, and goes on where it was`() throws {
    let folder = try TemporaryFolder()
    func run() throws -> CommandLineTool.Result {
      try CommandLineTool.run(
        [
          "reproduce", "lorb", "--dry-run", "--seeds", "1", "--method", "bitfit", "--work", "work",
          "--output", "out",
        ], in: folder.path)
    }
    let first = try run()
    #expect(first.status == 0, "\(first.errors)")
    let page = try folder.text("out/README.md")
    #expect(page.contains("| bitfit | biases train |"), "\(page)")
    #expect(page.contains("no figure here means anything"))
    #expect(page.contains("arXiv 2309.15223"))
    #expect(folder.exists("out/selections.jsonl.gz"))
    let again = try run()
    #expect(again.status == 0, "\(again.errors)")
    #expect(!again.errors.contains("training bitfit-1"))
    #expect(try folder.text("out/README.md") == page)
    // A model of other options is not taken for this one.
    try folder.write("work/bitfit-1/arguments.json", "[]")
    let other = try run()
    #expect(other.status == 64)
    #expect(other.errors.contains("models/bitfit-1: expected a model trained with the options"))
  }

  @Test func `hardening says what it costs on clean lists`() throws {
    let folder = try TemporaryFolder()
    let result = try CommandLineTool.run(
      [
        "reproduce", "hardening", "--dry-run", "--seeds", "1", "--method", "full", "--method",
        "hardened", "--work", "work", "--output", "out",
      ], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let page = try folder.text("out/README.md")
    #expect(page.contains("## What it costs on clean lists"), "\(page)")
    #expect(page.contains("| hardened-1: not worse than full-1 by 0.5 points"), "\(page)")
    #expect(!page.contains("What is published"))
  }

  @Test func `methods and experiments are known by name`() throws {
    let method = try CommandLineTool.run(["reproduce", "lorb", "--method", "bitfti"])
    #expect(method.status == 64)
    #expect(method.errors.contains("did you mean bitfit?"), "\(method.errors)")
    #expect(try CommandLineTool.run(["reproduce", "lorbe"]).status == 64)
  }
}
