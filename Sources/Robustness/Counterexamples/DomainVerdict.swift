import Transcripts

/// Whether a perturbation, with the lexicon at hand, could have made a case or one that it is a part
/// of.
///
/// The question arises for cases that come from a file: the lexicon may have been edited since, or
/// the list may come from a recogniser and not from a generator at all.
public enum DomainVerdict: Hashable, Sendable {
  case inside
  /// What the perturbation would never do, as a sentence.
  case outside(reason: String)
}

extension RobustnessCase {
  /// The case held against `perturbation`.
  ///
  /// Where the perturbation can name what may replace a phrase (``Perturbation/alternatives(for:)``),
  /// every phrase that was replaced must have become one of those: by the replacements that the case
  /// records if they explain its texts, else word by word; a text that neither explains is judged by
  /// the replacements alone. Perturbations that can run backwards without that say themselves.
  public func domain(of perturbation: any Perturbation) -> DomainVerdict {
    guard perturbation.usesLexicon || perturbation is PhraseSubstitution else {
      guard let backwards = perturbation as? any ReversiblePerturbation,
        backwards.choices(making: perturbed, from: clean) == nil
      else { return .inside }
      // Hypotheses and words may have been dropped on the way here; a list that is unchanged is part
      // of every domain.
      return isReduction(of: perturbation)
    }
    for (place, rank) in perturbed.correspondence.enumerated() {
      let recorded = perturbed.replacements.filter { $0.hypothesis == rank }
      let segments = TextSegment.segments(
        from: clean.words(of: rank), to: perturbed.list.words(of: place), replacements: recorded)
      let changes =
        segments?.filter(\.isChanged).map { ($0.original, $0.replacement) }
        ?? recorded.map { ($0.original, $0.replacement) }
      for (old, new) in changes {
        if let reason = foreign(old, new, to: perturbation) { return .outside(reason: reason) }
      }
    }
    return .inside
  }

  private func foreign(
    _ old: String, _ new: String, to perturbation: any Perturbation
  ) -> String? {
    perturbation.alternatives(for: old).contains { $0.isSameCodePoints(as: new) }
      ? nil : "\"\(new)\" is not among the \(perturbation.id) of \"\(old)\""
  }

  /// For perturbations without a lexicon: texts differ from those that they stand for in nothing but
  /// what the perturbation replaces.
  private func isReduction(of perturbation: any Perturbation) -> DomainVerdict {
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
          reason: "\(perturbation.id) does not make \"\(perturbed.list[place].text)\" of "
            + "\"\(clean[rank].text)\"")
      }
    }
    return .inside
  }
}
