import Foundation

/// The mean of a figure over training seeds, and what other seeds would change of it.
struct SeedSpread {
  /// The mean over seeds, for the jackknife over units.
  let mean: ResampledFigure
  /// The sample variance of the seeds' figures.
  let variance: Double
  let seeds: Int
  /// The part of the mean's variance that comes from the seeds: `variance / S` less what of it comes from the
  /// utterances, `Σ J(θ_s − θ̄) / (S (S − 1))`; not below 0.
  private let ofSeeds: Double

  /// - Parameter figures: of each seed, at least two.
  /// - Throws: the reason why a seed has no figure.
  init(
    of figures: [ChoiceMeasures.Outcome], _ resampling: Resampling
  ) throws(UndefinedReason) {
    var seeds: [ResampledFigure] = []
    for figure in figures {
      switch figure {
      case .success(let figure): seeds.append(figure.withoutResamples)
      case .failure(let reason): throw reason
      }
    }
    precondition(seeds.count > 1, "a group has at least two models")
    let count = Double(seeds.count)
    let mean = seeds.dropFirst().reduce(seeds[0], +).scaled(by: 1 / count)
    let variance =
      seeds.reduce(0) { $0 + ($1.value - mean.value) * ($1.value - mean.value) } / (count - 1)
    let shared = seeds.reduce(0) { sum, seed in
      let apart = seed - mean
      return sum + (resampling.covariance(apart, apart) ?? 0)
    }
    (self.mean, self.variance, self.seeds) = (mean, variance, seeds.count)
    ofSeeds = max(0, variance / count - shared / (count * (count - 1)))
  }

  /// How uncertain a figure is that is made of means over seeds.
  enum Uncertainty {
    case known(StandardError)
    case unknown(Estimate.NoInterval)
  }

  /// The standard error for an interval with Student's t.
  struct StandardError {
    let value: Double
    /// The degrees of freedom, according to Welch and Satterthwaite.
    let degrees: Double

    /// How far an interval reaches to each side.
    func reach(_ confidence: Double) -> Double {
      Probabilities.studentQuantile((1 + confidence) / 2, degrees: degrees) * value
    }
  }

  /// - Parameter figure: a mean, or a difference of means, of `spreads`.
  static func uncertainty(
    of figure: ResampledFigure, over spreads: [SeedSpread], _ resampling: Resampling
  ) -> Uncertainty {
    guard spreads.allSatisfy({ $0.seeds >= SeedMean.fewestSeeds }) else {
      return .unknown(.fewSeeds)
    }
    guard let ofUnits = resampling.covariance(figure, figure) else { return .unknown(.fewUnits) }
    let total = spreads.reduce(ofUnits) { $0 + $1.ofSeeds }
    guard total > 0 else { return .unknown(.noVariation) }
    let parts = spreads.reduce(ofUnits * ofUnits / Double(resampling.units - 1)) {
      $0 + $1.ofSeeds * $1.ofSeeds / Double($1.seeds - 1)
    }
    return .known(StandardError(value: total.squareRoot(), degrees: total * total / parts))
  }
}
