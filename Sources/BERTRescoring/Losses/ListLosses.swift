import Foundation

/// A loss over the costs of a list, and its gradient with respect to each of them.
public struct LossValue: Hashable, Sendable {
  public let value: Double
  /// The gradient, one entry per cost.
  public let gradient: [Double]

  public init(value: Double, gradient: [Double]) {
    self.value = value
    self.gradient = gradient
  }
}

/// The losses that rescorers are trained with, over interpolated costs *s* (lower is better) unless
/// said otherwise.
public enum ListLosses {
  /// softmax(−s): the probability that the rescorer gives each hypothesis.
  public static func probabilities(of costs: [Double]) -> [Double] {
    guard let least = costs.min() else { return [] }
    let weights = costs.map { exp(least - $0) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// Minimum word error rate: `L = Σ P_i (ε_i − ε̄)`, P = softmax(−s), ε the numbers of word errors
  /// and ε̄ their mean over the list (arXiv 2309.15223).
  ///
  /// `∂L/∂s_i = −P_i (ε_i − Σ P_j ε_j)`; ε̄ is a constant and drops out.
  public static func minimumWordErrorRate(costs: [Double], errors: [Int]) -> LossValue {
    precondition(costs.count == errors.count, "one error count per cost")
    let probabilities = probabilities(of: costs)
    let mean = Double(errors.reduce(0, +)) / Double(max(errors.count, 1))
    var expected = 0.0
    for (p, error) in zip(probabilities, errors) { expected += p * Double(error) }
    let gradient = zip(probabilities, errors).map { p, error in -p * (Double(error) - expected) }
    return LossValue(value: expected - mean, gradient: gradient)
  }

  /// Cross-entropy towards the hypotheses with the fewest errors: `L = −log Σ_{i ∈ oracle} P_i`.
  ///
  /// Where MWER's gradient vanishes (all the probability on a wrong hypothesis), this one is largest;
  /// a little of it mixed in gets training off the ground.
  public static func oracleCrossEntropy(costs: [Double], errors: [Int]) -> LossValue {
    precondition(costs.count == errors.count, "one error count per cost")
    guard let fewest = errors.min() else { return LossValue(value: 0, gradient: []) }
    let probabilities = probabilities(of: costs)
    // Softmax over the oracle hypotheses alone: their shares stay exact when P itself underflows.
    let least = costs.min()!
    let oracle = costs.indices.filter { errors[$0] == fewest }
    let leastOracle = oracle.map { costs[$0] }.min()!
    let weights = costs.indices.map { errors[$0] == fewest ? exp(leastOracle - costs[$0]) : 0 }
    let oracleSum = weights.reduce(0, +)
    let sum = costs.map { exp(least - $0) }.reduce(0, +)
    let value = (log(sum) - least) - (log(oracleSum) - leastOracle)
    let gradient = costs.indices.map { weights[$0] / oracleSum - probabilities[$0] }
    return LossValue(value: value, gradient: gradient)
  }

  /// Minimum word error distribution, MWED: the cross-entropy from the distribution of the errors to
  /// that of the costs, `L = −Σ d^ε_i log d^s_i`, `d^ε = softmax(ε)`, `d^s = softmax(s/T)`,
  /// `T = Σs / Σε` (arXiv 2202.01094).
  ///
  /// Costs here may have any sign and offset, errors may be zero throughout; so both are taken from
  /// their least, which is our reading. T is differentiated like everything else. A list whose errors,
  /// or whose costs, are all the same has nothing to match: zero.
  public static func minimumWordErrorDistribution(costs: [Double], errors: [Int]) -> LossValue {
    precondition(costs.count == errors.count, "one error count per cost")
    let nothing = LossValue(value: 0, gradient: [Double](repeating: 0, count: costs.count))
    guard let fewest = errors.min(), let least = costs.indices.min(by: { costs[$0] < costs[$1] })
    else { return nothing }
    let surplus = errors.map { Double($0 - fewest) }
    let heights = costs.map { $0 - costs[least] }
    let errorSum = surplus.reduce(0, +), costSum = heights.reduce(0, +)
    guard errorSum > 0, costSum > 0, costSum.isFinite else { return nothing }
    // x = s/T.
    let scaled = heights.map { $0 * errorSum / costSum }
    let wanted = probabilities(of: surplus.map { -$0 })
    let given = probabilities(of: scaled.map { -$0 })
    let highest = scaled.max() ?? 0
    let logSum = highest + log(scaled.map { exp($0 - highest) }.reduce(0, +))
    var value = 0.0
    for (share, x) in zip(wanted, scaled) { value -= share * (x - logSum) }
    let slopes = zip(given, wanted).map { $0 - $1 }
    // ∂x_i/∂s_j = (δ_ij − δ_mj) ΣE/ΣS − x_i/ΣS · (1 − n δ_mj), m the place of the least cost.
    let along = zip(slopes, scaled).reduce(0.0) { $0 + $1.0 * $1.1 } / costSum
    var gradient = slopes.map { $0 * errorSum / costSum - along }
    gradient[least] += Double(costs.count) * along
    gradient[least] -= slopes.reduce(0, +) * errorSum / costSum
    return LossValue(value: value, gradient: gradient)
  }

  /// Margin ranking: the mean over all pairs of hypotheses with different numbers of errors of
  /// `max(0, margin − (s_worse − s_better))`.
  public static func marginRanking(
    costs: [Double], errors: [Int], margin: Double = 1
  ) -> LossValue {
    precondition(costs.count == errors.count, "one error count per cost")
    var value = 0.0
    var gradient = [Double](repeating: 0, count: costs.count)
    var pairs = 0
    for better in costs.indices {
      for worse in costs.indices where errors[better] < errors[worse] {
        pairs += 1
        let lack = margin - (costs[worse] - costs[better])
        guard lack > 0 else { continue }
        value += lack
        gradient[better] += 1
        gradient[worse] -= 1
      }
    }
    let share = 1 / Double(max(pairs, 1))
    return LossValue(value: value * share, gradient: gradient.map { $0 * share })
  }

  /// Distillation of a teacher's costs: the mean of `(s − t)²`, s the *second-pass* costs alone
  /// (arXiv 2202.01094, where the teacher is a masked language model's pseudo-log-likelihood).
  public static func distillation(costs: [Double], teacher: [Double]) -> LossValue {
    precondition(costs.count == teacher.count, "one teacher cost per cost")
    let share = 1 / Double(max(costs.count, 1))
    let differences = zip(costs, teacher).map { $0 - $1 }
    return LossValue(
      value: share * differences.map { $0 * $0 }.reduce(0, +),
      gradient: differences.map { 2 * share * $0 })
  }
}
