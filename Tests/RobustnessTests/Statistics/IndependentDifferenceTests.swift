import Robustness
import Testing

@Suite struct `Differences of independent figures` {
  /// Newcombe (1998), table II, case (a): 56/70 against 48/80, method 10.
  @Test func `of rates with Wilson's intervals it is Newcombe's`() throws {
    let first = Estimate(value: 48.0 / 80, lower: 0.490_4, upper: 0.700_4)
    let second = Estimate(value: 56.0 / 70, lower: 0.691_8, upper: 0.877_0)
    let difference = IndependentDifference(from: first, to: second, confidence: 0.95)
    #expect(abs(difference.estimate.value - 0.2) < 1e-12)
    #expect(abs(difference.estimate.lower - 0.052_4) < 2e-4)
    #expect(abs(difference.estimate.upper - 0.333_9) < 2e-4)
    let p = try #require(difference.p)
    #expect(p < 0.05 && p > 0.001)
  }

  @Test func `p is the level at which the interval ends at 0`() throws {
    let first = Estimate(value: 0, lower: -3, upper: 3)
    let second = Estimate(value: 5, lower: 1, upper: 9)
    let difference = IndependentDifference(from: first, to: second, confidence: 0.95)
    #expect(difference.estimate.lower == 0)
    #expect(abs(try #require(difference.p) - 0.05) < 1e-12)
    #expect(IndependentDifference(from: first, to: first, confidence: 0.95).p == 1)
  }

  @Test func `there is none without both intervals`() {
    let lone = Estimate(value: 0.2, without: .fewUnits)
    let other = Estimate(value: 0.3, lower: 0.2, upper: 0.4)
    let difference = IndependentDifference(from: lone, to: other, confidence: 0.95)
    #expect(difference.p == nil && !difference.estimate.hasInterval)
    #expect(difference.estimate.noInterval == .fewUnits)
  }
}
