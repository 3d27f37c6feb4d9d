/// The exact interval of a rate of independent cases (Clopper and Pearson 1934).
///
/// It never covers the true rate less often than it says, for any rate and number of cases; Wilson's is
/// shorter and keeps its level on average only. Failure rates of properties are near 0, where that matters.
package enum ExactRate {
  /// - Precondition: 0 ≤ `hits` ≤ `cases`, and at least one case.
  package static func estimate(
    _ hits: Int, of cases: Int, confidence: Double = 0.95
  ) -> Estimate {
    precondition(cases > 0 && (0...cases).contains(hits), "hits among cases")
    let tail = (1 - confidence) / 2
    let (hit, missed) = (Double(hits), Double(cases - hits))
    return Estimate(
      value: hit / Double(cases),
      lower: hits == 0 ? 0 : Probabilities.betaQuantile(tail, hit, missed + 1),
      upper: hits == cases ? 1 : Probabilities.betaQuantile(1 - tail, hit + 1, missed),
      method: .exact)
  }
}
