import Foundation
import Testing

/// No count may be too large to be refused: a sum with it must not overflow, nor memory be asked for.
@Suite struct `Numbers too large to be meant` {
  /// Every option that takes a count, of every command, as the help says.
  static let options: [(command: String, option: String)] = HelpTests.commands.flatMap {
    command -> [(command: String, option: String)] in
    let words = command.split(separator: " ").map(String.init)
    guard let help = try? CommandLineTool.run(words + ["--help"]).output else { return [] }
    return help.matches(of: #/(?m)^ +(--[a-z0-9-]+) <(?:count|megabytes|width)>/#).map {
      (command, String($0.1))
    }
  }

  /// What a command needs before it looks at anything else.
  private static let required = [
    "pretrain": ["text", "--work", "w"], "score": ["n-gram"], "shrink": ["c.jsonl"],
    "train": ["base", "--work", "w", "--output", "o", "--name", "x"], "convert": ["c.jsonl"],
    "lexicon homophones": ["there"], "lexicon near": ["there"], "lexicon junctures": ["there see"],
    "lexicon pronounce": ["there"], "lexicon validate": ["lexicon.txt"],
    "lexicon train-g2p": ["--output", "g"], "reproduce": ["lorb"],
    "merge": ["c.jsonl", "--output", "o"],
    "import-model": ["base"], "model-check": ["process:cat"],
    "slurm": ["--work", "w", "--output", "o"],
  ]

  @Test(arguments: options.indices)
  func `are refused before anything is made of them`(index: Int) throws {
    let (command, option) = Self.options[index]
    let folder = try TemporaryFolder()
    let result = try CommandLineTool.run(
      command.split(separator: " ").map(String.init) + Self.required[command, default: []]
        + ["\(option)=9223372036854775807"], in: folder.path)
    #expect(result.status == 64, "\(command) \(option): \(result.errors)")
    #expect(result.errors.contains(option), "\(result.errors)")
    #expect(result.errors.contains("found 9223372036854775807"), "\(result.errors)")
  }

  @Test func `options that count are found`() {
    #expect(Self.options.count > 60)
  }
}
