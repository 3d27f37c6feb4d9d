import Testing

/// `selftest`: the checker proves itself on the bundled lists.
@Suite struct SelfTestCommandTests {
  @Test func `every broken model is caught and the healthy one is not`() throws {
    let result = try CommandLineTool.run([
      "selftest", "--limit", "20", "--cases", "100", "--mutants", "30",
    ])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(
      result.output.contains(
        "66 of 66 broken models are caught; 0 properties flag the healthy one."))
    for word in [
      "caught by it alone", "smallest list", "padding leak", "off-by-one truncation",
      "word bigram, passes every contract", "30 were composed",
    ] {
      #expect(result.output.contains(word))
    }
  }

  @Test func `a self-test that misses something ends with 1`() throws {
    // One case a property is too few to find them all.
    let result = try CommandLineTool.run([
      "selftest", "--limit", "5", "--cases", "1", "--mutants", "0",
    ])
    #expect(result.status == 1, "\(result.output)")
    #expect(result.output.contains("MISSED: "))
  }
}
