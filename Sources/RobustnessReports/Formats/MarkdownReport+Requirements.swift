import RobustnessRuns

extension MarkdownReport {
  /// Whether each model meets each requirement, if there are any.
  func requirements() -> [String] {
    guard let verdicts = record.requirements else { return [] }
    let rows = verdicts.map { verdict in
      let text = VerdictText(verdict)
      return [text.outcome, verdict.model, "`\(verdict.requirement.claim)`", text.finding]
    }
    return [
      "## Requirements", "", "\(Wording.sentence(verdicts.tally)) \(VerdictText.meaning)", "",
    ]
      + MarkdownReport.table([["Verdict", "Model", "Requirement", "Found"]] + rows) + [""]
  }
}
