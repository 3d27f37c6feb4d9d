public import Rescoring
public import Transcripts

/// What becomes of the first pass's language cost when a perturbation changes words.
///
/// The acoustic cost stays in any case, because a homophone sounds the same; the recogniser's own
/// language model is seldom at hand.
public enum LanguageCosts: Sendable {
  /// The cost stays what the first pass reported for the clean text.
  case kept
  /// The cost moves by what an n-gram thinks of the change,
  /// `l' = l + ngram(perturbed) − ngram(clean)`, and the total by `weight · (l' − l)`.
  case recomputed(NGramModel, weight: Double)

  /// What a recipe says of it: the treatment, and the n-gram's weight and digest.
  func record(in settings: inout PerturbationSettings) {
    switch self {
    case .kept: settings.languageCosts = .kept
    case .recomputed(let model, let weight):
      settings.languageCosts = .recomputed
      settings.languageWeight = weight
      settings.sources.languageModel = model.identity.digest
    }
  }

  /// The costs of `clean` once its text has become `text`.
  public func costs(of text: String, replacing clean: Hypothesis) -> FirstPassCosts {
    switch self {
    case .kept:
      return clean.costs
    case .recomputed(let model, let weight):
      let change =
        model.cost(ofWords: text.spacedWords) - model.cost(ofWords: clean.text.spacedWords)
      return FirstPassCosts(
        acoustic: clean.costs.acoustic,
        language: clean.costs.language.map { $0 + change },
        total: clean.costs.total + weight * change)
    }
  }
}

/// What becomes of a perturbed hypothesis's first-pass language cost. Its acoustic cost always
/// stays: a homophone sounds the same.
public enum LanguageCostTreatment: String, Hashable, Sendable, Codable, CaseIterable {
  /// As the first pass reported it for the clean text.
  case kept
  /// Moved by what an n-gram thinks of the change: `l + ngram(perturbed) − ngram(clean)`, and the
  /// total by the language weight times that.
  case recomputed
}
