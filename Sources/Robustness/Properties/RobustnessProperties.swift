public import Perturbations

/// The properties that the package ships.
public enum RobustnessProperties {
  /// What every report has figures of: rank stability under a perturbation, and the invariances.
  public static func standard(under perturbation: any Perturbation) -> [any RobustnessProperty] {
    [
      .rankStability(under: perturbation), .orderInvariance, .batchInvariance,
      .textFormInvariance, .duplicateConsistency,
    ]
  }

  /// What a rescorer owes whoever calls it: no failure is allowed.
  public static var contracts: [any RobustnessProperty] {
    [
      .finiteCosts, .repeatability, .orderInvariance, .batchInvariance, .duplicateConsistency,
      .everyWordCounts, .costRange,
    ]
  }

  /// The qualities, which are rates of how good a model is.
  public static func qualities(
    under perturbation: any Perturbation, candidates: HomophoneCandidates
  ) -> [any RobustnessProperty] {
    [
      .rankStability(under: perturbation), .noHarm(under: perturbation), .firstPassParity,
      .referencePreference(in: .short), .referencePreference(in: .long),
      .homophoneDiscrimination(candidates), .lengthBalance, .textFormInvariance, .formStability,
      .wordOrder, .emptyText,
    ]
  }

  /// What `check` and a gate examine: ``contracts``, then ``qualities(under:candidates:)``.
  public static func all(
    under perturbation: any Perturbation, candidates: HomophoneCandidates
  ) -> [any RobustnessProperty] {
    contracts + qualities(under: perturbation, candidates: candidates)
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
