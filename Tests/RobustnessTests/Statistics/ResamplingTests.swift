import Foundation
import PropertyTesting
import Robustness
import Testing

@Suite struct `Resampled units` {
  @Test func `each resample draws as many utterances as there are`() {
    let resampling = Resampling(utterances: 37, resamples: 50, seed: 1)
    let ones = resampling.sums(of: Array(repeating: 1, count: 37))
    #expect(ones.resampled.allSatisfy { $0 == 37 } && ones.resampled.count == 50)
    #expect(ones.deleted == Array(repeating: 36, count: 37))
  }

  @Test(arguments: [
    (2, Resampling.Method.none), (3, .jackknife), (19, .jackknife), (20, .bootstrap(resamples: 9)),
  ])
  func `the number of units decides the method`(units: Int, method: Resampling.Method) {
    let clusters = (0..<60).map { "\($0 % units)" }
    let resampling = Resampling(clusters: clusters, resamples: 9, seed: 1)
    #expect(resampling.method == method && resampling.units == units)
    #expect(Resampling(utterances: units, resamples: 9, seed: 1).method == method)
  }

  @Test(arguments: [10, 40])
  func `a cluster for each utterance is no clustering`(count: Int) {
    let plain = Resampling(utterances: count, resamples: 100, seed: 4)
    let clustered = Resampling(
      clusters: (0..<count).map { "speaker \($0)" }, resamples: 100, seed: 4)
    let (errors, words) = (Self.counts(count), Self.words(count))
    #expect(plain.sums(of: errors) == clustered.sums(of: errors))
    #expect(
      plain.estimate(plain.sums(of: errors), per: plain.sums(of: words), else: .noReferenceWords)
        == clustered.estimate(
          clustered.sums(of: errors), per: clustered.sums(of: words), else: .noReferenceWords))
  }

  /// Four utterances of each of 25 speakers are the same as 25 utterances with the speakers' counts.
  @Test func `clusters are resampled as wholes`() {
    let clustered = Resampling(
      clusters: (0..<100).map { "\($0 / 4)" }, resamples: 50, seed: 2)
    let whole = Resampling(utterances: 25, resamples: 50, seed: 2)
    let counts = Self.counts(100)
    #expect(
      clustered.sums(of: counts)
        == whole.sums(of: (0..<25).map { counts[$0 * 4..<$0 * 4 + 4].reduce(0, +) }))
  }

  @Test
  func `copies of each utterance make an interval narrower only if they are taken for others`()
    throws
  {
    let (errors, words) = (Self.counts(40), Self.words(40))
    func width(_ resampling: Resampling, copies: Int) throws -> Double {
      func copied(_ counts: [Int]) -> ResampledFigure {
        resampling.sums(of: counts.flatMap { Array(repeating: $0, count: copies) })
      }
      let estimate = try #require(
        resampling.estimate(copied(errors), per: copied(words), else: .noReferenceWords).estimate)
      return estimate.upper - estimate.lower
    }
    let single = try width(Resampling(utterances: 40, resamples: 500, seed: 1), copies: 1)
    let clustered = try width(
      Resampling(
        clusters: (0..<160).map { "\($0 / 4)" }, resamples: 500, seed: 1), copies: 4)
    let pooled = try width(Resampling(utterances: 160, resamples: 500, seed: 1), copies: 4)
    #expect(abs(clustered - single) < 1e-12)
    #expect(pooled < 0.6 * single)
  }

  static func counts(_ count: Int) -> [Int] { (0..<count).map { ($0 * 7_919) % 11 % 5 } }
  static func words(_ count: Int) -> [Int] { (0..<count).map { 3 + ($0 * 31) % 8 } }
}
