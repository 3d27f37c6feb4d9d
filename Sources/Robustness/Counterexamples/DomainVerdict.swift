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
  /// Where the perturbation can name the words that may replace a word
  /// (``Perturbation/alternatives(for:)``), every word that differs must be one of those, wherever the
  /// texts have as many words; a text that grew or shrank is judged by the replacements it records.
  /// Perturbations that can run backwards without a lexicon say themselves.
  public func domain(of perturbation: any Perturbation) -> DomainVerdict {
    guard perturbation.usesLexicon else {
      guard let backwards = perturbation as? any ReversiblePerturbation,
        backwards.choices(making: perturbed, from: clean) == nil
      else { return .inside }
      // Hypotheses and words may have been dropped on the way here; a list that is unchanged is part
      // of every domain.
      return isReduction(of: perturbation)
    }
    for (place, rank) in perturbed.correspondence.enumerated() {
      let old = clean.words(of: rank)
      let new = perturbed.list.words(of: place)
      guard old.count == new.count else {
        for recorded in perturbed.replacements where recorded.hypothesis == rank {
          if let reason = foreign(recorded.original, recorded.replacement, to: perturbation) {
            return .outside(reason: reason)
          }
        }
        continue
      }
      for (old, new) in zip(old, new) where !old.isSameCodePoints(as: new) {
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
