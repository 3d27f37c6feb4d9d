import Foundation

/// The table of the Shrinking Challenge.
package enum ChallengeTable {
  /// One challenge over a number of seeds.
  package struct Row: Sendable {
    package let challenge: Challenge
    package let attempts: [Challenge.Attempt]

    package init(_ challenge: Challenge, seeds: Int) {
      self.challenge = challenge
      attempts = (0..<seeds).map { challenge.solve(UInt64($0)) }
    }

    /// In percent.
    package var share: Double { 100 * mean { $0.isSmallest ? 1 : 0 } }
    package var executions: Double { mean(\.executions) }
    package var judged: Double { mean(\.judged) }
    package var cases: Double { mean(\.cases) }

    private func mean(_ count: (Challenge.Attempt) -> Int) -> Double {
      Double(attempts.reduce(0) { $0 + count($1) }) / Double(attempts.count)
    }

    var problemText: String {
      let mark = challenge.mark
      let cells = [
        String(format: "%.0f %%", share), String(format: "%.0f %%", mark.share),
        String(format: "%.1f", executions), String(format: "%.1f", mark.replays ?? 0),
        String(format: "%.1f", judged), String(format: "%.1f", mark.executions),
      ]
      return "| \(challenge.name) | " + cells.joined(separator: " | ") + " |"
    }

    var text: String {
      let counts = attempts.map(\.executions)
      let cells = [
        String(format: "%.0f %%", share),
        String(format: "%.1f (%d-%d)", executions, counts.min() ?? 0, counts.max() ?? 0),
        String(format: "%.1f", judged),
        String(format: "%g %%, %g", challenge.mark.share, challenge.mark.executions),
        String(format: "%.1f", cases),
      ]
      return "| \(challenge.name) | " + cells.joined(separator: " | ") + " |"
    }
  }

  /// Prints a line per challenge as it is done.
  static func print(seeds: Int) {
    Swift.print(
      """
      Shrinking Challenge, \(seeds) seeds each. Executions: candidates replayed after the first \
      failure, usable or not; judged: those that the property judged, which is what the figures \
      for Hypothesis 6.170 count.

      | challenge | smallest | executions (min-max) | judged | Hypothesis | cases until failure |
      |---|---|---|---|---|---|
      """)
    for challenge in Challenge.all { Swift.print(Row(challenge, seeds: seeds).text) }
  }

  /// Prints a line per problem, beside Hypothesis's.
  static func printProblems(seeds: Int) {
    Swift.print(
      """
      Problems, \(seeds) seeds each: share of the seeds that end in the smallest case. Executions: \
      candidates replayed after the first failure, usable or not; judged: those that the property \
      judged.

      | problem | smallest | Hypothesis | executions | Hypothesis | judged | Hypothesis |
      |---|---|---|---|---|---|---|
      """)
    for challenge in Challenge.problems {
      let row = Row(challenge, seeds: seeds)
      Swift.print(row.problemText)
      fflush(nil)
      if let other = row.attempts.first(where: { !$0.isSmallest }) {
        FileHandle.standardError.write(Data("\(challenge.name): \(other.found)\n".utf8))
      }
    }
  }
}
