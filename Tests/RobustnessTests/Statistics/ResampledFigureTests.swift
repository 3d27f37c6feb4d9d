import Foundation
import PropertyTesting
import Robustness
import Testing

@Suite struct `Resampled figures` {
  @Test func `differences and ratios are taken resample by resample`() throws {
    let left = ResampledFigure(value: 6, resampled: [4, 8])
    let right = ResampledFigure(value: 3, resampled: [1, 4])
    #expect(left - right == ResampledFigure(value: 3, resampled: [3, 4]))
    #expect(left.divided(by: right) == ResampledFigure(value: 2, resampled: [4, 2]))
  }

  @Test func `a divisor that is not above 0 everywhere leaves no ratio`() {
    let left = ResampledFigure(value: 6, resampled: [4, 8])
    #expect(left.divided(by: ResampledFigure(value: 3, resampled: [0, 4])) == nil)
    #expect(left.divided(by: ResampledFigure(value: 0, resampled: [1, 4])) == nil)
  }

  @Test func `one that is not above 0 without some unit leaves no ratio either`() {
    let left = ResampledFigure(value: 6, resampled: [4, 8], deleted: [5, 6])
    let right = ResampledFigure(value: 3, resampled: [1, 4], deleted: [3, 0])
    #expect(left.divided(by: right) == nil)
    let sum = left + right
    #expect(sum == ResampledFigure(value: 9, resampled: [5, 12], deleted: [8, 6]))
    #expect((left.withoutResamples - right).resampled.isEmpty)
  }

  @Test(arguments: [7, 20]) func `expected counts are summed like counts`(utterances: Int) {
    let resampling = Resampling(utterances: utterances, resamples: 30, seed: 5)
    let counts = (0..<utterances).map { $0 % 4 }
    #expect(resampling.sums(of: counts) == resampling.sums(of: counts.map(Double.init)))
  }

  @Test(arguments: Estimate.NoInterval.allCases)
  func `an estimate without interval has no ends in its JSON`(reason: Estimate.NoInterval) throws {
    let estimate = Estimate(value: 0.5, without: reason)
    let data = try JSONEncoder().encode(estimate)
    #expect(!String(decoding: data, as: UTF8.self).contains("lower"))
    #expect(try JSONDecoder().decode(Estimate.self, from: data) == estimate)
  }

  /// Records of versions 3 and 4 have intervals of width 0, and say no method.
  @Test func `an interval of width 0 is read as none`() throws {
    let data = Data(#"{"lower": 0, "upper": 0, "value": 0}"#.utf8)
    let estimate = try JSONDecoder().decode(Estimate.self, from: data)
    #expect(!estimate.hasInterval && estimate.noInterval == .noVariation)
  }

  @Test(arguments: [
    Figure.estimate(Estimate(value: 0.5, lower: 0.25, upper: 0.75, method: .bootstrap)),
    .undefined(.nothingMoved),
  ])
  func `a figure comes back from its JSON`(figure: Figure) throws {
    let data = try JSONEncoder().encode([figure])
    #expect(try JSONDecoder().decode([Figure].self, from: data) == [figure])
  }
}
