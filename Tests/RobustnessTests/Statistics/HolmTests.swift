import Robustness
import Testing

@Suite struct `Holm's correction` {
  /// By hand: 0.005 · 4 = 0.02, 0.01 · 3 = 0.03, 0.03 · 2 = 0.06, and 0.04 · 1 is raised to 0.06.
  @Test func `probabilities are multiplied by the number of those that are not smaller`() {
    let adjusted = Holm.adjusted([0.01, 0.04, 0.03, 0.005])
    for (found, expected) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) {
      #expect(abs(found - expected) < 1e-12)
    }
  }

  @Test func `none exceeds 1, and one alone stays as it is`() {
    #expect(Holm.adjusted([0.5, 0.6]) == [1, 1])
    #expect(Holm.adjusted([0.3]) == [0.3])
    #expect(Holm.adjusted([]) == [])
  }

  /// By hand: 0.01 · 3 = 0.03 for the first of equals, and the others are raised to it.
  @Test func `equal probabilities stay equal`() {
    #expect(Holm.adjusted([0.01, 0.01, 0.01]) == [0.03, 0.03, 0.03])
  }

  /// By hand: of four, 0.001 · 4 and 0.01 · 3 are below 0.05; 0.03 · 2 is not.
  @Test func `the open level is that of the first test that was not rejected`() {
    let adjusted = Holm.adjusted([0.03, 0.001, 0.9, 0.01])
    #expect(adjusted.map { $0 < 0.05 } == [false, true, false, true])
    #expect(Holm.openLevel(adjusted, level: 0.05) == 0.025)
    #expect(Holm.openLevel([], level: 0.05) == 0.05)
    #expect(Holm.openLevel([0.01], level: 0.05) == 0.05)
  }
}
