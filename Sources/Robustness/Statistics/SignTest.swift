import Foundation

/// The sign test of paired differences: does one system win more often than the other?
///
/// With N₊ positive and N₋ negative differences, p = min(1, 2 · P(X ≤ min(N₊, N₋))) for X binomial with N₊ + N₋
/// tosses of a fair coin. Differences of 0 are split between the sides, an odd one going to the smaller, as
/// NIST's SCTK does, which makes a difference harder to show.
package enum SignTest {
  /// The two-sided p-value; 1 without any differences.
  package static func p(_ differences: [Double]) -> Double {
    let (positive, negative) = (differences.count { $0 > 0 }, differences.count { $0 < 0 })
    let count = differences.count
    let least = min(positive, negative) + (count - positive - negative + 1) / 2
    guard count > 0, 2 * least < count else { return 1 }
    // P(X ≤ k) of n fair tosses is I_½(n − k, k + 1).
    return min(
      1, 2 * Probabilities.beta(below: 0.5, Double(count - least), Double(least + 1)))
  }
}
