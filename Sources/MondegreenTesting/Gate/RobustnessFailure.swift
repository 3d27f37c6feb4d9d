import Counterexamples
public import RobustnessRuns
public import Testing

/// A property that failed more often than a gate allows: the error of the issue that is recorded.
///
/// So a failure that is known can be named, and every other one still fails the test:
///
/// ```swift
/// try withKnownIssue {
///   try expectRobust()
/// } matching: { $0.isFailure(of: "rank-stability") }
/// ```
public struct RobustnessFailure: Error, Sendable, CustomStringConvertible {
  public let finding: PropertyFinding
  /// A summary of the property: what must hold, and what the margin measures.
  public let summary: String
  /// NPRR of model and first pass on the lists that were examined; empty for a replay.
  public let table: String

  /// What should be known of the weights; nil if there is nothing to say.
  public let notice: String?

  /// Several lines: how often it fails, the smallest list of each bug with the line that replays it,
  /// and the NPRR table.
  public var description: String {
    var text =
      "\(finding.property): \(finding.failures) of \(finding.cases) cases fail (\(summary))"
    for bug in finding.bugs {
      text += "\n\(bug.smallest)\n  shrinking   \(bug.shrinking.sentence)"
      if let common = bug.common { text += "\n  in common   \(common.sentence)" }
      if bug.failures > 1 { text += "\n  alike       \(bug.failures) failing cases of this cause" }
    }
    for cause in finding.known ?? [] {
      text +=
        "\n  same cause  \(cause.failures) failing case\(cause.failures == 1 ? "" : "s") as \(cause.property), "
        + cause.counterexample
    }
    if let notice { text += "\n  weights     \(notice)" }
    return table.isEmpty ? text : text + "\n" + table
  }
}

extension Issue {
  /// Whether the issue is that a gate found `property` to fail.
  public func isFailure(of property: String) -> Bool {
    (error as? RobustnessFailure)?.finding.property == property
  }
}
