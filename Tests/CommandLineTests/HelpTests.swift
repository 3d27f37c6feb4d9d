import Foundation
import Testing

/// Every command's help is committed as text, so that a change of it shows in a diff.
///
/// `UPDATE_HELP=1 swift test --filter HelpTests` writes the texts anew.
// One after another: while texts are written anew, a folder would be listed with a file half made.
@Suite(.serialized) struct HelpTests {
  static let commands = [
    "", "report", "reproduce", "validity", "check", "shrink", "replay", "selftest", "score", "wer",
    "convert",
    "perturb",
    "confusions",
    "lexicon", "lexicon homophones", "lexicon near", "lexicon junctures", "lexicon stats",
    "lexicon validate", "lexicon pronounce", "lexicon train-g2p", "models", "pretrain", "train",
    "curves", "render", "compare",
    "history", "export-trn", "merge", "slurm", "init", "doctor", "import-model", "model-check",
  ]

  @Test(arguments: commands)
  func `help is what was committed`(command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let result = try CommandLineTool.run(words + ["--help"])
    #expect(result.status == 0)
    #expect(result.errors == "")
    let name = (["mondegreen"] + words).joined(separator: "-") + ".txt"
    let path = (#filePath as NSString).deletingLastPathComponent + "/Help/" + name
    if ProcessInfo.processInfo.environment["UPDATE_HELP"] != nil {
      try result.output.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(result.output == (try String(contentsOfFile: path, encoding: .utf8)))
    // An example that is broken at the end of a line can't be pasted.
    for part in result.output.split(separator: "\n\n") where part.hasPrefix("EXAMPLE") {
      let lines = part.split(separator: "\n").dropFirst()
      #expect(lines.allSatisfy { $0.hasPrefix("  ") }, "\(part)")
    }
  }

  @Test func `every command has its help committed and no other`() throws {
    let folder = (#filePath as NSString).deletingLastPathComponent + "/Help"
    let found = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let expected = Self.commands.map { command in
      (["mondegreen"] + command.split(separator: " ").map(String.init))
        .joined(separator: "-") + ".txt"
    }
    #expect(found == expected.sorted())
    let listed = try CommandLineTool.run(["--help"]).output
      .matches(of: /\n  ([a-z][a-z-]*) {2,}\w/).map { String($0.1) }
    #expect(
      Set(listed)
        == Set(Self.commands.compactMap { $0.split(separator: " ").first.map(String.init) }))
  }

  @Test func `the version and the commit are told`() throws {
    let told = try CommandLineTool.run(["--version"]).output
    #expect(
      try /0\.1\.0 \(commit ([0-9a-f]{40}(-modified)?|unknown)\)\n/.wholeMatch(in: told) != nil)
  }
}
