/// Escapes texts for Markdown.
package enum MarkdownText {
  private static let meaningful = Set("\\`*_[]<>#&~".unicodeScalars)

  /// `text` on one line, with the characters that mean something to Markdown escaped, and those that would be
  /// obeyed as ``PrintableText`` has them. Bars, which mean something in tables alone, are left to tables.
  package static func escaped(_ text: String) -> String {
    var output = ""
    // By scalars: a character may be a star with an accent on it, and is a star to Markdown.
    for scalar in PrintableText.shown(text).unicodeScalars {
      if meaningful.contains(scalar) { output.append("\\") }
      output.unicodeScalars.append(scalar)
    }
    return output
  }
}
