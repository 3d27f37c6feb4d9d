import Transcripts

/// Whether a perturbation could have made a list, or a list that it is a part of.
///
/// The question arises for lists that come from a file: the lexicon may have been edited since, or
/// the list may have come from a recognizer rather than from a generator.
public enum DomainVerdict: Hashable, Sendable {
  case inside
  /// The list is outside, for a reason given as a sentence.
  case outside(reason: String)
}

/// The reason why a list is outside a domain, as a sentence.
struct OutsideDomain: Error {
  let reason: String
}

extension Perturbation {
  /// Inside, unless a check of the list throws a reason.
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
  /// Inside, unless a check throws a reason.
  init(_ check: () throws(OutsideDomain) -> Void) {
    do throws(OutsideDomain) {
      try check()
      self = .inside
    } catch {
      self = .outside(reason: error.reason)
    }
  }
}
