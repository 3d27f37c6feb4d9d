package import PropertyTesting

/// Confidence intervals by resampling utterances (Bisani & Ney, ICASSP 2004).
///
/// Each resample draws as many utterances as there are, with replacement, and every figure is
/// computed anew from the drawn ones' counts; the interval runs between percentiles of the resampled
/// figures. An utterance is drawn as a whole, with all its perturbations and under all models, so
/// that differences and ratios between models are *paired* and draws of one list stay together.
package struct Bootstrap: Sendable {
  /// How many utterances a resample draws.
  package let utterances: Int
  package let resamples: Int
  /// Coverage of the intervals, 0.95 for 95 %.
  package let confidence: Double
  /// How often each utterance occurs in each resample, one resample after the other.
  private let multiplicities: [UInt16]

  /// Draws the resamples.
  ///
  /// - Precondition: at least one utterance, and a confidence between 0 and 1.
  package init(utterances: Int, resamples: Int, confidence: Double = 0.95, seed: Seed) {
    precondition(utterances > 0 && resamples > 0, "at least one utterance and one resample")
    precondition(confidence > 0 && confidence < 1, "a confidence between 0 and 1")
    self.utterances = utterances
    self.resamples = resamples
    self.confidence = confidence
    var multiplicities = [UInt16](repeating: 0, count: utterances * resamples)
    for resample in 0..<resamples {
      let stream = seed.derived(resample)
      for draw in 0..<utterances {
        let chosen = stream.derived(draw).value.multipliedFullWidth(by: UInt64(utterances)).high
        multiplicities[resample * utterances + Int(chosen)] &+= 1
      }
    }
    self.multiplicities = multiplicities
  }

  /// Sums a count that each utterance has.
  ///
  /// - Precondition: one count per utterance.
  package func sums(of counts: [Int]) -> ResampledFigure {
    precondition(counts.count == utterances, "one count per utterance")
    let resampled = (0..<resamples).map { resample in
      let start = resample * utterances
      var sum = 0
      for index in 0..<utterances {
        sum &+= Int(multiplicities[start &+ index]) &* counts[index]
      }
      return Double(sum)
    }
    return ResampledFigure(value: Double(counts.reduce(0, +)), resampled: resampled)
  }

  /// Sums an expected count that each utterance has, in the order of the utterances.
  ///
  /// - Precondition: one expectation per utterance.
  package func sums(of expectations: [Double]) -> ResampledFigure {
    precondition(expectations.count == utterances, "one expectation per utterance")
    let resampled = (0..<resamples).map { resample in
      let start = resample * utterances
      var sum = 0.0
      for index in 0..<utterances {
        sum += Double(multiplicities[start &+ index]) * expectations[index]
      }
      return sum
    }
    return ResampledFigure(value: expectations.reduce(0, +), resampled: resampled)
  }

  /// A figure with its percentile interval over all resamples.
  package func estimate(of figure: ResampledFigure) -> Estimate {
    let sorted = figure.resampled.sorted()
    let tail = (1 - confidence) / 2
    return Estimate(
      value: figure.value, lower: Self.quantile(tail, of: sorted),
      upper: Self.quantile(1 - tail, of: sorted))
  }

  /// The two-sided bootstrap p of "the figure is 0": twice the smaller share of resamples on either
  /// side of 0, those at 0 counted on both sides,
  ///
  ///     p = 2 · (min(n₋, n₊) + 1) / (B + 1)
  ///
  /// but at least `2 / 2ⁿ` and at most 1: n utterances can't show more than that all of them agree,
  /// and resamples of one utterance are all alike.
  package func twoSidedP(of figure: ResampledFigure) -> Double {
    let below = figure.resampled.count { $0 <= 0 }
    let above = figure.resampled.count { $0 >= 0 }
    let share = 2 * Double(min(below, above) + 1) / Double(figure.resampled.count + 1)
    let floor = utterances < 64 ? 2 / Double(UInt64(1) << UInt64(utterances)) : 0
    return min(1, max(share, floor))
  }

  /// A figure computed from sums, with its percentile interval.
  ///
  /// Resamples for which the figure has no value (a ratio to 0) are left out; if that leaves none,
  /// the interval is the figure itself.
  ///
  /// - Returns: nil if the figure has no value for the utterances as they are.
  package func estimate(
    of sums: [ResampledFigure], _ figure: ([Double]) -> Double?
  ) -> Estimate? {
    guard let value = figure(sums.map(\.value)) else { return nil }
    var resampled: [Double] = []
    resampled.reserveCapacity(resamples)
    var arguments = [Double](repeating: 0, count: sums.count)
    for resample in 0..<resamples {
      for index in sums.indices { arguments[index] = sums[index].resampled[resample] }
      if let figure = figure(arguments), figure.isFinite { resampled.append(figure) }
    }
    guard !resampled.isEmpty else { return Estimate(value: value, lower: value, upper: value) }
    resampled.sort()
    let tail = (1 - confidence) / 2
    return Estimate(
      value: value, lower: Self.quantile(tail, of: resampled),
      upper: Self.quantile(1 - tail, of: resampled))
  }

  /// Linear interpolation between order statistics (type 7 of Hyndman & Fan, 1996).
  static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
    return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
  }
}
