import Foundation
import RobustnessReports
import Testing

/// Texts that try to be more than texts.
@Suite struct `Hostile text` {
  static let texts = [
    "\u{1B}[31mred\u{1B}[0m", "\u{9B}31mred", "a\u{202E}b\u{2066}c", "bell\u{7}\u{8}\u{7F}",
    "</script><script>alert(1)</script>", "line\nfeed\r\nand\u{2028}more\u{85}",
    "\u{1B}]0;title\u{7}",
  ]

  private func isObeyed(_ text: String, but kept: String = "") -> Bool {
    text.unicodeScalars.contains {
      PrintableText.isObeyed($0) && !kept.unicodeScalars.contains($0)
    }
  }

  @Test(arguments: texts) func `is shown and not obeyed`(text: String) {
    #expect(!isObeyed(PrintableText.shown(text)))
    #expect(!isObeyed(CSVTable.field(text), but: "\n\r\t"))
    #expect(!isObeyed(MarkdownText.escaped(text)))
    #expect(!isObeyed(Markup.text(text).rendered(), but: "\n\r\t"))
    #expect(!Markup.text(text).rendered().contains("<"))
  }

  @Test func `means nothing to Markdown, accents or not`() {
    #expect(MarkdownText.escaped("[a](b) *c*\u{301} <d>") == "\\[a\\](b) \\*c\\*\u{301} \\<d\\>")
  }

  @Test(arguments: ["plain", "naïve 日本語 עברית 👩‍👩‍👧", "a\tb"])
  func `other texts stay as they are`(text: String) {
    #expect(PrintableText.shown(text) == text)
  }

  @Test func `says what was there`() {
    #expect(PrintableText.shown("\u{1B}[1m\u{202E}") == "\\u{1B}[1m\\u{202E}")
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("-x", "'-x"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("=a,b", "\"'=a,b\""), ("＝1", "'＝1"), ("\t=1", "'\t=1"),
    ("-0.25", "-0.25"), ("+3", "+3"), ("-1e-05", "-1e-05"), ("1-2", "1-2"), ("", ""),
  ])
  func `is no formula in a spreadsheet, and numbers stay numbers`(text: String, field: String) {
    #expect(CSVTable.field(text) == field)
  }

  @Test func `the policy of a page allows its own scripts alone`() throws {
    let page = Markup.contentSecurityPolicy(["const a = 1;"]).rendered()
    // printf '//<![CDATA[\nconst a = 1;\n//]]>' | openssl dgst -sha256 -binary | base64
    #expect(page.contains("script-src 'sha256-xdFmXFo3a+u05Jg3uBOcfLcJvVe586qk8pTZehURqrQ='"))
    #expect(page.contains("default-src 'none'"))
    #expect(Markup.contentSecurityPolicy([]).rendered().contains("script-src 'none'"))
  }
}
