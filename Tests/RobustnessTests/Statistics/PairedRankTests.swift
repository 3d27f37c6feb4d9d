import Foundation
import Robustness
import Testing

/// Values are those of SciPy 1.17 (`wilcoxon`, `binomtest`) and of counting all assignments of signs.
@Suite struct `Signed ranks and signs` {
  private func isClose(_ found: Double, _ expected: Double) -> Bool {
    abs(found - expected) < 1e-9
  }

  @Test func `Wilcoxon's p is exact for few differences`() {
    let differences = [1.5, -0.5, 2.25, 3, -1, 0.75, 4, 2, -2.5, 3.5, 1.25, 0.25]
    #expect(isClose(WilcoxonSignedRank.p(differences), 0.063_964_843_75))
    #expect(isClose(WilcoxonSignedRank.p(differences.map { -$0 }), 0.063_964_843_75))
  }

  @Test func `equal ranks are counted as they are, and zeros left out`() {
    #expect(
      isClose(WilcoxonSignedRank.p([1, 1, -1, 2, 2, 3, -2, 4, 1, 0, 0]), 0.121_093_75))
  }

  @Test func `many differences are approximated`() {
    let differences = (0..<80).map { Double(($0 * 37) % 23 - 9) }
    #expect(isClose(WilcoxonSignedRank.p(differences), 0.026_888_353_572_111_65))
  }

  @Test func `signs are tosses of a coin`() {
    let three = [Double](repeating: -1, count: 3) + [Double](repeating: 1, count: 9)
    #expect(isClose(SignTest.p(three), 0.145_996_093_75))
    // Eight zeros: four to each side.
    let zeros = [Double](repeating: 0, count: 8) + [Double](repeating: 1, count: 12)
    #expect(isClose(SignTest.p(zeros), 0.011_817_932_128_906_25))
  }

  @Test func `nothing differs from nothing`() {
    #expect(SignTest.p([]) == 1 && SignTest.p([0, 0]) == 1)
    #expect(WilcoxonSignedRank.p([]) == 1 && WilcoxonSignedRank.p([0, 0]) == 1)
  }
}
