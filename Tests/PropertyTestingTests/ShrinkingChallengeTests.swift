import Foundation
import PropertyTesting
import Testing

@Suite struct ShrinkingChallengeTests {
  @Test(arguments: Challenge.all.indices)
  func `challenges end in the one smallest counterexample`(number: Int) {
    let challenge = Challenge.all[number]
    let seeds = ProcessInfo.processInfo.environment["CHALLENGE_SEEDS"].flatMap(Int.init) ?? 20
    let attempts = (0..<seeds).map { challenge.solve(UInt64($0)) }
    let smallest = attempts.count { $0.isSmallest }
    func mean(_ count: (Challenge.Attempt) -> Int) -> String {
      let sum = attempts.reduce(0) { $0 + count($1) }
      return String(format: "%.1f", Double(sum) / Double(seeds))
    }
    print(
      "| \(challenge.name) | \(smallest * 100 / seeds) % | \(mean(\.executions)) "
        + "| \(mean(\.judged)) | \(mean(\.cases)) |")
    for (seed, attempt) in attempts.enumerated().filter({ !$0.element.isSmallest }).prefix(40) {
      print("  seed \(seed): \(attempt.choices) \(attempt.found)")
    }
  }
}
