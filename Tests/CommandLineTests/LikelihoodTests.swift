import Foundation
import Testing

/// `--model likelihood:…`: a masked language model by its pseudo-log-likelihoods.
@Suite struct LikelihoodTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "lists.jsonl",
      """
      {"version":1,"id":"a","reference":"tell her","hypotheses":[{"text":"Tell her.","acoustic":1,"language":1},\
      {"text":"tell hair","acoustic":2,"language":1}]}

      """)
  }

  private func score(_ model: String) throws -> CommandLineTool.Result {
    try CommandLineTool.run(
      ["score", model, "--corpus", "lists.jsonl", "--tune-on", "lists.jsonl"], in: folder.path)
  }

  private func costs(_ model: String) throws -> [Double] {
    let result = try score(model)
    #expect(result.status == 0, "\(result.errors)")
    return result.output.matches(of: /"secondPass":([-0-9.e]+)/).compactMap { Double($0.1) }
  }

  @Test func `the text form after the question mark says what the model is shown`() throws {
    let spoken = try costs("likelihood:base")
    #expect(spoken.count == 2)
    #expect(try costs("likelihood:base?text-form=spoken") == spoken)
    let written = try costs("likelihood:base?text-form=written")
    #expect(written[0] != spoken[0])
    // The second text has neither capitals nor punctuation.
    #expect(written[1] == spoken[1])
  }

  @Test(arguments: [
    ("base?text-form=writen", "found \"writen\"; did you mean written?"),
    ("base?textform=written", "found \"textform\"; did you mean text-form?"),
    ("base?text-form", "expected text-form=VALUE, found \"text-form\""),
    ("base?text-form=spoken&text-form=written", "expected each option once"),
  ])
  func `what isn't a text form is refused in one sentence`(
    reference: String, message: String
  ) throws {
    let result = try score("likelihood:" + reference)
    #expect(result.status == 64)
    #expect(result.output == "")
    #expect(result.errors.contains("--model likelihood:base: "), "\(result.errors)")
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func `a folder may have a question mark in its name`() throws {
    let base = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/BundledModels/Models/base")
    try FileManager.default.createSymbolicLink(
      at: URL(fileURLWithPath: folder.path + "/what?"), withDestinationURL: base)
    #expect(try costs("likelihood:what?") == costs("likelihood:base"))
  }
}
