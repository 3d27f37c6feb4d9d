import Foundation
import Testing

/// A copy of the program with its data beside it, some of them damaged.
@Suite struct `Damaged data` {
  private let folder: TemporaryFolder
  private let program: String

  /// - Note: of the program there is one more link, so that its own folder is the copy.
  init() throws {
    folder = try TemporaryFolder()
    try folder.write("c.jsonl", Inputs.corpus(3))
    let manager = FileManager.default
    let real = (CommandLineTool.path as NSString).deletingLastPathComponent
    program = folder.file("mondegreen")
    do {
      try manager.linkItem(atPath: CommandLineTool.path, toPath: program)
    } catch {
      try manager.copyItem(atPath: CommandLineTool.path, toPath: program)
    }
    for name in try manager.contentsOfDirectory(atPath: real) where name.hasSuffix(".resources") {
      try manager.copyItem(atPath: real + "/" + name, toPath: folder.file(name))
    }
  }

  private func damage(_ name: String, at offset: UInt64) throws {
    let file = try #require(FileHandle(forUpdatingAtPath: folder.file(name)))
    try file.seek(toOffset: offset)
    let byte = try #require(try file.read(upToCount: 1)?.first)
    try file.seek(toOffset: offset)
    try file.write(contentsOf: Data([byte ^ 1]))
    try file.close()
  }

  private func run(_ command: String) throws -> CommandLineTool.Result {
    try CommandLineTool.shell("\(program) \(command)", in: folder.path)
  }

  private func expectRefusal(_ result: CommandLineTool.Result, of file: String, _ digest: String) {
    #expect(result.status == 65, "\(result.errors)")
    #expect(result.output.isEmpty)
    let line = result.errors.split(separator: "\n").last ?? ""
    #expect(
      line.contains("\(file): expected the SHA-256 \(digest)")
        && line.hasSuffix("the file is damaged or was changed"), "\(result.errors)")
  }

  @Test func `one bit of the weights is enough for a refusal, and other models work`() throws {
    let full = "mondegreen_BundledModels.resources/Models/full/"
    let card = try String(contentsOfFile: folder.file(full + "card.md"), encoding: .utf8)
    let digest = try #require(card.firstMatch(of: #/begins ([0-9a-f]{12}) /#)).1
    try damage(full + "model.safetensors", at: 5_000_000)
    expectRefusal(
      try run("score full --corpus c.jsonl"), of: "Models/full/model.safetensors", String(digest))
    #expect(try run("score frozen --corpus c.jsonl").status == 0)
  }

  @Test func `an adapter's base is looked at, too`() throws {
    try damage("mondegreen_BundledModels.resources/Models/base/vocab.txt", at: 100)
    expectRefusal(try run("score lora --corpus c.jsonl"), of: "base/vocab.txt", "")
  }

  @Test func `a damaged corpus or table is refused`() throws {
    try damage("mondegreen_BundledCorpora.resources/Data/narrative-test.jsonl.gz", at: 200_000)
    expectRefusal(try run("wer --corpus narrative-test"), of: "Data/narrative-test.jsonl.gz", "")
    // As Lexicons/README.md says.
    try damage("mondegreen_BundledLexicons.resources/Data/english.lm.gz", at: 9)
    expectRefusal(
      try run("perturb --corpus c.jsonl"), of: "Data/english.lm.gz",
      "57788a390b881c5d24bb2eaa98a227ac0a41df6e15e65938cc82a49f13679dde")
  }

  @Test func `digests that are missing are missed`() throws {
    let sums = "mondegreen_BundledCorpora.resources/Data/SHA256SUMS"
    try FileManager.default.removeItem(atPath: folder.file(sums))
    let result = try run("wer --corpus messaging-dev")
    #expect(result.status == 66)
    #expect(result.errors.contains("Data/SHA256SUMS: no such file"), "\(result.errors)")
  }
}
