import PropertyTesting
import Robustness
import Testing

@Suite struct `Differences between means over training seeds` {
  private static let resampling = Resampling(utterances: 40, resamples: 10, seed: 1)

  /// Errors of a hundred words for each utterance.
  private static func figures(_ errors: [[Int]]) -> [ChoiceMeasures.Outcome] {
    let words = resampling.sums(of: [Int](repeating: 100, count: 40))
    return errors.map {
      ChoiceMeasures.ratio(resampling.sums(of: $0), words, .noReferenceWords)
    }
  }

  private static func even(_ errors: [Int]) -> [ChoiceMeasures.Outcome] {
    figures(errors.map { [Int](repeating: $0, count: 40) })
  }

  /// Where all utterances are alike, only the seeds are uncertain, and the test is Welch's. The values are
  /// SciPy's `ttest_ind(a, b, equal_var=False)` of a = .1 .2 .3 .4 .5 and b = .2 .25 .3 .3 .2.
  @Test func `where utterances all are alike it is Welch's test`() throws {
    let found = SeedDifference(
      between: Self.even([10, 20, 30, 40, 50]), and: Self.even([20, 25, 30, 30, 20]),
      Self.resampling)
    let difference = try #require(found.difference.estimate)
    #expect(abs(difference.value - 0.05) < 1e-12)
    #expect(abs(try #require(found.p) - 0.5313278305996245) < 1e-9)
    #expect(abs(difference.lower + 0.1431544139782143) < 1e-9)
    #expect(abs(difference.upper - 0.24315441397821427) < 1e-9)
    #expect(difference.method == .seeds)
  }

  /// Seeds that all agree add nothing: what is left is the jackknife of the paired difference.
  @Test func `where seeds all agree it is the paired jackknife`() throws {
    let (one, other) = ((0..<40).map { ($0 * 3) % 5 }, (0..<40).map { ($0 * 3) % 5 + $0 % 2 })
    let (first, second) = (
      Self.figures(Array(repeating: one, count: 5)), Self.figures(Array(repeating: other, count: 6))
    )
    let found = SeedDifference(between: first, and: second, Self.resampling)
    let paired = try first[0].get() - second[0].get()
    let own = Self.resampling.difference(paired)
    let difference = try #require(found.difference.estimate)
    #expect(abs(difference.lower - own.lower) < 1e-9 && abs(difference.upper - own.upper) < 1e-9)
    let p = try #require(Self.resampling.twoSidedP(of: paired))
    #expect(abs(try #require(found.p) - p) < 1e-9)
  }

  @Test func `fewer than five seeds on either side have no interval`() throws {
    let found = SeedDifference(
      between: Self.even([10, 20, 30, 40]), and: Self.even([20, 25, 30, 30, 20]),
      Self.resampling)
    #expect(found.difference.estimate?.noInterval == .fewSeeds && found.p == nil)
  }

  @Test func `a seed without a figure leaves no difference, with its reason`() {
    let found = SeedDifference(
      between: Self.even([10, 20, 30, 40, 50]),
      and: Self.even([20, 25, 30, 30]) + [.failure(.noHeadroom)], Self.resampling)
    #expect(found == SeedDifference(difference: .undefined(.noHeadroom), p: nil))
  }

  @Test func `NPRR is relative to the clean errors, and without them there is none`() throws {
    let (clean, perturbed) = (Self.even([10])[0], Self.even([15])[0])
    let nprr = try ChoiceMeasures.nprr(of: perturbed, clean: clean).get()
    #expect(abs(nprr.value - 0.5) < 1e-12)
    let none = Self.even([0])[0]
    #expect(throws: UndefinedReason.noCleanErrors) {
      try ChoiceMeasures.nprr(of: perturbed, clean: none).get()
    }
  }
}
