package import PropertyTesting

/// What shrinking one failing case came to.
package struct ShrunkFailure: Hashable, Sendable {
  /// The smallest list that still fails.
  package let smallest: Counterexample
  /// The smallest list that fails by at least the wanted share of the worst margin; nil if that is
  /// ``smallest`` itself, or none was asked for.
  package let withMargin: Counterexample?
  /// The statistics of all shrinking that was done.
  package let statistics: ShrinkStatistics

  package init(smallest: Counterexample, withMargin: Counterexample?, statistics: ShrinkStatistics)
  {
    self.smallest = smallest
    self.withMargin = withMargin
    self.statistics = statistics
  }

  /// The one or two fixtures.
  package var counterexamples: [Counterexample] { [smallest] + (withMargin.map { [$0] } ?? []) }
}

extension ShrinkStatistics {
  /// The sum of two statistics. Its ending is that of the first one that did not finish.
  static func + (left: ShrinkStatistics, right: ShrinkStatistics) -> ShrinkStatistics {
    ShrinkStatistics(
      executions: left.executions + right.executions, judged: left.judged + right.judged,
      batches: left.batches + right.batches, improvements: left.improvements + right.improvements,
      ending: left.ending == .nothingSmaller ? right.ending : left.ending)
  }

  /// "shrunk in 312 executions, 214 of them judged in 41 batches".
  package var sentence: String {
    let end: String
    switch ending {
    case .nothingSmaller: end = ""
    case .executionLimit: end = "; stopped at the limit of executions, the best so far"
    case .deadline: end = "; stopped at the deadline, the best so far"
    }
    let tried = "\(executions) execution\(executions == 1 ? "" : "s")"
    return "shrunk in \(tried), \(judged) of them judged in \(batches) "
      + "batch\(batches == 1 ? "" : "es")\(end)"
  }
}
