import PropertyTesting

extension Resampling {
  /// A ratio of counts with its interval, or the reason why there is none.
  ///
  /// - Parameters:
  ///   - reason: where the denominator is 0.
  ///   - range: that the ratio cannot leave.
  package func estimate(
    _ numerator: ResampledFigure, per denominator: ResampledFigure,
    within range: ClosedRange<Double> = 0 ... .infinity, else reason: UndefinedReason
  ) -> Figure {
    guard denominator.value > 0 else { return .undefined(reason) }
    guard let ratio = numerator.divided(by: denominator) else {
      return .estimate(
        Estimate(value: numerator.value / denominator.value, without: .undefinedInResample))
    }
    return .estimate(estimate(of: ratio, within: range))
  }

  /// The ratio of two figures with Fieller's interval (1954): all ρ for which `numerator − ρ · denominator`
  /// does not differ from 0 by a t(k − 1) test of the jackknife.
  ///
  /// It takes the uncertainty of the denominator as it is, so it is bounded exactly if the denominator
  /// differs from 0 by the same test.
  ///
  /// - Returns: nil where it is not bounded.
  package func fieller(
    _ numerator: ResampledFigure, _ denominator: ResampledFigure
  ) -> Estimate? {
    guard denominator.value > 0, let variance = covariance(denominator, denominator),
      let common = covariance(numerator, denominator),
      let own = covariance(numerator, numerator)
    else { return nil }
    let square = studentQuantile * studentQuantile
    let a = denominator.value * denominator.value - square * variance
    let b = numerator.value * denominator.value - square * common
    let c = numerator.value * numerator.value - square * own
    guard a > 0 else { return nil }
    let root = max(0, b * b - a * c).squareRoot()
    let value = numerator.value / denominator.value
    // Rounding alone gives a width where both figures vary together.
    guard root / a > 1e-12 * max(abs(value), 1e-3) else {
      return Estimate(value: value, without: .noVariation)
    }
    return Estimate(
      value: value, lower: (b - root) / a, upper: (b + root) / a, method: .fieller)
  }

  /// A rate of cases that belong to utterances, such as pairs of words, with its interval.
  ///
  /// Where no unit has more than one case, cases are independent and the interval is exact
  /// (``ExactRate``). Otherwise units are resampled; where fewer than ``fewestForBootstrap`` of them have
  /// cases, by the jackknife over those alone. A rate of 0 or 1 has no spread that could be resampled: it
  /// gets the exact interval of as many cases as there are *units* with cases, which is right even if the
  /// cases of a unit always agree.
  ///
  /// - Returns: the reason where there are no cases.
  package func rate(of hits: [Int], among cases: [Int], else reason: UndefinedReason) -> Figure {
    rate(ofTotals: totals(of: hits), among: totals(of: cases), else: reason)
  }

  /// The same from counts of each unit.
  package func rate(
    ofTotals hitTotals: [Int], among caseTotals: [Int], else reason: UndefinedReason
  ) -> Figure {
    let (hit, count) = (hitTotals.reduce(0, +), caseTotals.reduce(0, +))
    guard count > 0 else { return .undefined(reason) }
    if caseTotals.allSatisfy({ $0 <= 1 }) {
      return .estimate(ExactRate.estimate(hit, of: count, confidence: confidence))
    }
    let concerned = caseTotals.indices.filter { caseTotals[$0] > 0 }
    guard concerned.count >= Self.fewestForInterval else {
      return .estimate(Estimate(value: Double(hit) / Double(count), without: .fewUnits))
    }
    if hit == 0 || hit == count {
      return .estimate(
        ExactRate.estimate(
          hit == 0 ? 0 : concerned.count, of: concerned.count, confidence: confidence))
    }
    guard concerned.count < units, concerned.count < Self.fewestForBootstrap else {
      return estimate(
        sums(ofTotals: hitTotals), per: sums(ofTotals: caseTotals), within: 0...1, else: reason)
    }
    let part = Resampling(
      utterances: concerned.count, resamples: 1, confidence: confidence, seed: Seed(0))
    return part.estimate(
      part.sums(of: concerned.map { hitTotals[$0] }),
      per: part.sums(of: concerned.map { caseTotals[$0] }), within: 0...1, else: reason)
  }
}
