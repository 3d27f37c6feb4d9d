import RobustnessReports
import Testing

@Suite struct MarkupTests {
  @Test func `texts and attribute values are escaped`() {
    let markup = Markup.tag("p", ["title": "a \"b\" & <c>"]) { "1 < 2 & \"3\" > 0" }
    #expect(
      markup.rendered()
        == "<p title=\"a &quot;b&quot; &amp; &lt;c&gt;\">1 &lt; 2 &amp; &quot;3&quot; &gt; 0</p>\n")
  }

  @Test func `control characters that XML forbids are replaced`() {
    #expect(Markup.escaped("a\u{1}b\tc") == "a\u{FFFD}b\tc")
  }

  @Test func `void elements are closed in their tag and others never`() {
    #expect(Markup.tag("meta").rendered() == "<meta/>\n")
    #expect(Markup.tag("td").rendered() == "<td></td>")
  }

  @Test func `loops and conditions build their parts in order`() {
    let names = ["a", "b"]
    let markup = Markup.tag("span") {
      for name in names { name }
      if names.isEmpty { "none" }
    }
    #expect(markup.rendered() == "<span>ab</span>")
  }
}
