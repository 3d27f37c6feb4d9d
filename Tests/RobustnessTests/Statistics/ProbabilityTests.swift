import Robustness
import Testing

/// Expected values are printed by scipy 1.17.1 (`scipy.stats.t`, `norm`, `beta`).
@Suite struct `Distribution functions` {
  @Test(arguments: [
    (1.0, 12.706204736174694, 1.3763819204711738, 0.20871440016015272),
    (2, 4.302652729749462, 1.0606601717798214, 0.16162351590802015),
    (4, 2.7764451051977934, 0.9409645772351816, 0.13172579823561206),
    (19, 2.0930240544083087, 0.8609505502689286, 0.10457575014866397),
    (699, 1.9633635759209296, 0.8421357574464723, 0.09701473732522789),
  ])
  func `Student's t agrees with scipy`(
    degrees: Double, upper: Double, power: Double, below: Double
  ) {
    #expect(abs(Probabilities.studentQuantile(0.975, degrees: degrees) - upper) < 1e-9 * upper)
    #expect(abs(Probabilities.studentQuantile(0.8, degrees: degrees) - power) < 1e-9)
    #expect(abs(Probabilities.student(below: -1.3, degrees: degrees) - below) < 1e-11)
    #expect(abs(Probabilities.student(below: 1.3, degrees: degrees) - (1 - below)) < 1e-11)
    #expect(abs(Probabilities.student(beyond: 1.3, degrees: degrees) - 2 * below) < 1e-11)
  }

  @Test(arguments: [
    (0.001, -3.090232306167813), (0.025, -1.9599639845400545), (0.3, -0.5244005127080409),
    (0.975, 1.959963984540054),
  ])
  func `normal quantiles agree with scipy`(share: Double, quantile: Double) {
    #expect(abs(Probabilities.normalQuantile(share) - quantile) < 1e-9)
  }

  @Test(arguments: [
    (0.3, 2.0, 3.0, 0.3483), (0.9, 20, 1.5, 0.2341271102949332),
    (0.01, 0.5, 0.5, 0.06376856085851985),
  ])
  func `the incomplete beta function agrees with scipy`(
    x: Double, a: Double, b: Double, share: Double
  ) {
    #expect(abs(Probabilities.beta(below: x, a, b) - share) < 1e-12)
    #expect(abs(Probabilities.betaQuantile(share, a, b) - x) < 1e-10)
  }
}

/// Expected intervals are printed by statsmodels 0.15.0, `proportion_confint(method="beta")`, and by
/// scipy's `binomtest(…).proportion_ci(method="exact")`.
@Suite struct `Exact rates` {
  @Test(arguments: [
    (0, 20, 0.0, 0.16843347098308534), (20, 20, 0.8315665290169146, 1.0),
    (3, 20, 0.0320709371854637, 0.37892682654531396),
    (1, 100, 0.00025314603297742064, 0.05445938539208066),
    (37, 60, 0.48211495143116145, 0.7392929419840009), (0, 3, 0.0, 0.7075982261787134),
  ])
  func `Clopper and Pearson's interval agrees with statsmodels`(
    hits: Int, cases: Int, lower: Double, upper: Double
  ) {
    let estimate = ExactRate.estimate(hits, of: cases)
    #expect(estimate.value == Double(hits) / Double(cases))
    #expect(abs(estimate.lower - lower) < 1e-9 && abs(estimate.upper - upper) < 1e-9)
    #expect(estimate.method == .exact && estimate.hasInterval)
  }
}
