package import Perturbations
package import Robustness

/// The words by which the report calls what the record has names for.
package enum Wording {
  package static func scope(_ scope: PerturbationScope) -> String {
    switch scope {
    case .oneBest: "1-best"
    case .nBest: "N-best"
    case .selected: "own selection"
    }
  }

  package static func counting(_ counting: Counting) -> String {
    switch counting {
    case .asHeard: "as heard"
    case .asChosen: "as chosen"
    }
  }

  /// What was perturbed and how it is counted, as a heading: "1-best perturbed, as heard".
  ///
  /// - Parameters:
  ///   - strengths: one that is nil is of a perturbation that changes the list as a whole.
  ///   - counting: nil where both countings are the same.
  package static func heading(
    _ scope: PerturbationScope, _ strengths: [Strength?], _ counting: Counting?
  ) -> String {
    let isWhole = scope == .nBest && strengths.allSatisfy { $0 == nil }
    let what = isWhole ? "Whole list" : capitalized(self.scope(scope))
    return "\(what) perturbed" + (counting.map { ", " + self.counting($0) } ?? "")
  }

  /// A strength for an axis: "2" or "25%"; "whole list" where there is none.
  package static func tick(_ strength: Strength?) -> String {
    switch strength {
    case nil: "whole list"
    case .words(let words): "\(words)"
    case .share(let share):
      FigureFormat.percent(share, digits: share * 100 == (share * 100).rounded() ? 0 : 1)
    }
  }

  /// A condition as a column's head: "homophones, 1-best, two words"; "clean" for the clean lists.
  package static func condition(_ condition: PerturbationCondition?) -> String {
    guard let condition else { return "clean" }
    let name = spelledOut(condition.perturbation)
    guard let strength = condition.strength else {
      return condition.scope == .nBest ? name : "\(name), \(scope(condition.scope))"
    }
    // A copy stands beside all hypotheses: it has a strength, but no scope.
    if PerturbationKind(rawValue: condition.perturbation)?.reach == .copy {
      return "\(name), \(self.strength(strength))"
    }
    return "\(name), \(scope(condition.scope)), \(self.strength(strength))"
  }

  /// What the strengths of a run count, for an axis title.
  package static func axis(_ strengths: [Strength?], perturbation: String) -> String {
    let things = perturbation.replacing("-", with: " ")
    if strengths.allSatisfy({ $0 == nil }) { return things }
    let areWords = strengths.allSatisfy { if case .words = $0 { true } else { false } }
    let areShares = strengths.allSatisfy { if case .share = $0 { true } else { false } }
    if areWords { return "words replaced per hypothesis (\(things))" }
    if areShares { return "share of words replaced (\(things))" }
    return "strength (\(things))"
  }

  /// A strength in a sentence: "2 words" or "25% of the words"; "the whole list" where there is none.
  package static func strength(_ strength: Strength?) -> String {
    switch strength {
    case nil: "the whole list"
    case .words(1): "one word"
    case .words(2): "two words"
    case .words(3): "three words"
    case .words(let words): "\(words) words"
    case .share: "\(tick(strength)) of the words"
    }
  }

  /// A property's or a model's id as words: "order-invariance" is "order invariance".
  package static func spelledOut(_ id: String) -> String { id.replacing("-", with: " ") }

  /// `text` with a capital at its start.
  package static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// `text` with a capital at its start and a full stop at its end.
  package static func sentence(_ text: String) -> String {
    let capital = capitalized(text)
    return capital.hasSuffix(".") ? capital : capital + "."
  }

  /// "a", "a and b", "a, b and c"; or with another word than "and".
  package static func list(_ items: [String], joinedBy word: String = "and") -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
