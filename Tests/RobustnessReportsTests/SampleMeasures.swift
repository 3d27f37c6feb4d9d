import Perturbations
import Robustness
import RobustnessRuns

/// Invented skills and contrasts for ``SampleRecord``.
enum SampleMeasures {
  private static func figure(_ value: Double, _ spread: Double) -> Figure {
    .estimate(Estimate(value: value, lower: value - spread, upper: value + spread))
  }

  static let baselines = ListBaselines(
    oracle: Estimate(value: 0.101, lower: 0.095, upper: 0.108),
    randomPick: Estimate(value: 0.313, lower: 0.302, upper: 0.325))

  static func baselines(_ conditions: [PerturbationCondition]) -> [ConditionBaselines] {
    conditions.flatMap { condition in
      Counting.allCases.map {
        ConditionBaselines(condition: condition, counting: $0, baselines: baselines)
      }
    }
  }

  static func skill(_ index: Int) -> Figure { figure(0.41 + 0.1 * Double(index), 0.04) }

  /// The first pass has none, for a reason to show.
  static func skillKept(_ index: Int) -> Figure {
    index == 0 ? .undefined(.cleanSkillNotAboveZero) : figure(0.7 + 0.03 * Double(index), 0.09)
  }

  static let moves = MovedChoices(
    compared: 600, leftOut: 12, moved: 97, harm: figure(0.31, 0.05), rescue: figure(0.27, 0.05),
    netAddedErrors: figure(-0.004, 0.006))

  static func contrast(
    by measure: Contrast.Measure = .wer, under condition: PerturbationCondition? = nil,
    _ model: String, _ against: String, _ difference: Double, spread: Double = 0.006, p: Double,
    detectable: Double? = nil
  ) -> Contrast {
    Contrast(
      measure: measure, condition: condition, counting: condition == nil ? nil : .asHeard,
      model: model, against: against, difference: figure(difference, spread), p: p / 2, holmP: p,
      matchedPairsP: condition == nil && measure == .wer ? p : nil,
      detectable: detectable)
  }

  static func contrasts(_ conditions: [PerturbationCondition], gain: Double) -> [Contrast] {
    ([nil] + conditions.map(Optional.some)).flatMap { condition in
      [
        contrast(under: condition, "full-fine-tune", "frozen", -gain / 5, p: 0.022),
        contrast(under: condition, "lora", "frozen", -gain / 4, p: 0.004),
        contrast(
          by: .skill, under: condition, "full-fine-tune", "frozen", gain, spread: 0.1, p: 0.4),
        contrast(by: .skill, under: condition, "lora", "frozen", gain * 2, spread: 0.05, p: 0.004),
      ]
    }
  }

  /// lora leads: shown on clean lists, not under perturbation.
  static func leads(_ conditions: [PerturbationCondition], gain: Double) -> [Lead] {
    let clean = Lead(
      measure: .wer, condition: nil, counting: nil, leader: "lora",
      contrasts: [
        contrast("lora", "full-fine-tune", -0.009, p: 0.03),
        contrast("lora", "frozen", -0.017, p: 0.006),
        contrast("lora", "first-pass", -0.026, p: 0.006),
      ])
    return [clean]
      + conditions.map { condition in
        Lead(
          measure: .wer, condition: condition, counting: .asHeard, leader: "lora",
          contrasts: [
            contrast(under: condition, "lora", "full-fine-tune", -0.000_3, p: 0.9),
            contrast(under: condition, "lora", "frozen", -0.03, p: 0.006),
          ])
      }
  }
}
