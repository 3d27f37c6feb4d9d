public import Rescoring
public import Transcripts

/// What becomes of the first pass's language cost when a perturbation changes words.
///
/// The acoustic cost stays in any case, because a homophone sounds the same; the recognizer's own
/// language model is seldom at hand.
public enum LanguageCosts: Sendable {
  /// The cost stays what the first pass reported for the clean text.
  case kept
  /// The cost moves by what a language model thinks of the change,
  /// `l' = l + unit · (cost(perturbed) − cost(clean))`, and the total by `weight · (l' − l)`.
  ///
  /// `unit` is how much the lists' language cost grows for each nat (`LanguageUnit`).
  case recomputed(any LanguageModel, weight: Double, unit: Double = 1)

  /// What a recipe says of it: the treatment, and the model's weight, unit and digest.
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

  /// The costs of `clean` once its text has become `text`, whatever the case and punctuation of both.
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

  /// The words that the language model sees; most texts have nothing else.
  private static func normalized(_ text: String) -> String {
    WordDress.isPlainText(text) ? text : TextNormalizer.standard.normalize(text)
  }
}

/// What becomes of a perturbed hypothesis's first-pass language cost. Its acoustic cost always
/// stays: a homophone sounds the same.
public enum LanguageCostTreatment: String, Hashable, Sendable, Codable, CaseIterable {
  /// As the first pass reported it for the clean text.
  case kept
  /// Moved by what a language model thinks of the change, in the unit of the lists, and the total by the
  /// language weight times that.
  case recomputed
}
