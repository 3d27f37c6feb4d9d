import Foundation

/// The mean of a figure over models that differ in their training seed, with the spread between them.
///
/// From five seeds on its interval is two-level: with S seeds, k units, seed s's figure θ_s, their mean θ̄
/// and sample variance v, and jackknife variances J over the units,
///
///     V = J(θ̄) + max(0, v / S − Σ J(θ_s − θ̄) / (S (S − 1)))
///     ν = V² / (B² / (S − 1) + J(θ̄)² / (k − 1)),   B = V − J(θ̄)
///     θ̄ ± t(ν) · √V
///
/// Where the figure has a range, such as a WER, the ends are those of the logarithm of its distance from the
/// range's end, `θ̄ · exp(± t(ν) · √V / θ̄)`: with few utterances the other ones cover too little.
///
/// J(θ̄) is what other utterances would change, B what other seeds would: the spread between seeds less the
/// part of it that comes from the utterances and is in J(θ̄) already. ν is Welch and Satterthwaite's.
public struct SeedMean: Hashable, Sendable, Codable {
  /// Seeds below which there is no interval.
  public static let fewestSeeds = 5

  /// The mean with its interval, or the reason why it has none.
  public let mean: Figure
  /// The sample standard deviation of the seeds' figures; nil where one of them has none.
  public let deviation: Double?

  package init(mean: Figure, deviation: Double?) {
    self.mean = mean
    self.deviation = deviation
  }

  /// - Parameters:
  ///   - figures: of each seed, at least two.
  ///   - range: that the figure cannot leave.
  package init(
    of figures: [ChoiceMeasures.Outcome], within range: ClosedRange<Double>,
    _ resampling: Resampling
  ) {
    let seeds = figures.compactMap { try? $0.get().withoutResamples }
    for figure in figures {
      guard case .failure(let reason) = figure else { continue }
      self.init(mean: .undefined(reason), deviation: nil)
      return
    }
    precondition(seeds.count > 1, "a group has at least two models")
    let count = Double(seeds.count)
    let mean = seeds.dropFirst().reduce(seeds[0], +).scaled(by: 1 / count)
    let variance =
      seeds.reduce(0) { $0 + ($1.value - mean.value) * ($1.value - mean.value) } / (count - 1)
    func estimate() -> Estimate {
      guard seeds.count >= Self.fewestSeeds else {
        return Estimate(value: mean.value, without: .fewSeeds)
      }
      guard let ofUnits = resampling.covariance(mean, mean) else {
        return Estimate(value: mean.value, without: .fewUnits)
      }
      let shared = seeds.reduce(0) { sum, seed in
        let apart = seed - mean
        return sum + (resampling.covariance(apart, apart) ?? 0)
      }
      let ofSeeds = max(0, variance / count - shared / (count * (count - 1)))
      let total = ofUnits + ofSeeds
      guard total > 0 else { return Estimate(value: mean.value, without: .noVariation) }
      let degrees =
        total * total
        / (ofSeeds * ofSeeds / (count - 1) + ofUnits * ofUnits / Double(resampling.units - 1))
      let reach =
        Probabilities.studentQuantile((1 + resampling.confidence) / 2, degrees: degrees)
        * total.squareRoot()
      let ends = Self.ends(mean.value, reach: reach, within: range)
      return Estimate(
        value: mean.value, lower: ends.lowerBound, upper: ends.upperBound, method: .seeds)
    }
    self.init(mean: .estimate(estimate()), deviation: variance.squareRoot())
  }

  /// `value ± reach`, on the logarithmic scale where `range` has one end.
  private static func ends(
    _ value: Double, reach: Double, within range: ClosedRange<Double>
  ) -> ClosedRange<Double> {
    let (below, above) = (value - range.lowerBound, range.upperBound - value)
    if below.isFinite, below > 0 {
      let factor = exp(reach / below)
      return range.lowerBound + below / factor...range.lowerBound + below * factor
    }
    if above.isFinite, above > 0 {
      let factor = exp(reach / above)
      return range.upperBound - above * factor...range.upperBound - above / factor
    }
    return value - reach...value + reach
  }
}
