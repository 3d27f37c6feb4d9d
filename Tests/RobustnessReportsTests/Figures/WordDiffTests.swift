import RobustnessReports
import Testing

@Suite struct WordDiffTests {
  @Test func `a replaced word is removed and inserted in its place`() {
    #expect(
      WordDiff(from: "over there by", to: "over their by").pieces
        == [.kept(["over"]), .removed(["there"]), .inserted(["their"]), .kept(["by"])])
  }

  @Test func `equal texts have nothing to show`() {
    #expect(WordDiff(from: "a b", to: "a b").isEmpty)
    #expect(!WordDiff(from: "a b", to: "a").isEmpty)
  }

  @Test func `one word may become two`() {
    #expect(
      WordDiff(from: "I scream", to: "ice cream").pieces
        == [.removed(["I", "scream"]), .inserted(["ice", "cream"])])
  }
}
