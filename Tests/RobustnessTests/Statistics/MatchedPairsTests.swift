import Robustness
import Testing

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
