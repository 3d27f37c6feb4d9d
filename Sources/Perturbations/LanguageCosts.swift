public import Rescoring
public import Transcripts

/// What becomes of the first pass's language cost when a perturbation changes words.
///
/// The acoustic cost never changes, because a homophone sounds the same.
public enum LanguageCosts: Sendable {
  /// The cost stays as the first pass reported it for the clean text.
  case kept
  /// The cost changes by a language model's difference between the texts, `l' = l + unit ·
  /// (cost(perturbed) − cost(clean))`, and the total by `weight · (l' − l)`.
  ///
  /// `unit` is how much the lists' language cost grows for each nat (`LanguageUnit`).
  case recomputed(any LanguageModel, weight: Double, unit: Double = 1)

  /// Records the treatment, and the model's weight, unit and digest, in a recipe's settings.
  func record(in settings: inout PerturbationSettings) {
    switch self {
    case .kept: settings.languageCosts = .kept
    case .recomputed(let model, let weight, let unit):
      settings.languageCosts = .recomputed
      settings.languageWeight = weight
      settings.languageUnit = unit
      settings.sources.languageModel = model.identity.digest
    }
  }

  /// The costs of `clean` after its text has become `text`, regardless of the case and punctuation
  /// of both.
  public func costs(of text: String, replacing clean: Hypothesis) -> FirstPassCosts {
    switch self {
    case .kept:
      return clean.costs
    case .recomputed(let model, let weight, let unit):
      let change =
        unit
        * (model.cost(ofNormalized: Self.normalized(text))
          - model.cost(ofNormalized: Self.normalized(clean.text)))
      return FirstPassCosts(
        acoustic: clean.costs.acoustic,
        language: clean.costs.language.map { $0 + change },
        total: clean.costs.total + weight * change)
    }
  }

  /// The words that the language model sees. Most texts are already in this form.
  private static func normalized(_ text: String) -> String {
    WordDress.isPlainText(text) ? text : TextNormalizer.standard.normalize(text)
  }
}

/// How a perturbed hypothesis's first-pass language cost is treated. Its acoustic cost never
/// changes, because a homophone sounds the same.
public enum LanguageCostTreatment: String, Hashable, Sendable, Codable, CaseIterable {
  /// The cost stays as the first pass reported it for the clean text.
  case kept
  /// The cost changes by a language model's difference between the texts, in the unit of the lists,
  /// and the total by the language weight times that.
  case recomputed
}
