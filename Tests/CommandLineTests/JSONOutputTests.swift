import Foundation
import Testing

/// `--json` and `--quiet`, which every command takes.
@Suite struct JSONOutputTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("c.jsonl", Inputs.corpus())
    try folder.write("lexicon.txt", Inputs.lexicon)
    try folder.write("score.sh", Inputs.scorer())
    try folder.write("r.txt", "a b c d\n")
    try folder.write("h.txt", "a b c\n")
  }

  private static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  private static let bundled = checkout + "/Reports/bundled"
  private static let small =
    "--corpus c.jsonl --tune-on c.jsonl --lexicon lexicon.txt --lexicon-format kaldi"
  private static let model = "m=process:sh score.sh"

  /// A command line of each command, as JSON has it; those of others end in an error, which has a form, too.
  private static let examples: [String: [String]] = [
    "report": words("\(small) --quick --cases 2 --output out") + ["--model", model],
    "check": words(
      "\(small) --cases 2 --property order-invariance --property rank-stability --fixtures kept")
      + ["--model", model],
    "shrink": words(
      "c.jsonl --tune-on c.jsonl --lexicon lexicon.txt --lexicon-format kaldi --draws 2")
      + words("--property rank-stability --executions 50 --output smaller") + ["--model", model],
    "replay": words("\(bundled)/fixtures"),
    "score": [model] + words("--corpus c.jsonl --tune-on c.jsonl"),
    "wer": words("r.txt h.txt"),
    "convert": words("c.jsonl"),
    "perturb": words("--corpus c.jsonl --lexicon lexicon.txt --lexicon-format kaldi"),
    "confusions": words(
      "--corpus c.jsonl --lexicon lexicon.txt --lexicon-format kaldi --held-out c.jsonl"),
    "lexicon homophones": words("their"),
    "lexicon near": words("weir"),
    "lexicon junctures": words("ice cream"),
    "lexicon stats": words("--lexicon lexicon.txt --lexicon-format kaldi"),
    "lexicon validate": words("lexicon.txt --lexicon-format kaldi"),
    "lexicon pronounce": words("blorp"),
    "lexicon train-g2p": words("--output toy.g2p --lexicon lexicon.txt --lexicon-format kaldi"),
    "models": [],
    "model-check": ["process:sh score.sh"],
    "render": words("out/report.json --output again"),
    "slurm": words("--shards 2 --work w --output o -- --corpus c.jsonl"),
    "compare": words("\(bundled) \(bundled)"),
    "history": words("\(bundled) --output history"),
    "export-trn": words("\(bundled) --output trn"),
    "selftest": words(
      "--corpus c.jsonl --lexicon lexicon.txt --lexicon-format kaldi --cases 2 --mutants 0"),
    "init": [],
    "doctor": [],
    // What these need is in the tests of training; here they say what is missing.
    "import-model": words("no-such-folder"),
    "pretrain": words("no-such-text --work w"),
    "train": words("no-such-folder --corpus c.jsonl --work w --output o --name x"),
    "curves": words("no-such-log --output c.svg"),
    "merge": words("no-such-folder --output o"),
    "reproduce": words("lorb --dry-run --seeds 1 --method bitfit"),
    "validity": words("\(bundled)"),
  ]

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }

  /// Every command that runs, and its options, as the parser has them.
  private static let commands: [(name: String, options: Set<String>)] = {
    struct Help: Decodable {
      struct Command: Decodable {
        struct Argument: Decodable {
          struct Name: Decodable { let name: String }
          let names: [Name]?
        }
        let commandName: String
        let subcommands: [Command]?
        let arguments: [Argument]?
      }
      let command: Command
    }
    func leaves(_ command: Help.Command, _ path: [String]) -> [(String, Set<String>)] {
      let below = (command.subcommands ?? []).filter { $0.commandName != "help" }
      if !below.isEmpty { return below.flatMap { leaves($0, path + [$0.commandName]) } }
      let names = (command.arguments ?? []).flatMap { $0.names ?? [] }.map(\.name)
      return [(path.joined(separator: " "), Set(names))]
    }
    guard let dumped = try? CommandLineTool.run(["--experimental-dump-help"]).output,
      let help = try? JSONDecoder().decode(Help.self, from: Data(dumped.utf8))
    else { return [] }
    return leaves(help.command, [])
  }()

  /// The objects in a text of JSON Lines; nil for a line that is none.
  private func objects(_ text: String) -> [[String: Any]?] {
    text.split(separator: "\n").map { line in
      (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
    }
  }

  @Test func `every command has both options, and an example here`() {
    #expect(Self.commands.count > 25)
    for command in Self.commands {
      #expect(command.options.isSuperset(of: ["json", "quiet"]), "\(command.name)")
      #expect(Self.examples[command.name] != nil, "\(command.name)")
    }
    #expect(Set(Self.examples.keys) == Set(Self.commands.map(\.name)))
  }

  @Test(arguments: examples.keys.sorted())
  func `results and what is said on the way are JSON Lines`(command: String) throws {
    let words = Self.words(command)
    if command == "render" {
      let report = try CommandLineTool.run(["report"] + Self.examples["report"]!, in: folder.path)
      #expect(report.status == 0, "\(report.errors)")
    }
    let result = try CommandLineTool.run(
      words + ["--json"] + Self.examples[command]!, in: folder.path)
    let results = objects(result.output)
    let messages = objects(result.errors)
    #expect(results.allSatisfy { $0 != nil }, "\(result.output.prefix(2_000))")
    #expect(messages.allSatisfy { $0 != nil }, "\(result.errors.prefix(2_000))")
    // A text that nobody gave a form is a result that no program can use.
    #expect(!results.contains { $0?.keys.sorted() == ["text"] }, "\(result.output.prefix(2_000))")
    if result.status == 0 {
      #expect(!results.isEmpty)
    } else if result.status > 2 {
      let last = messages.last ?? nil
      #expect(last?["error"] is String)
      #expect(last?["status"] as? Int == Int(result.status))
    }
    let isMissing = Self.examples[command]!.first?.hasPrefix("no-such") == true
    #expect(
      isMissing ? result.status == 66 : result.status <= 1, "\(result.status) \(result.errors)")
  }

  @Test func `progress is one object a step, and quiet leaves it out`() throws {
    let arguments = ["report", "--json", "--replace"] + Self.examples["report"]!
    let result = try CommandLineTool.run(arguments, in: folder.path)
    let steps = objects(result.errors).compactMap { $0?["progress"] as? [String: Any] }
    #expect(!steps.isEmpty, "\(result.errors)")
    for step in steps {
      #expect(step["stage"] is String)
      #expect((step["done"] as? Int ?? -1) <= (step["total"] as? Int ?? -2))
    }
    #expect(steps.last?["done"] as? Int == steps.last?["total"] as? Int)
    let quiet = try CommandLineTool.run(arguments + ["--quiet", "--restart"], in: folder.path)
    #expect(quiet.errors == "")
    #expect(quiet.output == result.output)
  }

  @Test func `the record does not depend on --json`() throws {
    for (name, more) in [("plain", []), ("json", ["--json"])] {
      let result = try CommandLineTool.run(
        ["report"] + more + Self.examples["report"]! + ["--output", name], in: folder.path)
      #expect(result.status == 0, "\(result.errors)")
    }
    #expect(try folder.data("plain/report.json") == folder.data("json/report.json"))
  }

  @Test func `bad usage and a project file are said in JSON, too`() throws {
    let wrong = try CommandLineTool.run(["wer", "--json", "--no-such-option"], in: folder.path)
    #expect(wrong.status == 64)
    let said = try #require(objects(wrong.errors).first ?? nil)
    #expect((said["error"] as? String)?.contains("--no-such-option") == true)
    #expect(said["status"] as? Int == 64)
    try folder.write("mondegreen.toml", "[wer]\njson = true\nquiet = true\n")
    let result = try CommandLineTool.run(["wer", "r.txt", "h.txt"], in: folder.path)
    #expect(objects(result.output).first??["results"] != nil, "\(result.output)")
    #expect(result.errors == "" || objects(result.errors).allSatisfy { $0 != nil })
  }

  @Test func `the old form of check --json is met with the new one`() throws {
    let result = try CommandLineTool.run(
      ["check"] + Self.examples["check"]! + ["--json", "found.json"], in: folder.path)
    #expect(result.status == 64)
    #expect(result.errors.contains("--record"), "\(result.errors)")
  }
}
