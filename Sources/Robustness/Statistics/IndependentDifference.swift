import Foundation

/// The difference of two figures from different utterances or draws, from their intervals alone (MOVER; Zou
/// and Donner 2008, for rates Newcombe's hybrid interval of 1998).
///
/// With the figures v₁ and v₂, their intervals [l₁, u₁] and [l₂, u₂], and d = v₂ − v₁,
///
///     lower = d − √((v₂ − l₂)² + (u₁ − v₁)²)
///     upper = d + √((u₂ − v₂)² + (v₁ − l₁)²)
///
/// Where both figures are of the same utterances they rise and fall together, and this interval is too wide:
/// it never shows a difference that pairing would not.
package struct IndependentDifference: Hashable, Sendable {
  /// The second figure minus the first.
  package let estimate: Estimate
  /// Two-sided: the level at which the interval, its arms in proportion to the normal's quantile, would end
  /// at 0. Nil where a figure has no interval.
  package let p: Double?

  /// - Parameter confidence: of both intervals.
  package init(from first: Estimate, to second: Estimate, confidence: Double) {
    let difference = second.value - first.value
    guard first.hasInterval, second.hasInterval else {
      let reason = [first, second].compactMap(\.noInterval).first ?? .noVariation
      estimate = Estimate(value: difference, without: reason)
      p = nil
      return
    }
    let below = Self.length(second.value - second.lower, first.upper - first.value)
    let above = Self.length(second.upper - second.value, first.value - first.lower)
    estimate = Estimate(value: difference, lower: difference - below, upper: difference + above)
    let arm = difference > 0 ? below : above
    let quantile = Probabilities.normalQuantile((1 + confidence) / 2)
    p =
      difference == 0 ? 1 : arm > 0 ? erfc(quantile * abs(difference) / arm / 2.0.squareRoot()) : 0
  }

  private static func length(_ one: Double, _ other: Double) -> Double {
    (one * one + other * other).squareRoot()
  }
}
