import Foundation
import PropertyTesting
import Testing

/// Holds the shrinker to the Shrinking Challenge (`jlink/shrinking-challenge`).
///
/// With `CHALLENGE_SEEDS=100` in the environment it looks at as many seeds and prints the table:
/// share of seeds that end in the one smallest counterexample, mean candidates replayed, mean
/// candidates judged, mean cases until the first failure.
@Suite struct ShrinkingChallengeTests {
  /// How many candidates may be replayed on average.
  private static let ceilings: [String: Double] = [
    "bound5": 220, "large union list": 200, "reverse": 18, "calculator": 70, "length list": 50,
    "difference 0": 28, "difference small": 41, "difference 1": 39, "binheap": 140,
    "coupling": 60, "deletion": 40, "distinct": 48, "nested lists": 141,
  ]

  @Test(arguments: Challenge.all.indices)
  func `challenges end in the one smallest counterexample`(number: Int) throws {
    let challenge = Challenge.all[number]
    let requested = ProcessInfo.processInfo.environment["CHALLENGE_SEEDS"].flatMap(Int.init)
    let attempts = (0..<(requested ?? 20)).map { challenge.solve(UInt64($0)) }
    func mean(_ count: (Challenge.Attempt) -> Int) -> Double {
      Double(attempts.reduce(0) { $0 + count($1) }) / Double(attempts.count)
    }
    if requested != nil {
      let share = 100 * mean { $0.isSmallest ? 1 : 0 }
      let figures = [share, mean(\.executions), mean(\.judged), mean(\.cases)]
      let cells = figures.map { String(format: "%.1f", $0) }.joined(separator: " | ")
      print("| \(challenge.name) | \(cells) |")
    }
    if let (seed, attempt) = attempts.enumerated().first(where: { !$0.element.isSmallest }) {
      Issue.record("\(challenge.name), seed \(seed): \(attempt.choices) \(attempt.found)")
    }
    #expect(mean(\.executions) <= Self.ceilings[challenge.name]!)
  }
}
