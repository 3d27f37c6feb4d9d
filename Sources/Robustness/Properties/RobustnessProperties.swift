/// The properties that the package ships.
public enum RobustnessProperties {
  /// What every run checks: rank stability under homophones, and the invariances.
  public static func standard(
    candidates: HomophoneCandidates, languageCosts: LanguageCosts = .kept
  ) -> [any RobustnessProperty] {
    [
      .rankStability(
        under: HomophoneSubstitution(
          scope: .nBest, strength: .words(1), candidates: candidates,
          languageCosts: languageCosts)),
      .orderInvariance, .batchInvariance, .textFormInvariance, .duplicateConsistency,
    ]
  }

  /// ``standard(candidates:languageCosts:)`` and homophone discrimination, which no real model meets
  /// throughout: runs count it instead.
  public static func all(
    candidates: HomophoneCandidates, languageCosts: LanguageCosts = .kept
  ) -> [any RobustnessProperty] {
    standard(candidates: candidates, languageCosts: languageCosts)
      + [.homophoneDiscrimination(candidates)]
  }
}
