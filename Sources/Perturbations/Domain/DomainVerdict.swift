import Transcripts

/// Whether a perturbation could have made a list, or one that the list is a part of.
///
/// The question arises for lists that come from a file: the lexicon may have been edited since, or the
/// list may come from a recognizer and not from a generator at all.
public enum DomainVerdict: Hashable, Sendable {
  case inside
  /// What the perturbation would never do, as a sentence.
  case outside(reason: String)
}

/// Why a list lies outside of a domain, as a sentence.
struct OutsideDomain: Error {
  let reason: String
}

extension Perturbation {
  /// Inside, unless a check of the list throws the reason why not.
  func verdict(
    on perturbed: PerturbedList, from clean: NBestList,
    _ check: (ListInspection) throws(OutsideDomain) -> Void
  ) -> DomainVerdict {
    DomainVerdict { () throws(OutsideDomain) in
      try check(ListInspection(perturbed, from: clean, by: id))
    }
  }
}

extension DomainVerdict {
  /// Inside, unless a check throws the reason why not.
  init(_ check: () throws(OutsideDomain) -> Void) {
    do throws(OutsideDomain) {
      try check()
      self = .inside
    } catch {
      self = .outside(reason: error.reason)
    }
  }
}
