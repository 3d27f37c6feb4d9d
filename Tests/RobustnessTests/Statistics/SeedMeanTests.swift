import Foundation
import PropertyTesting
import Robustness
import Testing

@Suite struct `Means over training seeds` {
  private static let resampling = Resampling(utterances: 40, resamples: 10, seed: 1)

  private static func figures(_ counts: [[Int]]) -> [ChoiceMeasures.Outcome] {
    let words = resampling.sums(of: (0..<40).map { 5 + $0 % 4 })
    return counts.map {
      ChoiceMeasures.ratio(resampling.sums(of: $0), words, .noReferenceWords)
    }
  }

  private static func counts(seed: Int) -> [Int] { (0..<40).map { ($0 * (seed + 3)) % 5 } }

  @Test func `fewer than five seeds have a mean and no interval`() throws {
    let figures = Self.figures((0..<4).map(Self.counts))
    let mean = SeedMean(of: figures, within: 0 ... .infinity, Self.resampling)
    let values = try figures.map { try $0.get().value }
    let expected = values.reduce(0, +) / 4
    #expect(mean.mean.estimate?.noInterval == .fewSeeds)
    #expect(abs(try #require(mean.mean.estimate).value - expected) < 1e-15)
    let squares = values.reduce(0) { $0 + ($1 - expected) * ($1 - expected) }
    #expect(abs(try #require(mean.deviation) - (squares / 3).squareRoot()) < 1e-15)
  }

  /// Equal seeds add nothing: what is left is the jackknife over utterances.
  @Test func `seeds that all agree have the interval of one`() throws {
    let figures = Self.figures(Array(repeating: Self.counts(seed: 0), count: 5))
    let mean = SeedMean(of: figures, within: -.infinity ... .infinity, Self.resampling)
    let own = Self.resampling.difference(try figures[0].get())
    let estimate = try #require(mean.mean.estimate)
    #expect(abs(estimate.lower - own.lower) < 1e-12 && abs(estimate.upper - own.upper) < 1e-12)
    #expect(estimate.method == .seeds && mean.deviation.map { $0 < 1e-12 } ?? false)
  }

  /// Utterances that all are alike add nothing: the interval of the seeds' mean is the classical one. With
  /// 1 to 5 errors of 10 words mean 0.3, standard error √(0.025 / 5), t(4) = 2.7764451051977934.
  @Test func `where utterances all are alike, it is the t interval over seeds`() throws {
    let words = Self.resampling.sums(of: [Int](repeating: 10, count: 40))
    let figures = (1...5).map { errors in
      ChoiceMeasures.ratio(
        Self.resampling.sums(of: [Int](repeating: errors, count: 40)), words, .noReferenceWords)
    }
    let mean = SeedMean(of: figures, within: -.infinity ... .infinity, Self.resampling)
    let estimate = try #require(mean.mean.estimate)
    let reach = 2.7764451051977934 * (0.025 / 5.0).squareRoot()
    #expect(abs(estimate.lower - (0.3 - reach)) < 1e-9)
    #expect(abs(estimate.upper - (0.3 + reach)) < 1e-9)
  }

  @Test func `an interval of a WER is that of its logarithm`() throws {
    let figures = Self.figures((0..<6).map(Self.counts))
    func interval(_ range: ClosedRange<Double>) throws -> Estimate {
      try #require(SeedMean(of: figures, within: range, Self.resampling).mean.estimate)
    }
    let (plain, given) = (
      try interval(-.infinity ... .infinity), try interval(0 ... .infinity)
    )
    #expect(given.value == plain.value)
    let ratio = (plain.upper - plain.value) / plain.value
    #expect(abs(log(given.upper / given.value) - ratio) < 1e-12)
    #expect(abs(log(given.value / given.lower) - ratio) < 1e-12)
    let skill = try interval(-.infinity...1)
    #expect(
      abs(log((1 - skill.lower) / (1 - skill.value)) * (1 - skill.value) - ratio * skill.value)
        < 1e-12)
  }

  @Test func `a seed without a figure leaves none, with its reason`() {
    let figures = Self.figures([Self.counts(seed: 0)]) + [.failure(.noHeadroom)]
    let mean = SeedMean(of: figures, within: 0 ... .infinity, Self.resampling)
    #expect(mean == SeedMean(mean: .undefined(.noHeadroom), deviation: nil))
  }
}
