import Testing

/// `selftest`: the checker proves itself on the bundled lists.
@Suite struct SelfTestCommandTests {
  @Test func `every broken model is caught and the healthy one is not`() throws {
    let result = try CommandLineTool.run(["selftest", "--limit", "20", "--cases", "160"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(
      result.output.contains(
        "15 of 15 broken models are caught; 0 properties flag the healthy one."))
    for word in ["cases needed", "smallest list", "padding leak", "off-by-one truncation"] {
      #expect(result.output.contains(word))
    }
  }

  @Test func `a self-test that misses something ends with 1`() throws {
    // One case a property is too few to find them all.
    let result = try CommandLineTool.run(["selftest", "--limit", "5", "--cases", "1"])
    #expect(result.status == 1, "\(result.output)")
    #expect(result.output.contains("MISSED: "))
  }
}
