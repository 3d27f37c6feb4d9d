import ArgumentParser
import Artifacts
import Foundation

/// `mondegreen init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract:
      "Write a starter gate: for the shell, or as a Swift package, and a workflow that runs it.",
    discussion: """
      A gate for the shell is mondegreen.toml. It holds options for each command, so that mondegreen check alone \
      runs the project's gate; options on the command line override them. A gate in Swift is a package with one \
      test, for swift test. The workflow runs the gate on pull requests, posts report.md with what got better \
      and worse since the main branch, and keeps the reports of the main branch on a branch of their own. \
      Nothing is written if one of the files already exists.

      EXAMPLE
        mondegreen init --corpus hyporadise:lists.json \\
          --model "mine=process:python3 score.py" --workflow
        mondegreen check
        mondegreen init --gate swift --source ../mondegreen && swift test
      """)

  @Option(help: ArgumentHelp("What runs the gate.", valueName: "kind"))
  var gate = StarterGate.Kind.shell

  @Option(
    help: ArgumentHelp("Corpus that the gate runs on.", valueName: "name|file"),
    completion: Completions.corpora)
  var corpus = "messaging-test"

  @Option(
    help: ArgumentHelp("Model that the gate examines.", valueName: "model"),
    completion: Completions.models)
  var model = "lora"

  @Option(
    help: ArgumentHelp(
      "Folder or URL of Mondegreen's package, for --gate swift. (default: the checkout that this program "
        + "was built in)", valueName: "folder|url"))
  var source: String?

  @Flag(help: "Also write .github/workflows/mondegreen.yml, which runs the gate on pull requests.")
  var workflow = false

  @OptionGroup var form: OutputOptions

  func run() throws {
    let starter = StarterGate(corpus: corpus, model: model)
    var files: [(path: String, text: String)]
    switch gate {
    case .shell: files = [(ProjectFile.name, starter.project)]
    case .swift:
      guard let source = source ?? Self.checkout else {
        throw CommandFailure(
          .badUsage,
          "--gate swift: expected --source with Mondegreen's package, a folder or URL, found none")
      }
      files = [
        ("Package.swift", starter.manifest(dependingOn: source)),
        ("Tests/GateTests/GateTests.swift", try starter.test()),
      ]
    }
    if workflow {
      files.append((".github/workflows/mondegreen.yml", StarterWorkflow.text(running: gate)))
      if gate == .swift { files.append((ProjectFile.name, starter.project)) }
    }
    // An earlier start that could not write all of them left the first ones as they would be written now.
    for file in files
    where FileManager.default.fileExists(atPath: file.path)
      && FileManager.default.contents(atPath: file.path) != Data(file.text.utf8)
    {
      throw CommandFailure(
        .unwritable,
        "\(file.path): expected no such file, found one with other contents; nothing was written")
    }
    for file in files { try ArtifactFile.write(Data(file.text.utf8), to: file.path) }
    Results.files(files.map(\.path))
  }

  /// The folder of the package that holds this program's build folder.
  private static var checkout: String? {
    let parts = ProgramPath.current.components(separatedBy: "/.build/")
    guard parts.count > 1 else { return nil }
    let folder = parts.dropLast().joined(separator: "/.build/")
    return FileManager.default.fileExists(atPath: folder + "/Package.swift") ? folder : nil
  }
}

extension StarterGate.Kind: ExpressibleByArgument {}
