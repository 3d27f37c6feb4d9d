import Foundation
import Testing

/// `replay` on fixtures that are damaged, old, of other programs, or written to do harm.
@Suite struct ReplayCommandTests {
  private let folder: TemporaryFolder
  /// The fixture's file in the folder, made by `check`.
  private let file: String

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("tiny.jsonl", Inputs.corpus())
    try folder.write("lexicon.txt", Inputs.lexicon)
    try folder.write("frequencies.tsv", Inputs.frequencies)
    try folder.write("score.sh", Inputs.scorer())
    _ = try CommandLineTool.run(
      [
        "check", "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--property",
        "homophone-discrimination", "--fixtures", "made", "--explain", "0", "--keep-margin", "0",
        "--minimum-frequency", "0", "--lexicon-format", "kaldi",
      ] + Self.model + Self.files, in: folder.path)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("made")).sorted()
    file = "made/" + (try #require(names.first))
  }

  private static let model = ["--model", "length=process:sh score.sh"]
  private static let files = ["--lexicon", "lexicon.txt", "--frequencies", "frequencies.tsv"]

  private func replay(
    _ arguments: [String], model: [String] = model
  ) throws -> CommandLineTool.Result {
    try CommandLineTool.run(["replay"] + arguments + model + Self.files, in: folder.path)
  }

  /// Writes the fixture with a part of its text replaced.
  private func edit(_ part: String, _ other: String, as name: String) throws {
    let text = try folder.text(file)
    #expect(text.contains(part), "\(text)")
    try folder.write(name, text.replacing(part, with: other))
  }

  @Test func `every fixture is judged, whatever is wrong with the others`() throws {
    try edit("\"minimumFrequency\" : 0", "\"minimumFrequency\" : -1", as: "a.json")
    try folder.write("b.json", "[]")
    let result = try replay(["a.json", "b.json", file])
    #expect(result.status == 65)
    #expect(result.output.hasPrefix("ok   homophone-discrimination-length-"))
    #expect(
      result.errors.contains(
        "a.json: expected a fixture, found at key \"recipe.minimumFrequency\": expected at least 0, "
          + "found -1"))
    #expect(
      result.errors.contains("b.json: expected a fixture, found an array instead of an object"))
  }

  @Test func `a model that isn't there is asked for, with the fixture's file`() throws {
    let result = try replay([file], model: [])
    #expect(result.status == 1)
    #expect(
      result.output
        == "??   can't be judged here: \(file): it was made with the model \"length\"; give it with "
        + "--model\n")
    #expect(result.errors == "mondegreen: 1 of 1 fixture can't be judged here\n")
  }

  @Test func `confusions without their model are told with file and option`() throws {
    try edit("\"kind\" : \"homophones\"", "\"kind\" : \"confusions\"", as: "c.json")
    let result = try replay(["c.json"])
    #expect(result.status == 1)
    #expect(result.output.hasPrefix("??   can't be judged here: c.json: "))
    #expect(result.output.contains("--confusion-model"))
  }

  @Test func `a fixture starts no program`() throws {
    try edit("\"name\" : \"length\"", "\"name\" : \"process:touch PWNED\"", as: "p.json")
    let result = try replay(["p.json"], model: [])
    #expect(result.status == 1)
    #expect(
      result.output.contains(
        "it was made with the model \"process:touch PWNED\"; give it with --model"))
    #expect(!folder.exists("PWNED"))
    let shrunk = try CommandLineTool.run(["shrink", "p.json"] + Self.files, in: folder.path)
    #expect(shrunk.status == 64)
    #expect(!folder.exists("PWNED"))
  }

  @Test func `control characters of a fixture are shown, not obeyed`() throws {
    try edit("\"id\" : \"", "\"id\" : \"\\u001b[31mred\\n", as: "e.json")
    let result = try replay(["e.json"])
    #expect(result.output.hasPrefix("ok   \\u{1B}[31mred\\u{A}homophone"))
    #expect(result.output.split(separator: "\n").count == 1)
  }

  @Test func `migrating writes each fixture where it lies`() throws {
    let text = try folder.text(file)
    try folder.write("renamed.json", text.replacing("  ", with: " "))
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(try replay(["renamed.json", "--migrate"]).status == 0)
    #expect(try folder.text("renamed.json") == text)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
  }

  @Test func `a huge margin is no row of digits`() throws {
    let text = try folder.text(file)
    let margin = try #require(text.firstRange(of: "\"margin\" : "))
    let end = try #require(text[margin.upperBound...].firstIndex(of: ","))
    try folder.write(
      "m.json", text.replacingCharacters(in: margin.upperBound..<end, with: "-1e300"))
    let result = try replay(["m.json"])
    #expect(result.status == 1)
    #expect(result.output.contains("recorded −1e+300"), "\(result.output)")
    #expect(result.errors == "mondegreen: 1 of 1 fixture behaves differently than recorded\n")
  }

  @Test(arguments: [
    ("report --repetitions 3", "it is now called --draws"),
    ("report --list-repetitions 3", "it is now called --n-best-draws"),
    ("report --property-cases 3", "it is now called --cases"),
    ("check --homophones 3", "it is now called --candidates"),
    ("check --perturbation-strength 2", "it is now called --strength"),
    ("perturb --repetition 2", "--draw"),
    ("train --name n --work w --output o --corpus c --harden-strengths 2", "--harden-strength"),
    ("replay x.json --homophones 3", "the fixture's recipe has it"),
    ("check --strength 0.5", "the share of the margin to keep is now called --keep-margin"),
    ("shrink x.json --strength 0.5", "the share of the margin to keep is now called --keep-margin"),
  ])
  func `an option's old name is answered with the new one`(line: String, hint: String) throws {
    let result = try CommandLineTool.run(line.split(separator: " ").map(String.init))
    #expect(result.status == 64)
    #expect(result.errors.contains(hint), "\(result.errors)")
  }

  @Test func `a reference of very many words has its errors counted`() throws {
    try folder.write("r.txt", String(repeating: "so ", count: 300_000) + "\n")
    try folder.write("h.txt", "so\n")
    let result = try CommandLineTool.run(["wer", "r.txt", "h.txt"], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("299999"))
  }
}
