import Foundation
import PropertyTesting
import Robustness
import Testing

@Suite struct `Rates that are looked at after every case` {
  /// From SciPy: `betaln(k + ½, n − k + ½) − betaln(½, ½) − k ln m − (n − k) ln(1 − m) = ln 20`.
  @Test(arguments: [
    (0, 137, 0.0, 0.043_053_028_168_4), (7, 100, 0.014_756_110_511_5, 0.185_768_113_628_8),
    (60, 1_000, 0.036_402_544_869_7, 0.091_383_736_225_8),
  ])
  func `the confidence sequence is that of the mixture`(
    failures: Int, cases: Int, lower: Double, upper: Double
  ) throws {
    var rate = SequentialRate()
    for number in 0..<cases { rate.observe(isFailure: number < failures) }
    let estimate = try #require(rate.estimate)
    #expect(abs(estimate.lower - lower) < 1e-9 && abs(estimate.upper - upper) < 1e-9)
    // The order does not matter.
    var other = SequentialRate()
    for number in 0..<cases { other.observe(isFailure: number >= cases - failures) }
    #expect(abs(try #require(other.estimate).upper - estimate.upper) < 1e-12)
  }

  @Test func `0 failures decide 5 % after 116 cases`() {
    var rate = SequentialRate()
    while !rate.excludes(0.05) { rate.observe(isFailure: false) }
    #expect(rate.cases == 116)
  }

  @Test func `a rate of failures only leaves out 0 and not 1`() throws {
    var rate = SequentialRate()
    for _ in 0..<10 { rate.observe(isFailure: true) }
    #expect(rate.excludes(0) && !rate.excludes(1))
    #expect(try #require(rate.estimate).upper == 1)
    #expect(SequentialRate().estimate == nil)
  }

  /// Simulated runs at the boundary itself, each looked at after every case: whoever decides errs.
  @Test(arguments: [0.05, 0.2])
  func `it errs no more often than it says, and repeated exact intervals do`(bound: Double) {
    let (runs, most) = (2_000, 1_000)
    // For each number of cases the counts of failures that an exact interval would decide at.
    let decided = (1...most).map { cases -> (low: Int, high: Int) in
      func isLow(_ count: Int) -> Bool {
        // P(X ≤ count) at the bound.
        Probabilities.beta(
          below: 1 - bound, Double(cases - count), Double(count + 1)) <= 0.025
      }
      func isHigh(_ count: Int) -> Bool {
        // P(X ≥ count) at the bound.
        Probabilities.beta(below: bound, Double(count), Double(cases - count + 1)) <= 0.025
      }
      var (low, high) = (-1, Int(bound * Double(cases)) + 1)
      while low + 1 < cases, isLow(low + 1) { low += 1 }
      while high <= cases, !isHigh(high) { high += 1 }
      return (low, high)
    }
    let stream = Seed(7).derived("\(bound)")
    var (alarms, naive) = (0, 0)
    for run in 0..<runs {
      let seed = stream.derived(run)
      var rate = SequentialRate()
      var (isAlarmed, isNaive) = (false, false)
      for number in 0..<most where !(isAlarmed && isNaive) {
        let draw = Double(seed.derived(number).value >> 11) * 0x1p-53
        rate.observe(isFailure: draw < bound)
        if !isAlarmed, rate.excludes(bound) { isAlarmed = true }
        let (low, high) = decided[rate.cases - 1]
        if rate.failures <= low || rate.failures >= high { isNaive = true }
      }
      if isAlarmed { alarms += 1 }
      if isNaive { naive += 1 }
    }
    // 0.05 of 2,000 runs is 100; the martingale leaves room for what 1,000 cases don't reach.
    #expect(alarms <= 100, "\(alarms) of \(runs)")
    #expect(naive > 200, "\(naive) of \(runs)")
    #expect(alarms > 0)
  }
}
