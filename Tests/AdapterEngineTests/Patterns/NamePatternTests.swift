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

  @Test func `many stars take no longer`() {
    let name = String(repeating: "a", count: 2_000)
    let stars = NamePattern(String(repeating: "*a", count: 400) + "*b")
    let start = ContinuousClock.now
    #expect(!stars.matches(name))
    #expect(NamePattern(String(repeating: "*a", count: 400) + "*").matches(name))
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test(arguments: [
    ("*", "anything.at.all"), ("**", ""), ("a*b*c", "aXbYbZc"), ("*b", "x.ab"), ("a*", "x.ab"),
    ("l*r.0.*", "layer.0.query"),
  ])
  func `a star takes as much as it must`(pattern: String, name: String) {
    #expect(NamePattern(pattern).matches(name))
  }

  @Test(arguments: [("a*b*c", "aXbYbZ"), ("*b", "x.abc"), ("a*a", "a"), ("", "a")])
  func `a star does not take what is not there`(pattern: String, name: String) {
    #expect(!NamePattern(pattern).matches(name))
  }
  @Test func `many stars take no longer than one`() {
    let name = String(repeating: "a", count: 60)
    let start = ContinuousClock.now
    #expect(!NamePattern(String(repeating: "a*", count: 14) + "b").matches(name))
    #expect(NamePattern(String(repeating: "*", count: 14) + "a").matches(name))
    #expect(ContinuousClock.now - start < .seconds(5))
  }
}
