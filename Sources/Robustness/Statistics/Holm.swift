/// Holm's step-down correction for testing several hypotheses at once (Holm 1979).
///
/// The m probabilities in ascending order are multiplied by m, m − 1, …, 1, kept ascending, and
/// bounded by 1. Rejecting what is then below α errs anywhere in the family with probability α at
/// most, however the tests depend on each other.
package enum Holm {
  /// The corrected probabilities, in the order of the given ones.
  package static func adjusted(_ probabilities: [Double]) -> [Double] {
    let order = probabilities.indices.sorted {
      (probabilities[$0], $0) < (probabilities[$1], $1)
    }
    var adjusted = probabilities
    var least = 0.0
    for (place, index) in order.enumerated() {
      least = max(least, min(1, Double(order.count - place) * probabilities[index]))
      adjusted[index] = least
    }
    return adjusted
  }

  /// The level at which what is not rejected was tested: `level / (m − rejected)`.
  package static func openLevel(_ adjusted: [Double], level: Double) -> Double {
    let rejected = adjusted.count { $0 < level }
    return level / Double(max(1, adjusted.count - rejected))
  }
}
