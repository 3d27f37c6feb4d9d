import AdapterEngine
import Testing

struct NamePatternTests {
  private let name = "encoder.layer.11.attention.self.query"

  @Test(
    arguments: [
      "query", "self.query", "encoder.layer.11.attention.self.query", "layer.1*.attention.*",
      "*.query", "layer.*",
    ] as [NamePattern])
  func `a whole name or its end after a dot matches`(pattern: NamePattern) {
    #expect(pattern.matches(name))
  }

  @Test(arguments: ["uery", "self", "layer.1.*", "que*y.x", "", "encoder"] as [NamePattern])
  func `anything else does not`(pattern: NamePattern) {
    #expect(!pattern.matches(name))
  }

  @Test func `many stars take no longer than one`() {
    let name = String(repeating: "a", count: 60)
    let start = ContinuousClock.now
    #expect(!NamePattern(String(repeating: "a*", count: 14) + "b").matches(name))
    #expect(NamePattern(String(repeating: "*", count: 14) + "a").matches(name))
    #expect(ContinuousClock.now - start < .seconds(5))
  }
}
