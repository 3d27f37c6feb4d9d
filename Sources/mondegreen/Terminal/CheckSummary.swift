import Counterexamples
import Robustness
import RobustnessReports
import RobustnessRuns

/// How each property fared with each model: a table, and the bugs behind the failures.
struct CheckSummary {
  private var rows: [(model: String, finding: PropertyFinding)] = []

  mutating func append(_ finding: PropertyFinding, of model: String) {
    rows.append((model, finding))
  }

  /// The properties that found nothing to examine: they can't have held.
  var idle: [String] {
    rows.filter { $0.finding.cases == 0 }.map { "\($0.finding.property) (\($0.model))" }
  }

  /// The largest share of failed cases of any property.
  var worstShare: Double { rows.map(\.finding.failureShare).max() ?? 0 }

  var failures: Int { rows.reduce(0) { $0 + $1.finding.failures } }

  var text: String {
    var table = TextTable()
    table.append([
      "property", "model", "cases", "failures", "failure rate", "lowest margin", "causes shown",
    ])
    for row in rows {
      table.append([
        row.finding.property, row.model, "\(row.finding.cases)", "\(row.finding.failures)",
        row.finding.failureRate.map {
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
