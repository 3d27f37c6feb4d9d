import Counterexamples
import Robustness
import RobustnessReports
import RobustnessRuns

/// How each property fared with each model: a table, and the bugs behind the failures.
struct CheckSummary {
  private var rows: [(model: String, finding: PropertyFinding, rate: Estimate?)] = []
  /// On budgets of failures.
  private(set) var verdicts: [FailureVerdict] = []

  /// - Parameter rate: of failures, where it is not simply the finding's.
  mutating func append(_ finding: PropertyFinding, of model: String, rate: Estimate? = nil) {
    rows.append((model, finding, rate ?? finding.failureRate))
  }

  mutating func append(_ verdicts: [FailureVerdict]) { self.verdicts += verdicts }

  /// The properties that found nothing to examine: they can't have held.
  var idle: [String] {
    rows.filter { $0.finding.cases == 0 }.map { "\($0.finding.property) (\($0.model))" }
  }

  /// The largest share of failed cases of any property without a budget of its own.
  var worstShare: Double {
    rows.filter { row in
      !verdicts.contains {
        $0.model == row.model && $0.requirement.property == row.finding.property
      }
    }.map(\.finding.failureShare).max() ?? 0
  }

  /// Every property and budget as test cases.
  ///
  /// - Parameter corpus: its name.
  func junit(_ corpus: String) -> JUnitReport {
    JUnitReport(
      rows.map { ($0.model, $0.finding) }, on: corpus,
      verdicts: verdicts.map { verdict in
        let text = FailureVerdictText(verdict)
        return (verdict.model, verdict.requirement.claim, verdict.outcome, text.finding)
      })
  }

  /// The same with numbers in place of words.
  func redacted() -> CheckSummary {
    var (summary, redaction) = (self, Redaction())
    summary.rows = rows.map { ($0.model, redaction.redacted($0.finding), $0.rate) }
    return summary
  }

  var failures: Int { rows.reduce(0) { $0 + $1.finding.failures } }

  var text: String {
    var table = TextTable()
    table.append([
      "property", "model", "cases", "failures", "failure rate", "lowest margin", "causes shown",
    ])
    for row in rows {
      table.append([
        row.finding.property, row.model, "\(row.finding.cases)", "\(row.finding.failures)",
        row.rate.map {
          "\(FigureFormat.percent($0.value)) (\(FigureFormat.interval($0)))"
        } ?? "–",
        row.finding.worstMargin.map { MarginText.text($0) } ?? "–",
        causes(row.finding),
      ])
    }
    return table.text
  }

  /// "2, of 17 failures"
  private func causes(_ finding: PropertyFinding) -> String {
    let explained = finding.bugs.reduce(0) { $0 + $1.failures }
    return finding.bugs.isEmpty ? "–" : "\(finding.bugs.count), of \(explained) failures"
  }

  /// Prints each bug, and writes its fixtures into `folder` if there is one.
  ///
  /// - Throws: ``RunError/file(_:)``.
  func showBugs(keepingIn folder: String?) throws {
    for bug in rows.flatMap(\.finding.bugs) {
      print("\n" + CounterexampleText.text(bug.smallest))
      if let strong = bug.withMargin { print(CounterexampleText.withMargin(strong)) }
      print("  " + CounterexampleText.effort(bug))
      guard let folder else { continue }
      for counterexample in bug.counterexamples {
        print("kept as \(try counterexample.write(toFolder: folder))")
      }
    }
  }
}
