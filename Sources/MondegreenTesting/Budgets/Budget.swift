public import Perturbations
public import Robustness
import RobustnessRuns

/// What a figure of the model under test must not exceed, or must reach: a typed `Requirement`.
///
/// Figures under a perturbation are as heard. See
/// ``expectWithinBudget(allowingUndecided:sourceLocation:_:)``.
public struct Budget: Sendable {
  let measure: Requirement.Measure
  /// The perturbation; nil for the clean lists.
  let perturbation: (any Perturbation)?
  /// The model not to be worse than; nil for a bound on the figure itself.
  let other: SecondPass?
  let bound: Double

  /// The word error rate, where 0.22 is 22 %.
  public static func wer(
    atMost bound: Double, under perturbation: (any Perturbation)? = nil
  ) -> Budget {
    Budget(measure: .wer, perturbation: perturbation, other: nil, bound: bound)
  }

  /// Skill: 1 is perfect, 0 is chance.
  public static func skill(
    atLeast bound: Double, under perturbation: (any Perturbation)? = nil
  ) -> Budget {
    Budget(measure: .skill, perturbation: perturbation, other: nil, bound: bound)
  }

  /// The share of the clean skill that is left under a perturbation.
  public static func skillKept(
    atLeast bound: Double, under perturbation: any Perturbation
  ) -> Budget {
    Budget(measure: .skillKept, perturbation: perturbation, other: nil, bound: bound)
  }

  /// Relative degradation of the WER: 0.3 is 30 % more errors than on clean lists.
  public static func nprr(atMost bound: Double, under perturbation: any Perturbation) -> Budget {
    Budget(measure: .nprr, perturbation: perturbation, other: nil, bound: bound)
  }

  /// WER no more than `points` percentage points above another model's, paired.
  ///
  /// - Parameters:
  ///   - other: `SecondPass.firstPass`, or a model of another name than the one under test.
  ///   - points: the largest difference, in percentage points.
  ///   - perturbation: the perturbation of the lists; nil for clean ones.
  public static func notWorse(
    than other: SecondPass, byPoints points: Double, under perturbation: (any Perturbation)? = nil
  ) -> Budget {
    Budget(measure: .wer, perturbation: perturbation, other: other, bound: points / 100)
  }

  /// What is asked of `model` on `corpus`.
  func requirement(of model: String, on corpus: String) -> Requirement {
    Requirement(
      model: model, measure, on: corpus, under: perturbation?.condition, against: other?.name,
      bound: bound)
  }
}
