import Foundation
public import PropertyTesting
public import Transcripts

/// Adds random noise from a given distribution to each first-pass cost.
///
/// The noise is added to the total, and to the acoustic cost if there is one, since the language
/// cost is a fixed function of the text. The order stays, since the first pass doesn't sort again.
public struct ScoreNoise: Perturbation {
  /// The distribution of the noise, whose mean is 0.
  public enum Distribution: Hashable, Sendable, Codable {
    /// A normal distribution with this standard deviation, in the unit of the total cost.
    case normal(deviation: Double)
    /// A uniform distribution between −width and width.
    case uniform(width: Double)

    /// The standard deviation or the width.
    var size: Double {
      switch self {
      case .normal(let size), .uniform(let size): size
      }
    }
  }

  public let distribution: Distribution

  /// Makes the perturbation.
  ///
  /// - Precondition: the deviation or width is finite and not negative.
  public init(_ distribution: Distribution) {
    precondition(
      distribution.size >= 0 && distribution.size.isFinite, "noise has a finite size")
    self.distribution = distribution
  }

  public var id: String { "score-noise" }
  public var recipe: PerturbationRecipe {
    var settings = PerturbationSettings().with(.scoreNoise)
    settings.noise = distribution
    return .shipped(settings)
  }

  public var summary: String {
    switch distribution {
    case .normal(let deviation):
      "normal noise with standard deviation \(deviation) added to each first-pass cost"
    case .uniform(let width):
      "uniform noise of at most \(width) added to each first-pass cost"
    }
  }

  /// Draws noise for each hypothesis; the simplest choice is none.
  public func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    PerturbedList(
      NBestList(
        list.hypotheses.map { hypothesis in
          let noise = noise(at: source.float(in: -1...1))
          let costs = hypothesis.costs
          return Hypothesis(
            text: hypothesis.text,
            costs: FirstPassCosts(
              acoustic: costs.acoustic.map { $0 + noise }, language: costs.language,
              total: costs.total + noise))
        }))
  }

  /// The noise at a quantile, from −1 (the lowest) to 1 (the highest).
  func noise(at quantile: Double) -> Double {
    switch distribution {
    case .uniform(let width): width * quantile
    case .normal(let deviation): deviation * NormalQuantile.value(at: (quantile + 1) / 2)
    }
  }
}

/// The inverse of the normal distribution function, by P. J. Acklam's rational approximation
/// (relative error below 1.15e-9); at most ±8 at the ends, where it would be infinite.
enum NormalQuantile {
  private static let a = [
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
    1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00,
  ]
  private static let b = [
    -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
    6.680131188771972e+01, -1.328068155288572e+01, 1,
  ]
  private static let c = [
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
    -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00,
  ]
  private static let d = [
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
    3.754408661907416e+00, 1,
  ]

  static func value(at share: Double) -> Double {
    let edge = 0.02425
    if share < edge { return -tail(share) }
    if share > 1 - edge { return tail(1 - share) }
    let q = share - 0.5
    let r = q * q
    return polynomial(a, r) * q / polynomial(b, r)
  }

  private static func tail(_ share: Double) -> Double {
    guard share > 0 else { return 8 }
    let q = (-2 * log(share)).squareRoot()
    return min(-polynomial(c, q) / polynomial(d, q), 8)
  }

  private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reduce(0) { $0 * x + $1 }
  }
}

extension Perturbation where Self == ScoreNoise {
  /// Normal noise with this standard deviation, in the unit of the total cost.
  public static func scoreNoise(deviation: Double) -> Self {
    ScoreNoise(.normal(deviation: deviation))
  }
}
