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
}
