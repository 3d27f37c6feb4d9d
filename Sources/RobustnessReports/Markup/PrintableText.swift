/// Texts from files and other programs, made safe to show: what a terminal, a browser or an editor would obey
/// rather than show is written as an escape.
package enum PrintableText {
  /// `text` with control characters (line ends among them), line and paragraph separators and marks that turn
  /// the direction of writing as `\u{1B}` and the like.
  ///
  /// - Parameter kept: characters that the format around the text has a meaning for.
  package static func shown(
    _ text: String, keeping kept: String.UnicodeScalarView = "\t".unicodeScalars
  )
    -> String
  {
    func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
      isObeyed(scalar) && !kept.contains(scalar)
    }
    guard text.unicodeScalars.contains(where: isEscaped) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if isEscaped(scalar) {
        shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// Whether a character is an instruction and not a mark on paper.
  package static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Most characters are decided here.
    case 0x20..<0x7F, 0xA0..<0x2028: false
    case ..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
