package import Counterexamples
import Perturbations

/// Which property caught which broken model, after how many cases, and with how small a list.
package struct SelfTestRecord: Hashable, Sendable {
  /// The trial of one property on one model.
  package struct Try: Hashable, Sendable {
    package let property: String
    /// What is wrong with the model; nil for the healthy one.
    package let defect: BrokenModel.Defect?
    /// Cases until the first that failed, with it; all cases if none did.
    package let cases: Int
    /// Whether more cases failed than may where nothing is allowed.
    package let isCaught: Bool
    /// Whether more failed than `check` lets through where nobody says what it allows.
    package let isCaughtByDefault: Bool
    /// What the first failure was shrunk to; nil if none failed, or not again when asked again.
    package let smallest: Counterexample?

    package init(
      property: String, defect: BrokenModel.Defect?, cases: Int, isCaught: Bool,
      isCaughtByDefault: Bool, smallest: Counterexample?
    ) {
      self.property = property
      self.defect = defect
      self.cases = cases
      self.isCaught = isCaught
      self.isCaughtByDefault = isCaughtByDefault
      self.smallest = smallest
    }
  }

  /// The healthy model's first, then defect by defect.
  package let tries: [Try]
  /// Sound models of several designs: no contract should flag any.
  package let designs: [Design]
  /// Nil where no mutants were tried.
  package let mutation: MutationScore?

  /// A sound model and the contracts that flag it.
  package struct Design: Hashable, Sendable {
    package let name: String
    package let flaggedBy: [String]
  }

  package init(tries: [Try], designs: [Design] = [], mutation: MutationScore? = nil) {
    self.tries = tries
    self.designs = designs
    self.mutation = mutation
  }

  /// The share of mutants that must be caught.
  package static let goal = 0.97

  /// The defects that this property catches and no other.
  package func onlyCaught(by property: String) -> [BrokenModel.Defect] {
    BrokenModel.Defect.allCases.filter { defect in
      let catching = tries.filter { $0.defect == defect && $0.isCaught }.map(\.property)
      return catching == [property]
    }
  }

  /// Properties that flag the healthy model: there should be none.
  package var falseAlarms: [Try] { tries.filter { $0.defect == nil && $0.isCaught } }

  /// Broken models that no property catches: there should be none.
  package var missed: [BrokenModel.Defect] {
    BrokenModel.Defect.allCases.filter { defect in
      !tries.contains { $0.defect == defect && $0.isCaught }
    }
  }

  /// Broken models that only a stricter gate catches, `check --allow 0`.
  package var missedByDefault: [BrokenModel.Defect] {
    BrokenModel.Defect.allCases.filter { defect in
      !tries.contains { $0.defect == defect && $0.isCaughtByDefault }
    }
  }

  /// Properties that had no cases to examine on the healthy model.
  package var idle: [String] {
    tries.filter { $0.defect == nil && $0.cases == 0 }.map(\.property)
  }

  /// What a property caught, in the order of the defects.
  package func catches(of property: String) -> [Try] {
    tries.filter { $0.property == property && $0.defect != nil && $0.isCaught }
  }

  /// Whether the checker did what it must.
  package var holds: Bool {
    falseAlarms.isEmpty && missed.isEmpty && idle.isEmpty
      && designs.allSatisfy { $0.flaggedBy.isEmpty } && (mutation?.share ?? 1) >= Self.goal
  }
}

extension Counterexample {
  /// How many words its clean hypotheses have together.
  package var wordCount: Int { clean.reduce(0) { $0 + $1.text.spacedWords.count } }
}
