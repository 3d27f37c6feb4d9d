import Foundation
import Testing

/// `mondegreen import-model` and `mondegreen model-check`.
@Suite struct ImportModelTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("tiny.jsonl", Inputs.corpus(9))
    let goldens = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("BERTRescoringTests/Goldens").path
    for name in ["folders/plain", "folders/one-label", "peft/alphas", "adapters/base"] {
      let to = folder.file((name as NSString).lastPathComponent)
      try FileManager.default.copyItem(atPath: goldens + "/" + name, toPath: to)
    }
  }

  private func run(_ arguments: String...) throws -> CommandLineTool.Result {
    try CommandLineTool.run(arguments, in: folder.path)
  }

  @Test func `a classifier's folder gets weights, and says which way its head points`() throws {
    try FileManager.default.removeItem(atPath: folder.file("one-label/rescoring.json"))
    let before = try run("score", "./one-label", "--corpus", "tiny.jsonl")
    #expect(before.status == 66)
    #expect(before.errors.contains("mondegreen import-model ./one-label"), "\(before.errors)")
    let result = try run("import-model", "one-label/", "--tune-on", "tiny.jsonl")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("kind     a whole BERT\n"))
    #expect(result.output.contains("head     classifier over bert.pooler.dense; "))
    #expect(result.output.contains("weights  "))
    #expect(result.output.contains("WER      "))
    #expect(result.output.contains("wrote    one-label/rescoring.json\n"))
    let recipe = try folder.text("one-label/rescoring.json")
    #expect(recipe.contains(#""output" : "classifier""#))
    #expect(recipe.contains(#""name" : "one-label""#))
    #expect(recipe.contains(#""tunedOn""#))
    let after = try run("score", "./one-label", "--corpus", "tiny.jsonl")
    #expect(after.status == 0, "\(after.errors)")
    let again = try run("import-model", "one-label", "--tune-on", "tiny.jsonl")
    #expect(again.status == 64)
    #expect(again.errors.contains("--force"))
  }

  @Test func `an adapter's folder is imported over the folder of its base`() throws {
    try FileManager.default.removeItem(atPath: folder.file("alphas/rescoring.json"))
    let without = try run("import-model", "alphas", "--tune-on", "tiny.jsonl")
    #expect(without.status == 64)
    #expect(without.errors.contains("expected --base FOLDER"), "\(without.errors)")
    let result = try run(
      "import-model", "alphas", "--base", "base", "--tune-on", "tiny.jsonl", "--text-form",
      "spoken")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("kind     a PEFT adapter over ../base\n"))
    #expect(try folder.text("alphas/rescoring.json").contains(#""base" : "../base""#))
    #expect(try run("score", "./alphas", "--corpus", "tiny.jsonl").status == 0)
  }

  @Test func `a folder without a head is told what it can be used for`() throws {
    let result = try run("import-model", "plain", "--tune-on", "tiny.jsonl")
    #expect(result.status == 65)
    #expect(result.errors.contains("likelihood:plain"), "\(result.errors)")
  }

  @Test func `a program that keeps to the protocol passes, one that does not fails`() throws {
    let good = try run("model-check", "process:python3 -c \(Self.packed(Self.good))")
    #expect(good.status == 0, "\(good.output)")
    #expect(good.output.split(separator: "\n").allSatisfy { $0.hasPrefix("ok    ") })
    let chatty = Self.packed("print('hello')\n" + Self.good)
    let bad = try run("model-check", "process:python3 -c \(chatty)")
    #expect(bad.status == 1)
    #expect(bad.output.hasPrefix("FAILS answers one text with one finite cost\n      "))
    #expect(bad.output.contains("banners and progress go to standard error"))
    #expect(try run("model-check", "lora").status == 64)
    #expect(try run("model-check", "process:x", "--answer-within", "0").status == 64)
  }

  private static let good =
    "import json,sys\nfor line in sys.stdin:\n"
    + "  print(json.dumps({'costs': [len(t) for t in json.loads(line)['texts']]}), flush=True)"

  /// Python in one word.
  private static func packed(_ program: String) -> String {
    let bytes = program.utf8.map { String($0) }.joined(separator: ",")
    return "exec(bytes([\(bytes)]))"
  }
}
