/// Learning rate over a run: linear warm-up, a plateau, linear decay to zero over the last steps.
///
/// With `decaySteps = totalSteps − warmUpSteps` there is no plateau, and this is BERT's schedule. A
/// plateau lets a run be cut short or prolonged at any checkpoint: resume it with another
/// `totalSteps`, and only the decay moves.
public struct LearningRateSchedule: Hashable, Sendable, Codable {
  public let peak: Double
  public let warmUpSteps: Int
  public let decaySteps: Int
  public let totalSteps: Int

  public init(peak: Double, warmUpSteps: Int, decaySteps: Int, totalSteps: Int) {
    self.peak = peak
    self.warmUpSteps = warmUpSteps
    self.decaySteps = decaySteps
    self.totalSteps = totalSteps
  }

  /// The rate of the step that has `completed` steps behind it.
  public func rate(completed: Int) -> Double {
    let warm = min(1, Double(completed + 1) / Double(max(1, warmUpSteps)))
    let cool = min(1, Double(max(0, totalSteps - completed)) / Double(max(1, decaySteps)))
    return peak * warm * cool
  }
}
