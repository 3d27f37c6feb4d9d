import RobustnessReports
public import RobustnessRuns

/// A budget that is missed, or that the data cannot decide: the error of the issue that is recorded.
public struct BudgetFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public let verdict: RequirementVerdict
  /// A sentence that says which lists the weights were tuned on, if the test gives none.
  public let notice: String?

  /// "missed: lora: wer(messaging-test) <= 22%: 24.12% [22.40, 25.93]"
  public var description: String {
    let text = VerdictText(verdict)
    let verdict = "\(text.outcome): \(text.statement): \(text.finding)"
    return notice.map { "\(verdict); \($0)" } ?? verdict
  }
}
