import Foundation

/// The matched-pairs test of two systems' word errors on the same segments (Gillick & Cox, ICASSP
/// 1989), each utterance a segment.
///
/// With `Z` the difference of errors per utterance, `W = mean(Z) / (sd(Z) / √n)` is compared with a
/// standard normal, two-sided. NIST's MAPSSWE cuts finer segments where both systems are right for
/// two words; whole utterances are independent without that.
package enum MatchedPairs {
  /// The probability of a difference at least this large if the systems are equally good; 1 where
  /// they make equal errors everywhere.
  ///
  /// - Precondition: as many counts on both sides, at least one.
  package static func p(_ first: [Int], _ second: [Int]) -> Double {
    precondition(first.count == second.count && !first.isEmpty, "counts come in pairs")
    let differences = zip(first, second).map { Double($0 - $1) }
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    guard mean != 0 else { return 1 }
    guard count > 1 else { return 1 }
    let variance =
      differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    guard variance > 0 else { return 0 }
    let w = mean / (variance / count).squareRoot()
    return erfc(abs(w) / 2.0.squareRoot())
  }
}
