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
  /// The words of the smallest list.
  let words: Set<String>

  /// The cause that `smallest` shows.
  package init(of smallest: Counterexample) {
    changes = Set(smallest.replacements.map { Change($0.original, $0.replacement) })
    hasCosts = smallest.margin != nil
    words = Set((smallest.clean + smallest.perturbed).flatMap(\.text.spacedWords))
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

extension FailureCause {
  /// `item` without the words of the smallest list.
  ///
  /// - Returns: nil if the case has none of them.
  func wordsRemoved(from item: RobustnessCase) -> RobustnessCase? {
    var isFound = false
    func without(_ list: NBestList) -> NBestList {
      NBestList(
        list.hypotheses.map { hypothesis in
          let all = hypothesis.text.spacedWords
          let kept = all.filter { !words.contains($0) }
          guard kept.count < all.count else { return hypothesis }
          isFound = true
          return Hypothesis(text: kept.joined(separator: " "), costs: hypothesis.costs)
        })
    }
    let (clean, perturbed) = (without(item.clean), without(item.perturbed.list))
    guard isFound else { return nil }
    return RobustnessCase(
      clean: clean,
      perturbed: PerturbedList(perturbed, correspondence: item.perturbed.correspondence),
      reference: item.reference)
  }
}

extension CaseJudge {
  /// Which of the failing `cases` fail because of a cause that another property showed.
  ///
  /// Words that were replaced are put back, as ``areExplained(_:_:by:)`` does; where the model gives no costs,
  /// the words of the smallest list are left out. Of other causes nothing can be tried.
  ///
  /// - Parameter outcomes: theirs, one each.
  package func areExplained(
    _ cases: [RobustnessCase], _ outcomes: [PropertyOutcome], byKnown cause: FailureCause
  ) throws(RescoringError) -> [Bool] {
    guard cause.hasCosts else {
      let without = cases.indices.map { index in
        outcomes[index].margin.isFinite ? nil : cause.wordsRemoved(from: cases[index])
      }
      return try areMended(without)
    }
    guard !cause.changes.isEmpty else { return cases.map { _ in false } }
    return try areExplained(cases, outcomes, by: cause)
  }

  /// Which of the cases hold now; those that are nil don't.
  private func areMended(_ cases: [RobustnessCase?]) throws(RescoringError) -> [Bool] {
    let found = cases.indices.filter { cases[$0] != nil }
    let judged = try outcomes(of: found.map { cases[$0]! })
    var isMended = cases.map { _ in false }
    for (index, outcome) in zip(found, judged) { isMended[index] = !outcome.isFailure }
    return isMended
  }

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
    return try areMended(without)
  }
}
