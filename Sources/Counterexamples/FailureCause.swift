import Perturbations
package import PropertyTesting
package import Rescoring
package import Robustness
import Transcripts

/// What a smallest counterexample shows to be the trouble: failures with the same cause are one bug.
///
/// A cause is tried out, not guessed: a failing case belongs to it if it no longer fails once the
/// cause is taken out of it.
package struct FailureCause: Hashable, Sendable {
  /// What happened to a word.
  enum Change: Hashable, Sendable {
    /// Other code points for the same letters.
    case form
    /// Capitals.
    case letterCase
    /// Another word.
    case word(String, becomes: String)

    init(_ old: String, _ new: String) {
      if old == new {
        self = .form
      } else if old.lowercased() == new.lowercased() {
        self = .letterCase
      } else {
        self = .word(old, becomes: new)
      }
    }
  }

  /// The changes that the smallest list still needs; none if it fails for its order or company.
  let changes: Set<Change>
  /// Whether the model gave costs at all.
  let hasCosts: Bool

  /// The cause that `smallest` shows.
  package init(of smallest: Counterexample) {
    changes = Set(smallest.replacements.map { Change($0.original, $0.replacement) })
    hasCosts = smallest.margin != nil
  }

  /// `item` without this cause: its changes are undone wherever they were made.
  ///
  /// - Returns: nil if the case has nothing of it.
  func removed(
    from item: RobustnessCase, perturbation: any Perturbation
  ) -> RobustnessCase? {
    var isFound = false
    let hypotheses = item.perturbed.correspondence.enumerated().map { place, rank in
      let (old, new) = (item.clean.words(of: rank), item.perturbed.list.words(of: place))
      let present = item.perturbed.list[place]
      guard old.count == new.count else { return present }
      let kept = zip(old, new).map { old, new -> String in
        guard !old.isSameCodePoints(as: new), changes.contains(Change(old, new)) else { return new }
        isFound = true
        return old
      }
      let text = kept.joined(separator: " ")
      let clean = item.clean[rank]
      return Hypothesis(
        text: text,
        costs: text.isSameCodePoints(as: clean.text)
          ? clean.costs : perturbation.costs(of: text, replacing: clean))
    }
    guard isFound else { return nil }
    return RobustnessCase(
      clean: item.clean,
      perturbed: PerturbedList(
        NBestList(hypotheses), correspondence: item.perturbed.correspondence),
      reference: item.reference)
  }
}

extension CaseJudge {
  /// Which of the failing `cases` fail because of `cause`.
  ///
  /// - Parameter outcomes: theirs, one each.
  package func areExplained(
    _ cases: [RobustnessCase], _ outcomes: [PropertyOutcome], by cause: FailureCause
  ) throws(RescoringError) -> [Bool] {
    guard !cause.changes.isEmpty else {
      // Order and company come in one way each; a model without costs is another matter.
      return outcomes.map { $0.margin.isFinite == cause.hasCosts }
    }
    let without = cases.map { cause.removed(from: $0, perturbation: property.perturbation) }
    let found = without.indices.filter { without[$0] != nil }
    let judged = try self.outcomes(of: found.map { without[$0]! })
    var isExplained = cases.map { _ in false }
    for (index, outcome) in zip(found, judged) { isExplained[index] = !outcome.isFailure }
    return isExplained
  }
}
