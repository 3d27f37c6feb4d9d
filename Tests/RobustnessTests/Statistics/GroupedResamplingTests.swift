import PropertyTesting
import Robustness
import Testing

@Suite struct `Resampling of very many` {
  /// Words and errors of utterances, a tenth of the words wrong on average.
  private static let (words, errors): ([Int], [Int]) = {
    var (words, errors): ([Int], [Int]) = ([], [])
    var state = Seed(3)
    for number in 0..<40_000 {
      state = state.derived(number)
      words.append(5 + Int(state.value % 11))
      errors.append((0..<words[number]).count { state.derived($0).value % 10 == 0 })
    }
    return (words, errors)
  }()

  @Test func `groups give the interval that all utterances give`() throws {
    let resampling = Resampling(utterances: 40_000, resamples: 500, seed: Seed(1))
    #expect(resampling.units == 10_000)
    #expect(resampling.grouped == 40_000)
    let rate = try #require(
      resampling.estimate(
        resampling.sums(of: Self.errors), per: resampling.sums(of: Self.words),
        else: .noReferenceWords
      ).estimate)
    let (total, all) = (Double(Self.errors.reduce(0, +)), Double(Self.words.reduce(0, +)))
    #expect(rate.value == total / all)
    // The delta method over single utterances.
    let residuals = zip(Self.errors, Self.words).map { Double($0) - total / all * Double($1) }
    let error = residuals.reduce(0) { $0 + $1 * $1 }.squareRoot() / all
    let (lower, upper) = (rate.lower, rate.upper)
    #expect(abs((upper - lower) / (2 * 1.96 * error) - 1) < 0.1)
  }

  @Test func `up to ten thousand each stands for itself`() {
    #expect(Resampling(utterances: 10_000, resamples: 20, seed: Seed(1)).grouped == nil)
  }

  @Test func `a cluster stays together`() {
    let names = (0..<30_000).map { "c\($0 / 2)" }
    let resampling = Resampling(clusters: names, resamples: 20, seed: Seed(1))
    #expect(resampling.grouped == 15_000)
    for utterance in stride(from: 0, to: 30_000, by: 2) where utterance % 97 == 0 {
      #expect(resampling.unit(of: utterance) == resampling.unit(of: utterance + 1))
    }
  }
}
