/// Some words of a clean text, and what a perturbation made of them.
package struct TextSegment: Sendable {
  /// Where the clean words stand; empty for an insertion before its bound.
  package let range: Range<Int>
  /// The clean words with single spaces.
  package let original: String
  /// What became of them.
  package let replacement: String

  /// Whether the perturbation changed anything here.
  package var isChanged: Bool { !original.isSameCodePoints(as: replacement) }

  /// The segments in order, which together make `clean` and `perturbed`: by the replacements if
  /// they explain the text, else word by word if there are as many of both; nil otherwise.
  package static func segments(
    from clean: [String], to perturbed: [String], replacements: [Replacement]
  ) -> [TextSegment]? {
    if let segments = explained(from: clean, to: perturbed, by: replacements) { return segments }
    guard clean.count == perturbed.count else { return nil }
    return clean.indices.map {
      TextSegment(range: $0..<$0 + 1, original: clean[$0], replacement: perturbed[$0])
    }
  }

  /// The segments as the replacements say, in order; nil if they don't make `perturbed` of `clean`.
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
