import Robustness
import Testing

@Suite struct `Rank correlation` {
  /// By SciPy's `spearmanr`.
  @Test func `ties share their mean rank`() {
    let found = RankCorrelation.spearman([1, 2, 2, 4, 5, 6], [3, 1, 4, 1, 5, 2])
    #expect(abs(found - 0.04411764705882353) < 1e-12)
  }

  @Test func `the same order is 1, the opposite −1, and no order 0`() {
    #expect(RankCorrelation.spearman([1, 2, 3], [10, 200, 201]) == 1)
    #expect(RankCorrelation.spearman([1, 2, 3], [3, 2, 1]) == -1)
    #expect(RankCorrelation.spearman([1, 1, 1], [3, 2, 1]) == 0)
  }
}
