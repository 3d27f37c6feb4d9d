import Foundation

/// Wilcoxon's signed-rank test of paired differences (1945).
///
/// Differences of 0 are left out; the others are ranked by size, equal ones sharing the mean of their ranks, and W
/// is the sum of the ranks of the positive ones. Up to ``exactLimit`` differences p comes from the exact
/// distribution of W over all 2ⁿ assignments of signs, equal ranks and all; above that from the normal
/// approximation with the variance `Σ r² / 4`.
package enum WilcoxonSignedRank {
  /// The most differences that all assignments of signs are counted for.
  package static let exactLimit = 50

  /// The two-sided p-value; 1 without any differences.
  package static func p(_ differences: [Double]) -> Double {
    let sorted = differences.filter { $0 != 0 }.sorted { abs($0) < abs($1) }
    guard !sorted.isEmpty else { return 1 }
    // Twice the ranks, which are whole numbers for equal differences, too.
    var ranks: [Int] = []
    var start = 0
    while start < sorted.count {
      let end = sorted[start...].firstIndex { abs($0) != abs(sorted[start]) } ?? sorted.count
      ranks += [Int](repeating: start + end + 1, count: end - start)
      start = end
    }
    let sum = zip(sorted, ranks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
    let all = ranks.reduce(0, +)
    guard sorted.count <= exactLimit else {
      let deviation = Double(ranks.reduce(0) { $0 + $1 * $1 }).squareRoot() / 2
      return erfc(abs(Double(sum) - Double(all) / 2) / deviation / 2.0.squareRoot())
    }
    // The share of assignments that give each sum.
    var shares = [Double](repeating: 0, count: all + 1)
    shares[0] = 1
    for rank in ranks {
      for total in stride(from: all, through: 0, by: -1) {
        shares[total] = (shares[total] + (total >= rank ? shares[total - rank] : 0)) / 2
      }
    }
    return min(1, 2 * shares[...min(sum, all - sum)].reduce(0, +))
  }
}
