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

  @Test func `expected counts are summed like counts`() {
    let bootstrap = Bootstrap(utterances: 20, resamples: 30, seed: 5)
    let counts = (0..<20).map { $0 % 4 }
    #expect(bootstrap.sums(of: counts) == bootstrap.sums(of: counts.map(Double.init)))
  }

  /// By hand, of 9 resamples: 1 at or below 0, so 2 · (1 + 1) / (9 + 1) = 0.4.
  @Test func `p is twice the smaller share on either side of 0`() {
    let bootstrap = Bootstrap(utterances: 100, resamples: 9, seed: 1)
    let figure = ResampledFigure(value: 1, resampled: [-1, 1, 1, 1, 1, 1, 1, 1, 1])
    #expect(abs(bootstrap.twoSidedP(of: figure) - 0.4) < 1e-12)
    let zero = ResampledFigure(value: 0, resampled: [Double](repeating: 0, count: 9))
    #expect(bootstrap.twoSidedP(of: zero) == 1)
  }

  /// One utterance shows nothing, and four that agree no more than 2 / 2⁴.
  @Test(arguments: [(1, 1.0), (2, 0.5), (4, 0.125)])
  func `few utterances can't show much`(utterances: Int, least: Double) {
    let bootstrap = Bootstrap(utterances: utterances, resamples: 1_000, seed: 1)
    let figure = bootstrap.sums(of: [Int](repeating: 1, count: utterances))
    #expect(bootstrap.twoSidedP(of: figure) == least)
  }

  @Test(arguments: [
    Figure.estimate(Estimate(value: 0.5, lower: 0.25, upper: 0.75)), .undefined(.nothingMoved),
  ])
  func `a figure comes back from its JSON`(figure: Figure) throws {
    let data = try JSONEncoder().encode([figure])
    #expect(try JSONDecoder().decode([Figure].self, from: data) == [figure])
  }
}
