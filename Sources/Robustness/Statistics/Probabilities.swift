import Foundation

/// Distribution functions behind intervals and p: normal, Student's t, beta.
///
/// The incomplete beta function is a continued fraction by Lentz's method (Press et al., *Numerical
/// Recipes*, 6.4); quantiles come from bisection, so they are exact to the last few bits and the same
/// everywhere.
package enum Probabilities {
  /// Φ(x), the probability of a standard normal at or below `x`.
  package static func normal(below x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

  /// Φ⁻¹(p).
  ///
  /// - Precondition: 0 < p < 1.
  package static func normalQuantile(_ p: Double) -> Double {
    precondition(p > 0 && p < 1, "a probability inside 0 and 1")
    return bisect(p, from: -40, to: 40) { normal(below: $0) }
  }

  /// The probability of Student's t at or below `t`.
  ///
  /// - Precondition: `degrees` above 0; they may be fractional.
  package static func student(below t: Double, degrees: Double) -> Double {
    precondition(degrees > 0, "degrees of freedom above 0")
    let tail = beta(below: degrees / (degrees + t * t), degrees / 2, 0.5) / 2
    return t > 0 ? 1 - tail : tail
  }

  /// The probability of |t| at least this large: from the tail, so that small ones keep their digits.
  package static func student(beyond t: Double, degrees: Double) -> Double {
    beta(below: degrees / (degrees + t * t), degrees / 2, 0.5)
  }

  /// The t below which a share of Student's distribution lies.
  ///
  /// - Precondition: 0 < p < 1.
  package static func studentQuantile(_ p: Double, degrees: Double) -> Double {
    precondition(p > 0 && p < 1, "a probability inside 0 and 1")
    if p < 0.5 { return -studentQuantile(1 - p, degrees: degrees) }
    var bound = 2.0
    while student(beyond: bound, degrees: degrees) / 2 > 1 - p, bound < 1e12 { bound *= 2 }
    return bisect(p, from: 0, to: bound) { 1 - student(beyond: $0, degrees: degrees) / 2 }
  }

  /// The regularized incomplete beta function I_x(a, b).
  ///
  /// - Precondition: a and b above 0.
  package static func beta(below x: Double, _ a: Double, _ b: Double) -> Double {
    precondition(a > 0 && b > 0, "shapes above 0")
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let front = exp(
      logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x))
    return x < (a + 1) / (a + b + 2)
      ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
  }

  /// The x at which I_x(a, b) is `p`.
  package static func betaQuantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    bisect(p, from: 0, to: 1) { beta(below: $0, a, b) }
  }

  /// Lanczos's approximation (g = 7, nine terms); the C library's `lgamma` keeps a sign in a global.
  private static func logGamma(_ x: Double) -> Double {
    let terms = [
      0.999_999_999_999_809_93, 676.520_368_121_885_1, -1_259.139_216_722_402_8,
      771.323_428_777_653_13, -176.615_029_162_140_59, 12.507_343_278_686_905,
      -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6, 1.505_632_735_149_311_6e-7,
    ]
    if x < 0.5 { return log(.pi / sin(.pi * x)) - logGamma(1 - x) }
    let x = x - 1
    var sum = terms[0]
    for index in 1..<terms.count { sum += terms[index] / (x + Double(index)) }
    let t = x + 7.5
    return 0.5 * log(2 * .pi) + (x + 0.5) * log(t) - t + log(sum)
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func guarded(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / guarded(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...500 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / guarded(1 + even * d)
      c = guarded(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / guarded(1 + odd * d)
      c = guarded(1 + odd / c)
      result *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return result
  }

  /// The argument at which an increasing function reaches `target`.
  private static func bisect(
    _ target: Double, from low: Double, to high: Double, _ function: (Double) -> Double
  ) -> Double {
    var (low, high) = (low, high)
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      if middle == low || middle == high { break }
      if function(middle) < target { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }
}
