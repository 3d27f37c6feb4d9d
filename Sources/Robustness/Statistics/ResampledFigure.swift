/// A figure from all utterances, from each resample of a ``Resampling``, and with each of its units left
/// out, in their order.
///
/// Figures of one resampling are computed with each other, resample by resample and unit by unit, so that
/// whatever is made of them (ratios, differences between models) stays paired.
package struct ResampledFigure: Hashable, Sendable {
  /// The figure over all utterances.
  package let value: Double
  /// The figure over each bootstrap resample; empty under the jackknife.
  package let resampled: [Double]
  /// The figure with each unit left out.
  package let deleted: [Double]

  package init(value: Double, resampled: [Double], deleted: [Double] = []) {
    self.value = value
    self.resampled = resampled
    self.deleted = deleted
  }

  private static func combined(
    _ left: Self, _ right: Self, _ combine: (Double, Double) -> Double
  ) -> Self {
    precondition(
      left.deleted.count == right.deleted.count
        && (left.resampled.count == right.resampled.count
          || left.resampled.isEmpty || right.resampled.isEmpty),
      "figures of one resampling")
    return Self(
      value: combine(left.value, right.value),
      // Empty where one of them is for the jackknife alone.
      resampled: zip(left.resampled, right.resampled).map(combine),
      deleted: zip(left.deleted, right.deleted).map(combine))
  }

  /// The difference, resample by resample.
  ///
  /// - Precondition: both come from one resampling.
  package static func - (left: Self, right: Self) -> Self { combined(left, right) { $0 - $1 } }

  /// The sum, resample by resample.
  ///
  /// - Precondition: both come from one resampling.
  package static func + (left: Self, right: Self) -> Self { combined(left, right) { $0 + $1 } }

  /// The figure multiplied by `factor`.
  package func scaled(by factor: Double) -> Self {
    Self(
      value: value * factor, resampled: resampled.map { $0 * factor },
      deleted: deleted.map { $0 * factor })
  }

  /// The ratio, resample by resample; nil unless `divisor` is above 0 in all of them and for all
  /// utterances. No resample is ever left out.
  ///
  /// - Precondition: both come from one resampling.
  package func divided(by divisor: Self) -> Self? {
    guard divisor.isPositive else { return nil }
    return Self.combined(self, divisor) { $0 / $1 }
  }

  /// Whether the figure is above 0 for all utterances, in every resample and without any one unit.
  package var isPositive: Bool {
    value > 0 && resampled.allSatisfy { $0 > 0 } && deleted.allSatisfy { $0 > 0 }
  }

  /// The figure for the jackknife alone.
  package var withoutResamples: Self { Self(value: value, resampled: [], deleted: deleted) }
}
