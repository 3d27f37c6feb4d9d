import Foundation
import PropertyTesting
import Robustness
import Testing

@Suite struct `Bootstrap intervals` {
  @Test func `each resample draws as many utterances as there are`() {
    let bootstrap = Bootstrap(utterances: 37, resamples: 50, seed: 1)
    #expect(bootstrap.sums(of: Array(repeating: 1, count: 37)).resampled.allSatisfy { $0 == 37 })
  }

  @Test func `equal seeds give equal intervals, others not`() {
    let counts = (0..<200).map { $0 % 7 }
    func interval(_ seed: Seed) -> Estimate? {
      let bootstrap = Bootstrap(utterances: 200, resamples: 300, seed: seed)
      return bootstrap.estimate(of: [bootstrap.sums(of: counts)]) { $0[0] / 200 }
    }
    #expect(interval(1) == interval(1))
    #expect(interval(1) != interval(2))
  }

  /// The standard error of a mean is σ / √n; the 95 % interval is ± 1.96 of them.
  @Test func `the interval of a mean is the normal one for many utterances`() throws {
    let count = 500
    let counts = (0..<count).map { ($0 * 7_919) % 11 }
    let mean = Double(counts.reduce(0, +)) / Double(count)
    let variance =
      counts.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(count)
    let error = (variance / Double(count)).squareRoot()
    let bootstrap = Bootstrap(utterances: count, resamples: 1_000, seed: 3)
    let estimate = try #require(
      bootstrap.estimate(of: [bootstrap.sums(of: counts)]) { $0[0] / Double(count) })
    #expect(abs(estimate.value - mean) < 1e-12)
    #expect(abs(estimate.lower - (mean - 1.96 * error)) < 0.2 * error)
    #expect(abs(estimate.upper - (mean + 1.96 * error)) < 0.2 * error)
  }

  @Test func `a figure without value has no estimate`() {
    let bootstrap = Bootstrap(utterances: 3, resamples: 10, seed: 1)
    #expect(bootstrap.estimate(of: [bootstrap.sums(of: [0, 0, 0])]) { _ in nil } == nil)
  }

  @Test func `paired differences of equal counts are exactly zero`() throws {
    let bootstrap = Bootstrap(utterances: 50, resamples: 100, seed: 1)
    let sums = bootstrap.sums(of: (0..<50).map { $0 % 3 })
    let estimate = try #require(bootstrap.estimate(of: [sums, sums]) { $0[0] - $0[1] })
    #expect(estimate == Estimate(value: 0, lower: 0, upper: 0))
    #expect(!estimate.excludes())
  }
}

@Suite struct `Matched-pairs test` {
  /// By hand: differences 1, 0, 2, 1: mean 1, variance 2/3, W = 1 / √(1/6) = 2.449,
  /// p = erfc(W / √2) = 0.01431.
  @Test func `p follows from mean and deviation of the differences`() {
    #expect(abs(MatchedPairs.p([2, 1, 3, 1], [1, 1, 1, 0]) - 0.014305878) < 1e-8)
  }

  @Test func `equal systems have p 1, constant differences p 0`() {
    #expect(MatchedPairs.p([1, 2], [1, 2]) == 1)
    #expect(MatchedPairs.p([2, 1], [1, 2]) == 1)
    #expect(MatchedPairs.p([2, 2], [1, 1]) == 0)
  }
}
