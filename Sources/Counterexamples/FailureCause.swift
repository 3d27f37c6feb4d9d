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
    /// The letters have other code points.
    case form
    /// The case of the letters changed.
    case letterCase
    /// The word became another word.
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
  /// How many hypotheses the smallest list has.
  let hypotheses: Int
  /// How many words its longest text has.
  let length: Int

  /// The cause that `smallest` shows.
  package init(of smallest: Counterexample) {
    changes = Set(smallest.replacements.map { Change($0.original, $0.replacement) })
    hasCosts = smallest.margin != nil
    words = Set((smallest.clean + smallest.perturbed).flatMap(\.text.spacedWords))
    hypotheses = smallest.clean.count
    length = (smallest.clean + smallest.perturbed).map(\.text.spacedWords.count).max() ?? 0
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
  /// A smallest list with so many words fails for their number rather than for what they are: a failure for a word
  /// or for words side by side needs fewer.
  static let longText = 4

  /// `item` without the words of the smallest list, and without others of an unusual form that all of these have: a
  /// model that can't read "5" can't read "12".
  ///
  /// - Returns: nil if the case has none of them.
  func wordsRemoved(from item: RobustnessCase) -> RobustnessCase? {
    var isFound = false
    let unusual = words.map(WordForm.all(of:)).filter { !$0.isEmpty }
    let forms = unusual.dropFirst().reduce(unusual.first ?? []) { $0.intersection($1) }
    func without(_ list: NBestList) -> NBestList {
      list.replacing(
        list.hypotheses.map { hypothesis in
          let all = hypothesis.text.spacedWords
          let kept = all.filter {
            !words.contains($0) && forms.isDisjoint(with: WordForm.all(of: $0))
          }
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

extension RobustnessCase {
  /// The first hypotheses only; nil if nothing of the perturbed list is left, or if there are no more.
  fileprivate func cut(toHypotheses limit: Int) -> RobustnessCase? {
    let places = perturbed.correspondence.indices.filter { perturbed.correspondence[$0] < limit }
    guard clean.count > limit, !places.isEmpty else { return nil }
    return RobustnessCase(
      clean: clean.prefix(limit),
      perturbed: PerturbedList(
        NBestList(places.map { perturbed.list[$0] }),
        correspondence: places.map { perturbed.correspondence[$0] }),
      reference: reference)
  }

  /// The first words of each text only; nil if no text is longer.
  fileprivate func cut(toWords limit: Int) -> RobustnessCase? {
    func cut(_ list: NBestList) -> NBestList {
      list.mappingTexts { $0.spacedWords.prefix(limit).joined(separator: " ") }
    }
    guard (clean.texts + perturbed.list.texts).contains(where: { $0.spacedWords.count > limit })
    else { return nil }
    return RobustnessCase(
      clean: cut(clean),
      perturbed: PerturbedList(
        cut(perturbed.list), correspondence: perturbed.correspondence),
      reference: reference)
  }
}

extension CaseJudge {
  /// Whether each of the failing `cases` fails because of a cause that another property revealed.
  ///
  /// Replaced words are put back, as ``areExplained(_:_:by:)`` does; if the model gives no costs,
  /// the words of the smallest list are left out. Nothing can be tried for other causes.
  ///
  /// - Parameter outcomes: the outcomes of the cases.
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

  /// Whether each of the cases lacks costs for the reason that the smallest list shows. This is so
  /// if there are costs again once its words are left out, or once the case has fewer hypotheses
  /// than it, or shorter texts.
  ///
  /// If the smallest list has one hypothesis without words, there is nothing to leave out, and any
  /// case without costs belongs to it.
  private func areWithoutCosts(
    _ cases: [RobustnessCase], _ outcomes: [PropertyOutcome], forReasonOf cause: FailureCause
  ) throws(RescoringError) -> [Bool] {
    var isExplained = outcomes.map { !$0.margin.isFinite }
    guard !cause.words.isEmpty || cause.hypotheses > 1 else { return isExplained }
    var ways: [(RobustnessCase) -> RobustnessCase?] = [cause.wordsRemoved(from:)]
    if cause.hypotheses > 1 { ways.append { $0.cut(toHypotheses: cause.hypotheses - 1) } }
    if cause.length >= FailureCause.longText { ways.append { $0.cut(toWords: cause.length - 1) } }
    var isOpen = isExplained
    for way in ways {
      let isMended = try areMended(cases.indices.map { isOpen[$0] ? way(cases[$0]) : nil })
      for index in cases.indices where isMended[index] { isOpen[index] = false }
    }
    for index in cases.indices where isOpen[index] { isExplained[index] = false }
    return isExplained
  }

  /// Whether each of the cases holds now; cases that are nil don't.
  private func areMended(_ cases: [RobustnessCase?]) throws(RescoringError) -> [Bool] {
    let found = cases.indices.filter { cases[$0] != nil }
    let judged = try outcomes(of: found.map { cases[$0]! })
    var isMended = cases.map { _ in false }
    for (index, outcome) in zip(found, judged) { isMended[index] = !outcome.isFailure }
    return isMended
  }

  /// Whether each of the failing `cases` fails because of `cause`.
  ///
  /// - Parameter outcomes: the outcomes of the cases.
  package func areExplained(
    _ cases: [RobustnessCase], _ outcomes: [PropertyOutcome], by cause: FailureCause
  ) throws(RescoringError) -> [Bool] {
    guard cause.hasCosts else {
      return try areWithoutCosts(cases, outcomes, forReasonOf: cause)
    }
    guard !cause.changes.isEmpty else {
      // Order and company come in one way each; a model without costs is another matter.
      return outcomes.map(\.margin.isFinite)
    }
    let without = cases.map { cause.removed(from: $0, perturbation: property.perturbation) }
    return try areMended(without)
  }
}
