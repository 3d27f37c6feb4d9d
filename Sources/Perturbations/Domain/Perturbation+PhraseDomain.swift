import Transcripts

extension Perturbation {
  /// The verdict on a list, for perturbations that can name what may replace a phrase
  /// (``alternatives(for:)``): every phrase that was replaced must have become one of those.
  ///
  /// What was replaced is told by the replacements that the list records if they explain its texts,
  /// else word by word. A text that neither explains was not made by replacing phrases.
  ///
  /// - Parameter targets: which words may be replaced. Positions are not asked about: words may have
  ///   been dropped since.
  func phraseDomain(
    of perturbed: PerturbedList, from clean: NBestList, targets: WordTargets
  ) -> DomainVerdict {
    for (place, rank) in perturbed.correspondence.enumerated() {
      let (old, new) = (clean.words(of: rank), perturbed.list.words(of: place))
      let segments = TextSegment.segments(
        from: old, to: new,
        replacements: perturbed.replacements.filter { $0.hypothesis == rank })
      guard let segments else {
        return .outside(
          reason: "replacing \(id) does not turn \"\(clean[rank].text)\" into "
            + "\"\(perturbed.list[place].text)\"")
      }
      for segment in segments where segment.isChanged {
        if let word = segment.original.spacedWords.first(where: { !targets.include($0) }) {
          return .outside(reason: "\"\(word)\" is not among the words that may change (\(targets))")
        }
        guard
          alternatives(for: segment.original).contains(where: {
            $0.isSameCodePoints(as: segment.replacement)
          })
        else {
          return .outside(
            reason: "\"\(segment.replacement)\" is not among the \(id) of \"\(segment.original)\"")
        }
      }
    }
    return .inside
  }
}
