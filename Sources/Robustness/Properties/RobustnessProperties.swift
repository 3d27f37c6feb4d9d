public import Perturbations

/// The properties that the package ships.
public enum RobustnessProperties {
  /// What every run checks: rank stability under a perturbation, and the invariances.
  public static func standard(under perturbation: any Perturbation) -> [any RobustnessProperty] {
    [
      .rankStability(under: perturbation), .orderInvariance, .batchInvariance,
      .textFormInvariance, .duplicateConsistency,
    ]
  }

  /// ``standard(under:)`` and homophone discrimination, which no real model meets throughout: runs
  /// count it instead.
  public static func all(
    under perturbation: any Perturbation, candidates: HomophoneCandidates
  ) -> [any RobustnessProperty] {
    standard(under: perturbation) + [.homophoneDiscrimination(candidates)]
  }

  /// ``standard(under:)`` with one word of every hypothesis replaced by one of these homophones.
  public static func standard(candidates: HomophoneCandidates) -> [any RobustnessProperty] {
    standard(under: .homophones(candidates))
  }

  /// ``all(under:candidates:)`` with one word of every hypothesis replaced by one of these homophones.
  public static func all(candidates: HomophoneCandidates) -> [any RobustnessProperty] {
    all(under: .homophones(candidates), candidates: candidates)
  }
}
