/// How the learning rate goes with the steps.
public struct LearningRateSchedule: Sendable, Hashable, Codable {
  /// The highest rate.
  public let peak: Double
  /// Steps of linear growth from zero.
  public let warmUpSteps: Int
  /// The step at which the linear decay reaches zero; nil keeps the peak.
  public let totalSteps: Int?

  /// A constant rate after the warm-up.
  public static func constant(_ peak: Double, warmUpSteps: Int = 0) -> LearningRateSchedule {
    LearningRateSchedule(peak: peak, warmUpSteps: warmUpSteps, totalSteps: nil)
  }

  /// Linear warm-up, then linear decay to zero at `totalSteps`.
  public static func linear(
    peak: Double, warmUpSteps: Int, totalSteps: Int
  ) -> LearningRateSchedule {
    precondition(warmUpSteps <= totalSteps, "the warm-up ends before the training")
    return LearningRateSchedule(peak: peak, warmUpSteps: warmUpSteps, totalSteps: totalSteps)
  }

  /// The rate of the step after `completedSteps` (the first step has 0 behind it).
  public func rate(completedSteps: Int) -> Double {
    let step = completedSteps + 1
    if step <= warmUpSteps { return peak * Double(step) / Double(warmUpSteps) }
    guard let totalSteps else { return peak }
    let left = max(0, totalSteps - completedSteps)
    return peak * Double(left) / Double(max(1, totalSteps - warmUpSteps))
  }
}
