import PropertyTesting
import Robustness
import Testing

@Suite struct `Rates of cases` {
  @Test func `cases of distinct utterances get the exact interval`() {
    let resampling = Resampling(utterances: 60, resamples: 10, seed: 1)
    let cases = (0..<60).map { $0 < 20 ? 1 : 0 }
    let hits = (0..<60).map { $0 < 3 ? 1 : 0 }
    #expect(
      resampling.rate(of: hits, among: cases, else: .nothingMoved)
        == .estimate(ExactRate.estimate(3, of: 20)))
  }

  @Test func `cases that share an utterance are clustered`() throws {
    let resampling = Resampling(utterances: 60, resamples: 200, seed: 1)
    let cases = [Int](repeating: 10, count: 60)
    // Pairs of one utterance agree: 60 coins, not 600.
    let hits = (0..<60).map { $0 % 3 == 0 ? 10 : 0 }
    let estimate = try #require(
      resampling.rate(of: hits, among: cases, else: .nothingMoved).estimate)
    let few = ExactRate.estimate(20, of: 60), many = ExactRate.estimate(200, of: 600)
    #expect(estimate.upper - estimate.lower > 0.8 * (few.upper - few.lower))
    #expect(estimate.upper - estimate.lower > 2 * (many.upper - many.lower))
  }

  /// Of 100 utterances six have cases: the interval is that of these six, with t(5).
  @Test func `where few units have cases, the others don't count`() throws {
    let resampling = Resampling(utterances: 100, resamples: 100, seed: 1)
    let cases = (0..<100).map { $0 < 6 ? 4 : 0 }
    let hits = (0..<100).map { $0 < 6 ? $0 % 3 : 0 }
    let few = Resampling(utterances: 6, resamples: 1, seed: 1)
    let expected = few.estimate(
      few.sums(of: Array(hits.prefix(6))), per: few.sums(of: Array(cases.prefix(6))),
      within: 0...1, else: .nothingMoved)
    #expect(resampling.rate(of: hits, among: cases, else: .nothingMoved) == expected)
    #expect(try #require(expected.estimate).method == .jackknife)
    let two = (0..<100).map { $0 < 2 ? 4 : 0 }
    #expect(
      resampling.rate(of: two.map { $0 / 4 }, among: two, else: .nothingMoved)
        == .estimate(Estimate(value: 0.25, without: .fewUnits)))
  }

  @Test func `none of many cases is as exact as the clusters that have some`() {
    let resampling = Resampling(
      clusters: (0..<60).map { "\($0 % 6)" }, resamples: 10, seed: 1)
    let cases = (0..<60).map { $0 % 6 == 0 ? 0 : 4 }
    #expect(
      resampling.rate(of: [Int](repeating: 0, count: 60), among: cases, else: .nothingMoved)
        == .estimate(ExactRate.estimate(0, of: 5)))
    #expect(
      resampling.rate(of: cases, among: cases, else: .nothingMoved)
        == .estimate(ExactRate.estimate(5, of: 5)))
    let none = [Int](repeating: 0, count: 60)
    #expect(
      resampling.rate(of: none, among: none, else: .nothingMoved) == .undefined(.nothingMoved))
  }
}
