/// Lines that begin with an id, as Kaldi and ESPnet have them.
enum KeyedLine {
  /// The id, and what follows without blanks at its ends.
  ///
  /// - Throws: ``CorpusError`` for a line without an id.
  static func parts(of line: CorpusLine) throws(CorpusError) -> (id: String, rest: Substring) {
    let text = try line.text()
    let bytes = text.utf8
    let end = bytes.firstIndex(where: isBlank) ?? bytes.endIndex
    guard end > bytes.startIndex else {
      throw line.malformed(
        expected: "an id and a value", found: text.isEmpty ? "an empty line" : "a blank")
    }
    return (String(text[..<end]), trimmed(text[end...]))
  }

  /// The text without blanks at both ends.
  static func trimmed(_ text: Substring) -> Substring {
    var rest = text.utf8
    while let first = rest.first, isBlank(first) { rest.removeFirst() }
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return Substring(rest)
  }

  /// A space or a tab, also one that an accent stands on.
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
