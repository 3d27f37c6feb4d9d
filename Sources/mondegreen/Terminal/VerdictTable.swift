import RobustnessReports
import RobustnessRuns

/// Verdicts on requirements, one a line: what came out, of which model and what, and the figure.
struct VerdictTable {
  let verdicts: [RequirementVerdict]

  init(_ record: RunRecord) {
    self.init(record.requirements ?? [])
  }

  init(_ verdicts: [RequirementVerdict]) {
    self.verdicts = verdicts
  }

  var text: String {
    let texts = verdicts.map(VerdictText.init)
    let widths = (
      outcome: texts.map(\.outcome.count).max() ?? 0,
      statement: texts.map(\.statement.count).max() ?? 0
    )
    return texts.map { text in
      [
        paint(text.verdict.outcome)(Self.padded(text.outcome, to: widths.outcome)),
        Self.padded(text.statement, to: widths.statement), text.finding,
      ].joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// Prints the verdicts, if there are any.
  func show() {
    if Terminal.isJSON {
      for verdict in verdicts { Results.write(RequirementRecord(verdict)) }
      return
    }
    if !verdicts.isEmpty { print("\(Paint.bold("Requirements"))\n\(text)\n") }
  }

  /// - Throws: ``CommandFailure`` unless all are met.
  func conclude() throws(CommandFailure) {
    switch RequirementVerdict.Outcome(all: verdicts.map(\.outcome)) {
    case .met: return
    case .missed: throw CommandFailure(.failedGate, "requirements: \(verdicts.tally)")
    case .undecided: throw CommandFailure(.undecided, "requirements: \(verdicts.tally)")
    }
  }

  private func paint(_ outcome: RequirementVerdict.Outcome) -> Paint {
    switch outcome {
    case .met: .green
    case .missed: .red
    case .undecided: .yellow
    }
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: width - text.count)
  }
}
