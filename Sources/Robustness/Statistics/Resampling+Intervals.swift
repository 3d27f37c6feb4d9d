import Foundation

extension Resampling {
  /// A figure that has a range, such as a WER or a skill, with its interval.
  ///
  /// Under the bootstrap it is a BCa interval (Efron 1987). BCa by itself is too narrow where units are
  /// few, as if the standard deviation were known; so its tails are those of `√(k / (k − 1)) · t(k − 1)`
  /// in place of the normal's (Hesterberg 2015, "expanded percentile"). Under the jackknife it is
  /// value ± t(k − 1) · standard error, cut to the range.
  package func estimate(
    of figure: ResampledFigure, within range: ClosedRange<Double> = -.infinity ... .infinity
  ) -> Estimate {
    guard let error = standardError(of: figure) else {
      return Estimate(value: figure.value, without: lack(of: figure))
    }
    if !figure.resampled.isEmpty {
      let k = Double(units)
      let tail = studentQuantile * (k / (k - 1)).squareRoot()
      if let ends = Self.bca(figure, tail: tail), ends.lowerBound < ends.upperBound {
        return Estimate(
          value: figure.value, lower: ends.lowerBound, upper: ends.upperBound, method: .bootstrap)
      }
    }
    let reach = studentQuantile * error
    return Estimate(
      value: figure.value, lower: max(figure.value - reach, min(range.lowerBound, figure.value)),
      upper: min(figure.value + reach, max(range.upperBound, figure.value)), method: .jackknife)
  }

  /// A difference of two figures of the same units, with its interval: always
  /// `value ± t(k − 1) · standard error` of the jackknife.
  ///
  /// Differences are as often large on either side, and BCa's acceleration, estimated from a few large
  /// ones, then does harm.
  package func difference(_ figure: ResampledFigure) -> Estimate {
    estimate(of: figure.withoutResamples)
  }

  /// The two-sided p of "the figure is 0", `2 · P(t(k − 1) ≥ |value| / standard error)`, which agrees with
  /// the interval of ``difference(_:)``.
  ///
  /// Where leaving out no unit changes the figure, all units agree, and p is that of a sign test, `2 / 2ᵏ`.
  ///
  /// - Returns: nil with fewer than three units; 1 for a figure that is 0.
  package func twoSidedP(of figure: ResampledFigure) -> Double? {
    guard units >= Self.fewestForInterval else { return nil }
    guard figure.value != 0 else { return 1 }
    guard let error = standardError(of: figure) else {
      return min(1, 2 * pow(0.5, Double(units)))
    }
    return Probabilities.student(beyond: figure.value / error, degrees: Double(units - 1))
  }

  /// The difference that a test at `level` would have found with a probability of `power`,
  ///
  ///     (t(1 − level / 2; k − 1) + t(power; k − 1)) · standard error,
  ///
  /// from the standard error of the difference that was seen.
  ///
  /// - Returns: nil where there is no standard error.
  package func detectable(
    _ figure: ResampledFigure, level: Double, power: Double = 0.8
  ) -> Double? {
    guard let error = standardError(of: figure) else { return nil }
    let degrees = Double(units - 1)
    return error
      * (Probabilities.studentQuantile(1 - level / 2, degrees: degrees)
        + Probabilities.studentQuantile(power, degrees: degrees))
  }

  /// The delete-one jackknife's, `√((k − 1) / k · Σ (θ₍ᵢ₎ − mean)²)`: for a mean the classical one.
  ///
  /// - Returns: nil with fewer than three units, and where leaving out no unit changes the figure beyond
  ///   rounding.
  package func standardError(of figure: ResampledFigure) -> Double? {
    guard let variance = covariance(figure, figure) else { return nil }
    let error = variance.squareRoot()
    let scale = max(abs(figure.value), figure.deleted.reduce(0) { max($0, abs($1)) })
    return error > 1e-12 * max(scale, 1e-3) ? error : nil
  }

  /// The delete-one jackknife's covariance of two figures of this resampling; nil with fewer than three
  /// units.
  package func covariance(_ left: ResampledFigure, _ right: ResampledFigure) -> Double? {
    guard units >= Self.fewestForInterval, left.deleted.count == units,
      right.deleted.count == units
    else { return nil }
    let k = Double(units)
    let means = (left.deleted.reduce(0, +) / k, right.deleted.reduce(0, +) / k)
    let sum = zip(left.deleted, right.deleted).reduce(0) {
      $0 + ($1.0 - means.0) * ($1.1 - means.1)
    }
    return sum * (k - 1) / k
  }

  /// Student's t with k − 1 degrees of freedom at the upper end of the intervals.
  var studentQuantile: Double {
    Probabilities.studentQuantile((1 + confidence) / 2, degrees: Double(units - 1))
  }

  /// Why a figure without standard error has no interval.
  func lack(of figure: ResampledFigure) -> Estimate.NoInterval {
    units < Self.fewestForInterval ? .fewUnits : .noVariation
  }

  /// BCa ends at ± `tail` standard normal deviations; nil where the correction has no solution.
  package static func bca(_ figure: ResampledFigure, tail: Double) -> ClosedRange<Double>? {
    let sorted = figure.resampled.sorted()
    let count = Double(sorted.count)
    // Half of those that equal the figure: counts are whole numbers.
    let below = sorted.reduce(0.0) {
      $0 + ($1 < figure.value ? 1 : $1 == figure.value ? 0.5 : 0)
    }
    let bias = Probabilities.normalQuantile(min(max(below, 0.5), count - 0.5) / count)
    let mean = figure.deleted.reduce(0, +) / Double(figure.deleted.count)
    var (squares, cubes) = (0.0, 0.0)
    for value in figure.deleted {
      let influence = mean - value
      squares += influence * influence
      cubes += influence * influence * influence
    }
    guard squares > 0 else { return nil }
    let acceleration = cubes / (6 * squares * squares.squareRoot())
    func end(_ z: Double) -> Double? {
      let denominator = 1 - acceleration * (bias + z)
      guard denominator > 0 else { return nil }
      return quantile(Probabilities.normal(below: bias + (bias + z) / denominator), of: sorted)
    }
    guard let lower = end(-tail), let upper = end(tail), lower <= upper else { return nil }
    return lower...upper
  }

  /// Linear interpolation between order statistics (type 7 of Hyndman & Fan, 1996).
  package static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
    return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
  }
}
