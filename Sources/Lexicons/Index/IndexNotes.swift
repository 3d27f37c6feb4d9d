/// What reading a lexicon reported beside its entries, as its index keeps it: the accents that
/// changed nothing on one line, the number of skipped lines on the next, then the first of those
/// lines.
struct IndexNotes {
  let skipped: SkippedLines
  let idleAccents: [Accent]

  init(_ lexicon: Lexicon) {
    skipped = lexicon.skipped
    idleAccents = lexicon.idleAccents
  }

  var bytes: [UInt8] {
    let lines =
      [idleAccents.map(\.rawValue).joined(separator: " "), "\(skipped.count)"]
      // What was found in a line holds no line break.
      + skipped.descriptions
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// Parses notes.
  ///
  /// - Returns: nil for a text that no reading produces.
  init?(_ text: String, _ reading: LexiconReading) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 2, let count = Int(lines[1]), count >= 0 else { return nil }
    let accents = lines[0].split(separator: " ").map { Accent(rawValue: String($0)) }
    let descriptions = lines.dropFirst(2).map(String.init)
    guard accents.allSatisfy({ $0.map(reading.accents.contains) ?? false }),
      descriptions.count == min(count, SkippedLines.shown),
      count == 0 || reading.wrongLines == .skipped
    else { return nil }
    idleAccents = accents.compactMap(\.self)
    skipped = SkippedLines(count: count, descriptions: descriptions)
  }
}
