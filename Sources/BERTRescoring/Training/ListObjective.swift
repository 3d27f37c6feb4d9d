public import Rescoring
import Transcripts

/// What a rescorer is trained for: a weighted sum of list losses.
public struct ListObjective: Hashable, Sendable, Codable {
  /// The weight of ``ListLosses/minimumWordErrorRate(costs:errors:)``.
  public let minimumWordErrorRate: Double
  /// The weight of ``ListLosses/oracleCrossEntropy(costs:errors:)``.
  public let oracleCrossEntropy: Double
  /// The weight of ``ListLosses/minimumWordErrorDistribution(costs:errors:)``.
  public let minimumWordErrorDistribution: Double
  /// Weight of ``ListLosses/marginRanking(costs:errors:margin:)``, with a margin of 1.
  public let marginRanking: Double
  /// Weight of ``ListLosses/distillation(costs:teacher:)``, both sides centered on their list's mean:
  /// only differences within a list ever select anything.
  public let distillation: Double
  /// How the interpolated costs come about that all losses but distillation look at.
  public let interpolation: Interpolation
  /// The weight of the first pass's total cost in lists that have no acoustic and language costs, so that lists of
  /// several recognizers can train one model.
  public let totalWithoutParts: Double

  public init(
    minimumWordErrorRate: Double = 1, oracleCrossEntropy: Double = 0,
    minimumWordErrorDistribution: Double = 0, marginRanking: Double = 0, distillation: Double = 0,
    interpolation: Interpolation, totalWithoutParts: Double = 0
  ) {
    self.minimumWordErrorRate = minimumWordErrorRate
    self.oracleCrossEntropy = oracleCrossEntropy
    self.minimumWordErrorDistribution = minimumWordErrorDistribution
    self.marginRanking = marginRanking
    self.distillation = distillation
    self.interpolation = interpolation
    self.totalWithoutParts = totalWithoutParts
  }

  /// The first pass's share of a hypothesis's interpolated cost while training.
  ///
  /// - Throws: ``RescoringError/missingCost(part:text:)`` where a cost that has a weight is not in the list, and no
  ///   weight of totals takes its place.
  func firstPassCost(of hypothesis: Hypothesis) throws(RescoringError) -> Double {
    let costs = hypothesis.costs
    if totalWithoutParts != 0, costs.acoustic == nil, costs.language == nil {
      return totalWithoutParts * costs.total
    }
    return try interpolation.firstPassCost(of: hypothesis)
  }

  /// The loss of one list and its gradient with respect to the second-pass costs.
  ///
  /// - Parameters:
  ///   - firstPass: the first pass's share of each interpolated cost.
  ///   - secondPass: the model's costs.
  ///   - errors: the word errors of each hypothesis.
  ///   - teacher: a teacher's costs; used only if ``distillation`` is not zero.
  public func loss(
    firstPass: [Double], secondPass: [Double], errors: [Int], teacher: [Double] = []
  ) -> LossValue {
    let beta = interpolation.secondPass
    let interpolated = zip(firstPass, secondPass).map { $0 + beta * $1 }
    var value = 0.0
    var gradient = [Double](repeating: 0, count: secondPass.count)
    func add(_ loss: LossValue, _ weight: Double, _ chain: Double) {
      value += weight * loss.value
      for index in gradient.indices { gradient[index] += weight * chain * loss.gradient[index] }
    }
    if minimumWordErrorRate != 0 {
      add(
        ListLosses.minimumWordErrorRate(costs: interpolated, errors: errors),
        minimumWordErrorRate, beta)
    }
    if oracleCrossEntropy != 0 {
      add(
        ListLosses.oracleCrossEntropy(costs: interpolated, errors: errors), oracleCrossEntropy,
        beta)
    }
    if minimumWordErrorDistribution != 0 {
      add(
        ListLosses.minimumWordErrorDistribution(costs: interpolated, errors: errors),
        minimumWordErrorDistribution, beta)
    }
    if marginRanking != 0 {
      add(ListLosses.marginRanking(costs: interpolated, errors: errors), marginRanking, beta)
    }
    if distillation != 0 {
      let centered = ListLosses.distillation(
        costs: Self.centered(secondPass), teacher: Self.centered(teacher))
      // The projection onto the centered costs is its own transpose.
      add(
        LossValue(value: centered.value, gradient: Self.centered(centered.gradient)), distillation,
        1)
    }
    return LossValue(value: value, gradient: gradient)
  }

  private static func centered(_ costs: [Double]) -> [Double] {
    let mean = costs.reduce(0, +) / Double(max(1, costs.count))
    return costs.map { $0 - mean }
  }
}
