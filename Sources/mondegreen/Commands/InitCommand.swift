import ArgumentParser
import Artifacts
import Foundation

/// `mondegreen init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a starter gate: mondegreen.toml, and a workflow that runs it.",
    discussion: """
      mondegreen.toml holds options for each command, so that mondegreen check alone runs the project's gate; \
      options on the command line override them. Existing files are left as they are.

      EXAMPLE
        mondegreen init --corpus hyporadise:lists.json --model "mine=process:python3 score.py"
        mondegreen check
      """)

  @Option(
    help: ArgumentHelp("Corpus that the gate runs on.", valueName: "name|file"),
    completion: Completions.corpora)
  var corpus = "messaging-test"

  @Option(
    help: ArgumentHelp("Model that the gate examines.", valueName: "model"),
    completion: Completions.models)
  var model = "lora"

  @Flag(help: "Also write .github/workflows/mondegreen.yml, which runs the gate on pull requests.")
  var workflow = false

  func run() throws {
    try write(project, to: ProjectFile.name)
    if workflow { try write(Self.workflowText, to: ".github/workflows/mondegreen.yml") }
  }

  private func write(_ text: String, to path: String) throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure(.unwritable, "\(path): expected no such file, found one; it stays")
    }
    try ArtifactFile.write(Data(text.utf8), to: path)
    print(path)
  }

  private var project: String {
    """
    # Options of `mondegreen check` in this folder. Keys are the names of options (mondegreen check --help);
    # an array repeats an option, and true sets a flag.
    [check]
    corpus = \(Self.quoted(corpus))
    model = [\(Self.quoted(model))]
    # Development lists of the same recognizer, to tune weights on:
    # tune-on = "dev.jsonl"
    property = ["finite-costs", "order-invariance", "batch-invariance", "rank-stability"]
    # Share of its cases in which a rate may fail:
    allow = 0.1
    # Requirements; the gate fails if one is missed:
    # require = ["failures(rank-stability) <= 10%"]

    """
  }

  private static let workflowText = """
    name: mondegreen
    on: pull_request
    jobs:
      gate:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          # Put the mondegreen program on the PATH here.
          - run: mondegreen check --junit gate.xml

    """

  /// A text as TOML has it.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\u{0}"..<"\u{20}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
