import Foundation
import PropertyTesting
import Robustness
import Testing

@Suite struct `Intervals of resampled figures` {
  @Test func `equal seeds give equal intervals, others not`() {
    let counts = (0..<200).map { $0 % 7 }
    func interval(_ seed: Seed) -> Estimate {
      let resampling = Resampling(utterances: 200, resamples: 300, seed: seed)
      return resampling.estimate(of: resampling.sums(of: counts))
    }
    #expect(interval(1) == interval(1))
    #expect(interval(1) != interval(2))
  }

  /// scipy 1.17.1, 200,000 resamples: `scipy.stats.bootstrap((e, w), ratio, paired=True, method="BCa")`
  /// gives [0.12366, 0.24675], its percentile interval [0.11602, 0.23770], its standard error 0.03116.
  @Test func `BCa with normal tails agrees with scipy`() throws {
    let errors = [
      0, 2, 1, 0, 3, 0, 1, 5, 0, 1, 2, 0, 0, 1, 4, 0, 1, 0, 2, 1, 0, 0, 6, 1, 0, 2, 1, 0, 3, 0,
    ]
    let words = [
      5, 9, 6, 4, 11, 3, 7, 12, 8, 5, 9, 6, 2, 7, 10, 4, 6, 8, 9, 5, 3, 7, 13, 6, 4, 9, 8, 5, 10, 6,
    ]
    let resampling = Resampling(utterances: 30, resamples: 40_000, seed: 3)
    let ratio = try #require(
      resampling.sums(of: errors).divided(by: resampling.sums(of: words)))
    let ends = try #require(Resampling.bca(ratio, tail: 1.959963984540054))
    #expect(abs(ends.lowerBound - 0.12366) < 0.0012)
    #expect(abs(ends.upperBound - 0.24675) < 0.0022)
    // What is given is wider: t with 29 degrees of freedom, √(30 / 29) for the variance.
    let given = resampling.estimate(of: ratio)
    #expect(given.lower < ends.lowerBound && given.upper > ends.upperBound)
    #expect(given.method == .bootstrap)
  }

  /// The jackknife of a mean is the classical standard error: scipy 1.17.1, `ttest_rel` of these counts
  /// has p 0.07080395506803458 and the interval [−0.06699505336387956, 1.400328386697213].
  @Test(arguments: [1, 3]) func `a difference of means is the paired t test`(copies: Int) throws {
    let first = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], second = [2, 1, 3, 3, 5, 7, 2, 5, 3, 3, 4, 6]
    let resampling = Resampling(
      clusters: (0..<12 * copies).map { "\($0 % 12)" }, resamples: 10, seed: 1)
    func mean(_ counts: [Int]) throws -> ResampledFigure {
      let all = (0..<12 * copies).map { counts[$0 % 12] }
      return try #require(
        resampling.sums(of: all)
          .divided(by: resampling.sums(of: [Int](repeating: 1, count: all.count))))
    }
    let difference = try mean(first) - mean(second)
    let estimate = resampling.difference(difference)
    #expect(abs(estimate.value - 2.0 / 3) < 1e-12)
    #expect(abs(estimate.lower + 0.06699505336387956) < 1e-9)
    #expect(abs(estimate.upper - 1.400328386697213) < 1e-9)
    #expect(estimate.method == .jackknife)
    let p = try #require(resampling.twoSidedP(of: difference))
    #expect(abs(p - 0.07080395506803458) < 1e-10)
  }

  /// numpy 2 and scipy 1.17.1, five clusters: ratio 0.16923076923076924, jackknife's standard error
  /// 0.014723350417621113, interval with t(4) [0.1283521950316532, 0.21010934342988527].
  @Test func `a ratio of few clusters is that of a jackknife by hand`() throws {
    let resampling = Resampling(utterances: 5, resamples: 10, seed: 1)
    let figure = resampling.estimate(
      resampling.sums(of: [3, 5, 2, 8, 4]), per: resampling.sums(of: [20, 31, 17, 40, 22]),
      else: .noReferenceWords)
    let estimate = try #require(figure.estimate)
    #expect(abs(estimate.value - 0.16923076923076924) < 1e-12)
    #expect(abs(estimate.lower - 0.1283521950316532) < 1e-9)
    #expect(abs(estimate.upper - 0.21010934342988527) < 1e-9)
  }

  @Test func `the jackknife's interval does not leave the range of the figure`() throws {
    let resampling = Resampling(utterances: 4, resamples: 10, seed: 1)
    let figure = resampling.estimate(
      resampling.sums(of: [9, 0, 0, 1]), per: resampling.sums(of: [10, 10, 10, 10]), within: 0...1,
      else: .noReferenceWords)
    let estimate = try #require(figure.estimate)
    #expect(estimate.lower == 0 && estimate.upper < 1)
  }

  @Test(arguments: [1, 2]) func `below three units there is a figure and no interval`(units: Int) {
    let resampling = Resampling(
      clusters: (0..<30).map { "\($0 % units)" }, resamples: 10, seed: 1)
    let sums = resampling.sums(of: Array(0..<30))
    #expect(resampling.estimate(of: sums) == Estimate(value: 435, without: .fewUnits))
    #expect(resampling.difference(sums).noInterval == .fewUnits)
    #expect(resampling.twoSidedP(of: sums) == nil)
    #expect(resampling.detectable(sums, level: 0.05) == nil)
  }

  @Test(arguments: [5, 50]) func `counts that are all alike give no interval`(count: Int) {
    let resampling = Resampling(utterances: count, resamples: 100, seed: 1)
    let errors = resampling.sums(of: [Int](repeating: 1, count: count))
    let words = resampling.sums(of: [Int](repeating: 3, count: count))
    let figure = resampling.estimate(errors, per: words, else: .noReferenceWords)
    #expect(figure == .estimate(Estimate(value: 1.0 / 3, without: .noVariation)))
  }

  @Test func `a resample with nothing to divide by leaves a figure without an interval`() {
    let resampling = Resampling(utterances: 25, resamples: 500, seed: 1)
    let words = resampling.sums(of: [10] + [Int](repeating: 0, count: 24))
    let errors = resampling.sums(of: [Int](repeating: 1, count: 25))
    #expect(
      resampling.estimate(errors, per: words, else: .noReferenceWords)
        == .estimate(Estimate(value: 2.5, without: .undefinedInResample)))
    let none = resampling.sums(of: [Int](repeating: 0, count: 25))
    #expect(
      resampling.estimate(errors, per: none, else: .noReferenceWords)
        == .undefined(.noReferenceWords))
  }

  @Test func `paired differences of equal counts are 0 without an interval`() {
    let resampling = Resampling(utterances: 50, resamples: 100, seed: 1)
    let sums = resampling.sums(of: (0..<50).map { $0 % 3 })
    #expect(resampling.difference(sums - sums) == Estimate(value: 0, without: .noVariation))
    #expect(resampling.twoSidedP(of: sums - sums) == 1)
  }

  /// All of k units agree exactly, as in a sign test.
  @Test func `a difference that no unit changes has the p of a sign test`() {
    let resampling = Resampling(utterances: 5, resamples: 10, seed: 1)
    let figure = ResampledFigure(
      value: 1, resampled: [], deleted: [Double](repeating: 1, count: 5))
    #expect(resampling.twoSidedP(of: figure) == 2.0 / 32)
  }

  /// With a standard error of 0.1 and 11 degrees of freedom: t(0.975) = 2.200985, t(0.8) = 0.875530.
  @Test func `what would have been detected follows from standard error, level and power`() throws {
    let resampling = Resampling(utterances: 12, resamples: 10, seed: 1)
    let spread = (0.01 * 12 / 11.0 / 12).squareRoot()
    let figure = ResampledFigure(
      value: 0, resampled: [], deleted: (0..<12).map { $0 % 2 == 0 ? spread : -spread })
    let error = try #require(resampling.standardError(of: figure))
    #expect(abs(error - 0.1) < 1e-9)
    let detectable = try #require(resampling.detectable(figure, level: 0.05))
    #expect(abs(detectable - 0.1 * (2.200985160082949 + 0.875529978)) < 1e-6)
    #expect(try #require(resampling.detectable(figure, level: 0.01)) > detectable)
  }

  /// Fieller's ends are the ratios ρ for which `numerator − ρ · denominator` is just significant.
  @Test func `Fieller's ends are where the difference becomes significant`() throws {
    let resampling = Resampling(utterances: 40, resamples: 10, seed: 1)
    let top = resampling.sums(of: `Resampled units`.counts(40))
    let bottom = resampling.sums(of: `Resampled units`.words(40))
    let estimate = try #require(resampling.fieller(top, bottom))
    #expect(estimate.method == .fieller && estimate.lower < estimate.value)
    for ratio in [estimate.lower, estimate.upper] {
      let p = try #require(resampling.twoSidedP(of: top - bottom.scaled(by: ratio)))
      #expect(abs(p - 0.05) < 1e-9)
    }
    let noise = resampling.sums(of: (0..<40).map { $0 % 2 == 0 ? 1 : -1 })
    #expect(resampling.fieller(bottom, noise) == nil)
  }
}
