/// Words of a clean text together with what a perturbation made of them.
package struct TextSegment: Sendable {
  /// The positions of the clean words; empty for an insertion before its lower bound.
  package let range: Range<Int>
  /// The clean words, joined by single spaces.
  package let original: String
  /// The words that replaced them.
  package let replacement: String

  /// Whether the perturbation changed anything here.
  package var isChanged: Bool { !original.isSameCodePoints(as: replacement) }

  /// The segments in order, which together turn `clean` into `perturbed`: according to the
  /// replacements if they explain the text, otherwise word by word if both have the same number of
  /// words; nil if neither works.
  package static func segments(
    from clean: [String], to perturbed: [String], replacements: [Replacement]
  ) -> [TextSegment]? {
    if let segments = explained(from: clean, to: perturbed, by: replacements) { return segments }
    guard clean.count == perturbed.count else { return nil }
    return clean.indices.map {
      TextSegment(range: $0..<$0 + 1, original: clean[$0], replacement: perturbed[$0])
    }
  }

  /// The segments according to the replacements, in order; nil if they don't turn `clean` into
  /// `perturbed`.
  static func explained(
    from clean: [String], to perturbed: [String], by replacements: [Replacement]
  ) -> [TextSegment]? {
    var segments: [TextSegment] = []
    var place = 0
    func keep(until end: Int) {
      while place < end {
        segments.append(
          TextSegment(
            range: place..<place + 1, original: clean[place], replacement: clean[place]))
        place += 1
      }
    }
    for replacement in replacements.sorted(by: { $0.position < $1.position }) {
      let count = replacement.original.spacedWords.count
      guard replacement.position >= place, replacement.position <= clean.count - count,
        clean[replacement.position..<replacement.position + count].joined(separator: " ")
          .isSameCodePoints(as: replacement.original)
      else { return nil }
      keep(until: replacement.position)
      segments.append(
        TextSegment(
          range: place..<place + count, original: replacement.original,
          replacement: replacement.replacement))
      place += count
    }
    keep(until: clean.count)
    let made = segments.flatMap(\.replacement.spacedWords)
    guard made.count == perturbed.count,
      zip(made, perturbed).allSatisfy({ $0.isSameCodePoints(as: $1) })
    else { return nil }
    return segments
  }
}
