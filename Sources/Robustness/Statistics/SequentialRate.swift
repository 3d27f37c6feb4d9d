import Foundation

/// A rate of failures that is looked at after every case, as often as one likes.
///
/// Its confidence sequence contains the true rate after *all* cases at once with the probability that it
/// states, so whoever stops as soon as it decides errs no more often than that. An interval for a fixed number
/// of cases, such as ``ExactRate``, promises that for one look only.
///
/// It is Robbins's mixture (1970), for a Bernoulli rate: after k failures in n cases, the likelihood of what
/// was seen, averaged over all rates with Jeffreys's weights Beta(½, ½), by its likelihood at the rate m,
///
///     M_n(m) = B(k + ½, n − k + ½) / B(½, ½) / (m^k · (1 − m)^(n − k))
///
/// is a martingale that starts at 1 if m is the true rate, and by Ville's inequality (1939) it ever reaches
/// 1 / α with a probability of α at most. The confidence sequence is all m with M_n(m) < 1 / α. (Waudby-Smith
/// and Ramdas, 2024, call such a martingale a bet against m, and survey it with others.)
///
/// Cases must come in an order that does not depend on their outcome, each of another utterance.
package struct SequentialRate: Hashable, Sendable {
  /// Coverage over all looks, 0.95 for 95 %.
  package let confidence: Double
  package private(set) var cases = 0
  package private(set) var failures = 0
  /// Logarithm of the averaged likelihood: the product of what each case was predicted with.
  private var logMixture = 0.0

  /// - Precondition: a confidence between 0 and 1.
  package init(confidence: Double = 0.95) {
    precondition(confidence > 0 && confidence < 1, "a confidence between 0 and 1")
    self.confidence = confidence
  }

  /// Counts a case.
  package mutating func observe(isFailure: Bool) {
    let seen = isFailure ? failures : cases - failures
    logMixture += log((Double(seen) + 0.5) / (Double(cases) + 1))
    cases += 1
    if isFailure { failures += 1 }
  }

  /// Whether the confidence sequence leaves out `rate`.
  package func excludes(_ rate: Double) -> Bool {
    logMartingale(at: rate) >= -log(1 - confidence)
  }

  /// The rate with its confidence sequence after the cases so far; nil before the first.
  package var estimate: Estimate? {
    guard cases > 0 else { return nil }
    let value = Double(failures) / Double(cases)
    // The martingale falls up to the rate that was seen and rises from there.
    return Estimate(
      value: value, lower: end(from: value, to: 0), upper: end(from: value, to: 1), method: .exact)
  }

  /// The logarithm of the martingale, ln M_n(m).
  private func logMartingale(at rate: Double) -> Double {
    func term(_ count: Int, _ rate: Double) -> Double {
      count == 0 ? 0 : Double(count) * log(rate)
    }
    return logMixture - term(failures, rate) - term(cases - failures, 1 - rate)
  }

  /// The end of the confidence sequence between the observed rate and a bound of all rates.
  private func end(from inside: Double, to bound: Double) -> Double {
    guard excludes(bound) else { return bound }
    var (inside, outside) = (inside, bound)
    for _ in 0..<60 {
      let middle = inside + (outside - inside) / 2
      if excludes(middle) { outside = middle } else { inside = middle }
    }
    return outside
  }
}
