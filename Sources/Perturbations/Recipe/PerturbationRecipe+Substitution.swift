extension PerturbationRecipe {
  /// The recipe of a substitution of words or phrases.
  ///
  /// - Parameters:
  ///   - id: the perturbation's id.
  ///   - settings: the settings that its candidates were made with; nil for candidates from
  ///     elsewhere, whose recipe is a custom one.
  static func substitution(
    _ id: String, _ settings: PerturbationSettings?, scope: PerturbationScope, strength: Strength,
    isConsistent: Bool, targets: WordTargets, languageCosts: LanguageCosts
  ) -> PerturbationRecipe {
    guard var settings else {
      return .custom(
        CustomPerturbation(
          id: id,
          parameters: [
            "scope": scope.rawValue, "strength": strength.description,
            "consistent": "\(isConsistent)", "targets": targets.description,
          ]))
    }
    settings.scope = scope
    settings.strength = strength
    settings.isConsistent = isConsistent
    settings.targets = targets
    languageCosts.record(in: &settings)
    return .shipped(settings)
  }
}
