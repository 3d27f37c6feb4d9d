import PropertyBenchmarks
import Testing

/// Holds the shrinker to the Shrinking Challenge (`jlink/shrinking-challenge`).
///
/// `swift run -c release PropertyBenchmarks challenges` prints the table over 100 seeds.
@Suite struct ShrinkingChallengeTests {
  @Test(arguments: Challenge.all.indices)
  func `challenges end in the one smallest counterexample, in as few judged cases as Hypothesis`(
    number: Int
  ) {
    let row = ChallengeTable.Row(Challenge.all[number], seeds: 40)
    if let (seed, attempt) = row.attempts.enumerated().first(where: { !$0.element.isSmallest }) {
      Issue.record("\(row.challenge.name), seed \(seed): \(attempt.choices) \(attempt.found)")
    }
    #expect(row.judged <= row.challenge.mark.executions, "\(row.challenge.name)")
  }

  @Test(arguments: Challenge.problems.indices)
  func `everyday problems end in the smallest case at least as often as in Hypothesis`(
    number: Int
  ) {
    let row = ChallengeTable.Row(Challenge.problems[number], seeds: 30)
    let mark = row.challenge.mark
    let other = row.attempts.first { !$0.isSmallest }
    #expect(row.share >= mark.share, "\(row.challenge.name): \(other?.found ?? "")")
    // Where Hypothesis never gets there, it ends early.
    if mark.share > 0 {
      #expect(row.executions <= 3 * (mark.replays ?? 0), "\(row.challenge.name)")
    }
  }

  @Test func `two equal or nearly equal values are found in tens of cases`() {
    for challenge in Challenge.all where challenge.name.hasPrefix("difference") {
      #expect(ChallengeTable.Row(challenge, seeds: 40).cases < 100, "\(challenge.name)")
    }
  }
}
