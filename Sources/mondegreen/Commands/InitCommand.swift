import ArgumentParser
import Artifacts
import Foundation

/// `mondegreen init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a starter gate: mondegreen.toml, and a workflow that runs it.",
    discussion: """
      mondegreen.toml holds the options of commands by their names, so that mondegreen check alone runs the \
      project's gate; options that are typed replace them. Files that are there already stay as they are.

      EXAMPLE
        mondegreen init --corpus hyporadise:lists.json --model "mine=process:python3 score.py"
        mondegreen check
      """)

  @Option(help: ArgumentHelp("Corpus that the gate runs on.", valueName: "name|file"))
  var corpus = "messaging-test"

  @Option(help: ArgumentHelp("Model that the gate examines.", valueName: "model"))
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
    # What `mondegreen check` does here. Keys are names of the command's options (mondegreen check --help);
    # an array gives an option several times, and true sets a flag.
    [check]
    corpus = \(Self.quoted(corpus))
    model = [\(Self.quoted(model))]
    # Lists of the same recognizer, to tune weights on:
    # tune-on = "dev.jsonl"
    property = ["finite-costs", "order-invariance", "batch-invariance", "rank-stability"]
    # Share of cases in which a quality may fail:
    allow = 0.1
    # Requirements, of which one that is missed fails the gate:
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
