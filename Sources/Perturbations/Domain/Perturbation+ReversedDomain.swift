import Transcripts

extension Perturbation {
  /// The verdict on a list, for perturbations that can be run backwards
  /// (``choices(making:from:)``).
  ///
  /// Hypotheses and words may have been dropped since; so where no choices make the whole list, its
  /// texts may differ from those that they stand for in nothing but what was replaced. A list that is
  /// unchanged is part of every domain.
  func reversedDomain(of perturbed: PerturbedList, from clean: NBestList) -> DomainVerdict {
    guard choices(making: perturbed, from: clean) == nil else { return .inside }
    for (place, rank) in perturbed.correspondence.enumerated() {
      let (old, new) = (clean.words(of: rank), perturbed.list.words(of: place))
      let isRecorded = zip(old, new).allSatisfy { old, new in
        old.isSameCodePoints(as: new)
          || perturbed.replacements.contains {
            $0.original.isSameCodePoints(as: old) && $0.replacement.isSameCodePoints(as: new)
          }
      }
      guard old.count == new.count, isRecorded else {
        return .outside(
          reason: "\(id) does not turn \"\(clean[rank].text)\" into "
            + "\"\(perturbed.list[place].text)\"")
      }
    }
    return .inside
  }
}
