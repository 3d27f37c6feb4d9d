import RobustnessReports
import RobustnessRuns

/// A comparison on the terminal: what is shown, then the figures of clean lists and budgets.
struct ComparisonSummary {
  private let report: ComparisonReport
  private var comparison: RunComparison { report.comparison }

  init(_ report: ComparisonReport) {
    self.report = report
  }

  var text: String {
    var lines = comparison.notices.map { "Note: \($0)" }
    if !lines.isEmpty { lines.append("") }
    for (title, direction, paint) in [
      ("Worse", FigureChange.Direction.worse, Paint.red), ("Better", .better, .green),
    ] {
      let sentences = report.sentences(direction)
      guard !sentences.isEmpty else { continue }
      lines += [paint(title)] + sentences.map { "  \($0)" } + [""]
    }
    lines += [Paint.bold("Clean lists, discrimination and properties"), table, ""]
    if let requirements = comparison.requirements {
      lines.append(Paint.bold("Requirements"))
      lines += requirements.map(RegressionText.init).map {
        "\(Self.paint($0.verdict.outcome)($0.outcome))  \($0.statement)  \($0.finding)"
      }
      lines.append("")
    }
    return (lines + [report.tally + "."]).joined(separator: "\n")
  }

  private var table: String {
    var table = TextTable(endsInProse: true)
    let hasRuns = comparison.runs.count > 2
    table.append(
      (hasRuns ? ["run"] : [])
        + ["corpus", "model", "measure", "before", "after", "difference", "p", "verdict"])
    for change in comparison.changes where change.condition == nil {
      let text = ChangeText(change, level: comparison.level)
      let pairing = change.pairing == .unpaired ? " (unpaired)" : ""
      table.append(
        (hasRuns ? [change.run] : []) + [
          change.corpus, text.model, text.measure, text.before, text.after, text.difference,
          text.p, text.outcome + pairing,
        ])
    }
    return table.text
  }

  private static func paint(_ outcome: RequirementVerdict.Outcome) -> Paint {
    switch outcome {
    case .met: .green
    case .missed: .red
    case .undecided: .yellow
    }
  }
}
