import Foundation
import Testing

/// What bash offers when Tab is pressed, asked of bash itself.
@Suite struct CompletionTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("lists.jsonl", Inputs.corpus(3))
    try FileManager.default.createDirectory(
      atPath: folder.file("lora-mine"), withIntermediateDirectories: true)
    let script = try CommandLineTool.run(["--generate-completion-script", "bash"])
    #expect(script.status == 0)
    try folder.write("completion.bash", script.output)
  }

  /// The completions of the last of `words`, which stand behind the program's name.
  private func offered(_ words: [String]) throws -> Set<String> {
    let line = words.map { "'\($0)'" }.joined(separator: " ")
    let script = """
      source ./completion.bash
      COMP_WORDS=("$MONDEGREEN" \(line))
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      COMP_LINE="${COMP_WORDS[*]}"
      COMP_POINT=${#COMP_LINE}
      COMP_TYPE=9
      _mondegreen "$MONDEGREEN" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    try folder.write("ask.bash", script)
    let result = try CommandLineTool.shell("bash ./ask.bash", in: folder.path)
    return Set(
      result.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
  }

  @Test func `commands and options`() throws {
    #expect(try offered(["rep"]).isSuperset(of: ["report", "replay"]))
    #expect(try offered(["report", "--rep"]).contains("--replace"))
  }

  @Test func `models, with folders`() throws {
    #expect(try offered(["report", "--model", "lo"]) == ["lora", "lorb", "lora-mine/"])
    #expect(try offered(["score", "fu"]) == ["full"])
  }

  @Test func `corpora, with formats and files`() throws {
    #expect(
      try offered(["wer", "--corpus", "messaging-t"]) == ["messaging-test", "messaging-train"])
    #expect(try offered(["wer", "--corpus", "li"]) == ["lists.jsonl"])
    #expect(try offered(["report", "--corpus", "nem"]) == ["nemo:"])
  }

  @Test func `properties and perturbations`() throws {
    #expect(try offered(["check", "--property", "rank"]) == ["rank-stability"])
    #expect(
      try offered(["report", "--perturbation", "near"]) == ["near-homophones"])
  }

  @Test(arguments: ["zsh", "fish"])
  func `other shells have a script, too`(shell: String) throws {
    let result = try CommandLineTool.run(["--generate-completion-script", shell])
    #expect(result.status == 0)
    #expect(result.output.contains("rank-stability"))
  }
}
