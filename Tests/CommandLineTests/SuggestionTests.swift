import Testing

/// A misspelled name is met with the one that was meant.
@Suite struct SuggestionTests {
  @Test(arguments: [
    (["reprot"], 64, "did you mean report?"),
    (["help", "shrnk"], 64, "did you mean shrink?"),
    (["lexicon", "homophone", "their"], 64, "did you mean homophones?"),
    (["score", "loar"], 66, "did you mean lora?"),
    (["score", "lora", "--corpus", "mesaging-test"], 66, "did you mean messaging-test?"),
    (["check", "--property", "rank-stabilty"], 64, "did you mean rank-stability?"),
    // Of many values, and of few.
    (["perturb", "--perturbation", "homophone"], 64, "Did you mean homophones?"),
    (["wer", "--units", "wrods"], 64, "Did you mean words?"),
    (["perturb", "--corups", "x"], 64, "Did you mean '--corpus'?"),
  ])
  func `a misspelled name is corrected`(
    arguments: [String], status: Int, question: String
  ) throws {
    let result = try CommandLineTool.run(arguments)
    #expect(result.status == Int32(status), "\(result.errors)")
    #expect(result.errors.contains(question), "\(result.errors)")
  }

  @Test func `a value that is close to none is met with the list alone`() throws {
    let result = try CommandLineTool.run(["perturb", "--perturbation", "xyzzy"])
    #expect(result.status == 64)
    #expect(!result.errors.contains("Did you mean"))
    #expect(result.errors.contains("- near-homophones"))
  }
}
