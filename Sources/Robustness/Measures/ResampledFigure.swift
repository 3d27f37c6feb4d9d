/// A figure from all utterances and from each resample of a ``Bootstrap``, in the resamples' order.
///
/// Figures of one bootstrap are computed with each other resample by resample, so that whatever is
/// made of them (ratios, differences between models) stays paired.
package struct ResampledFigure: Hashable, Sendable {
  /// From all utterances.
  package let value: Double
  /// From each resample.
  package let resampled: [Double]

  package init(value: Double, resampled: [Double]) {
    self.value = value
    self.resampled = resampled
  }

  /// The difference, resample by resample.
  ///
  /// - Precondition: both come from one bootstrap.
  package static func - (left: Self, right: Self) -> Self {
    precondition(left.resampled.count == right.resampled.count, "figures of one bootstrap")
    return Self(
      value: left.value - right.value,
      resampled: zip(left.resampled, right.resampled).map { $0 - $1 })
  }

  /// `factor` times the figure.
  package func scaled(by factor: Double) -> Self {
    Self(value: value * factor, resampled: resampled.map { $0 * factor })
  }

  /// The ratio, resample by resample; nil unless `divisor` is above 0 in all of them and for all
  /// utterances. No resample is ever left out.
  ///
  /// - Precondition: both come from one bootstrap.
  package func divided(by divisor: Self) -> Self? {
    precondition(resampled.count == divisor.resampled.count, "figures of one bootstrap")
    guard divisor.isPositive else { return nil }
    return Self(
      value: value / divisor.value,
      resampled: zip(resampled, divisor.resampled).map { $0 / $1 })
  }

  /// Whether the figure is above 0 for all utterances and in every resample.
  package var isPositive: Bool { value > 0 && resampled.allSatisfy { $0 > 0 } }
}
