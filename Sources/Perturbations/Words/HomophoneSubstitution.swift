public import PropertyTesting
public import Transcripts

/// Replaces words by words that sound the same.
///
/// The first pass could just as well have written them, so the acoustic cost stays. The language
/// cost is kept or recomputed (``LanguageCosts``). Words without a homophone are left alone.
///
/// Strength counts words of each hypothesis in scope. Under ``PerturbationScope/oneBest`` only the
/// first pass's top hypothesis changes. Under ``PerturbationScope/nBest`` all do, in one of two ways:
///
/// - *consistently*: one order of the list's changeable words is drawn, with one homophone for
///   each, and every hypothesis replaces those of its words that come first in that order.
///   Hypotheses that share words then change alike, as when a language model prefers the wrong
///   spelling throughout;
/// - *independently*: every hypothesis draws its own places and homophones.
///
/// With candidates one phone away it substitutes *near-homophones*. The acoustic cost then stays as
/// well, although a recognizer would charge a little for the difference.
public struct HomophoneSubstitution: Perturbation {
  public let id: String
  public let scope: PerturbationScope
  public let strength: Strength
  /// Whether a word becomes the same homophone wherever it is replaced.
  public let isConsistent: Bool
  public let candidates: HomophoneCandidates
  /// The words that may be replaced.
  public let targets: WordTargets
  public let languageCosts: LanguageCosts
  /// The factor for the odds with which each place changes; nil if ``strength`` says how many
  /// change.
  public let errorScale: Double?

  /// - Parameters:
  ///   - id: the id; use another one if `candidates` are not homophones, such as "near-homophones".
  ///   - scope: the hypotheses that change.
  ///   - strength: the number of words to change in each, or their share.
  ///   - candidates: the words that may replace a word.
  ///   - isConsistent: whether equal words of a list change alike.
  ///   - targets: the words that may be replaced.
  ///   - languageCosts: how the first pass's language costs are treated.
  ///   - errorScale: the factor for the odds of each place with which a given rate of errors
  ///     results; nil for a fixed strength.
  public init(
    _ id: String = "homophones", scope: PerturbationScope, strength: Strength,
    candidates: HomophoneCandidates,
    isConsistent: Bool = true, targets: WordTargets = .all, languageCosts: LanguageCosts = .kept,
    errorScale: Double? = nil
  ) {
    self.id = id
    self.scope = scope
    self.strength = strength
    self.candidates = candidates
    self.isConsistent = isConsistent
    self.targets = targets
    self.languageCosts = languageCosts
    self.errorScale = errorScale
  }

  public var summary: String {
    let whom = scope.hypotheses
    return "\(strength) of \(whom) replaced by \(id)"
  }

  /// A shipped recipe if the candidates come from a lexicon, and a custom one for candidates from
  /// elsewhere.
  public var recipe: PerturbationRecipe {
    var settings = candidates.settings.flatMap { $0.kind.rawValue == id ? $0 : nil }
    settings?.errorScale = errorScale
    return .substitution(
      id, settings, scope: scope, strength: strength, isConsistent: isConsistent,
      targets: targets, languageCosts: languageCosts)
  }

  public var condition: PerturbationCondition {
    PerturbationCondition(perturbation: id, scope: scope, strength: strength)
  }

  public func alternatives(for phrase: String) -> [String] { candidates.candidates(for: phrase) }

  public var unlimited: any Perturbation {
    HomophoneSubstitution(
      id, scope: .nBest, strength: .words(.max), candidates: candidates, isConsistent: false,
      targets: targets, languageCosts: languageCosts)
  }

  public func domain(of perturbed: PerturbedList, from clean: NBestList) -> DomainVerdict {
    let rules = ReplacementRules(
      scope: scope, strength: strength, isConsistent: isConsistent, targets: targets,
      languageCosts: languageCosts)
    return verdict(on: perturbed, from: clean) { list throws(OutsideDomain) in
      try rules.check(list, alternatives: alternatives(for:))
    }
  }

  public func costs(of text: String, replacing clean: Hypothesis) -> FirstPassCosts {
    languageCosts.costs(of: text, replacing: clean)
  }

  public func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    var draft = HomophoneDraft(
      list, count: scope.count(of: list.count), candidates: candidates, targets: targets,
      languageCosts: languageCosts)
    if let errorScale {
      draft.replaceByOdds(
        scaledBy: errorScale, isConsistent: scope == .nBest && isConsistent, source: &source)
    } else if scope == .nBest, isConsistent {
      draft.replaceConsistently(strength, source: &source)
    } else {
      draft.replaceIndependently(strength, source: &source)
    }
    return draft.result()
  }
}

extension Perturbation where Self == HomophoneSubstitution {
  /// Substitutes homophones from `candidates`, at a scope and strength.
  public static func homophones(
    _ candidates: HomophoneCandidates, scope: PerturbationScope = .nBest,
    strength: Strength = .words(1)
  ) -> Self {
    HomophoneSubstitution(scope: scope, strength: strength, candidates: candidates)
  }

  /// Substitutes words one phone away from `candidates`, at a scope and strength.
  public static func nearHomophones(
    _ candidates: HomophoneCandidates, scope: PerturbationScope = .nBest,
    strength: Strength = .words(1)
  ) -> Self {
    HomophoneSubstitution(
      "near-homophones", scope: scope, strength: strength, candidates: candidates)
  }
}
