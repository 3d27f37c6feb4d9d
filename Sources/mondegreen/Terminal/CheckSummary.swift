import Counterexamples
import Robustness
import RobustnessReports
import RobustnessRuns

/// How each property fared with each model: a table, and the bugs behind the failures.
struct CheckSummary {
  private var rows: [(model: String, finding: PropertyFinding, rate: Estimate?)] = []
  /// Fixtures that were judged before anything was drawn.
  var kept = KeptFixtures.none
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

  /// Whether a property fails in more cases than may, where `share` is allowed: contracts in any, and others
  /// unless they have a budget of their own.
  func fails(allowing share: Double?) -> Bool {
    rows.contains { row in
      let hasBudget = verdicts.contains {
        $0.model == row.model && $0.requirement.property == row.finding.property
      }
      return (!hasBudget || row.finding.kind == .contract)
        && !passes(row.finding, of: row.model, allowing: share)
    }
  }

  /// With the kept fixtures that fail again among its failures.
  private func passes(_ finding: PropertyFinding, of model: String, allowing share: Double?) -> Bool
  {
    finding.passes(allowing: share, kept: kept.failures(of: finding.property, model))
  }

  /// Every property, budget and kept fixture as test cases.
  ///
  /// - Parameters:
  ///   - corpus: its name.
  ///   - share: the share of cases that may fail, where a property leaves it open.
  ///   - measured: verdicts on budgets of measures.
  func junit(
    _ corpus: String, allowing share: Double?, measured: [RequirementVerdict]
  ) -> JUnitReport {
    JUnitReport(
      rows.map { row in
        (row.model, row.finding, passes(row.finding, of: row.model, allowing: share))
      }, on: corpus,
      verdicts: verdicts.map { verdict in
        let text = FailureVerdictText(verdict)
        return (verdict.model, verdict.requirement.claim, verdict.outcome, text.finding)
      }
        + measured.map { verdict in
          (verdict.model, verdict.requirement.claim, verdict.outcome, VerdictText(verdict).finding)
        }, fixtures: kept.tests)
  }

  /// What was found, as JSON.
  ///
  /// - Parameters:
  ///   - corpus: its name.
  ///   - share: the share of cases that may fail, where a property leaves it open.
  func record(_ corpus: String, allowing share: Double?) -> CheckRecord {
    CheckRecord(
      corpus: corpus,
      findings: rows.map { row in
        (row.model, row.finding, passes(row.finding, of: row.model, allowing: share))
      }, fixtures: kept.tests)
  }

  /// The same with numbers in place of words.
  func redacted() -> CheckSummary {
    var (summary, redaction) = (self, Redaction())
    summary.rows = rows.map { ($0.model, redaction.redacted($0.finding), $0.rate) }
    return summary
  }

  var failures: Int { rows.reduce(0) { $0 + $1.finding.failures } }

  /// - Parameter allowed: the share of cases that may fail, where a property leaves it open.
  func text(allowing allowed: Double?) -> String {
    var table = TextTable()
    table.append([
      "property", "model", "kind", "cases", "failures", "failure rate", "may fail", "lowest margin",
      "causes shown",
    ])
    for row in rows {
      table.append([
        row.finding.property, row.model, row.finding.kind.map(Self.name) ?? "–",
        "\(row.finding.cases)",
        "\(row.finding.failures)",
        row.rate.map {
          "\(FigureFormat.percent($0.value)) (\(FigureFormat.interval($0)))"
        } ?? "–",
        mayFail(row.finding, of: row.model, allowed),
        row.finding.worstMargin.map { MarginText.text($0) } ?? "–",
        causes(row.finding),
      ])
    }
    return table.text
  }

  /// The kind of a property, as help and README call it.
  private static func name(_ kind: PropertyKind) -> String {
    switch kind {
    case .contract: "contract"
    case .quality: "rate"
    }
  }

  /// "35.0%", marked where more do.
  private func mayFail(
    _ finding: PropertyFinding, of model: String, _ allowed: Double?
  ) -> String {
    let share = (finding.allowance ?? .any).share(allowing: allowed)
    let text = share == 0 ? "none" : FigureFormat.percent(share)
    return passes(finding, of: model, allowing: allowed) ? text : text + "  FAILS"
  }

  /// "2 (17 failures)"
  private func causes(_ finding: PropertyFinding) -> String {
    let known = finding.known ?? []
    let explained =
      finding.bugs.reduce(0) { $0 + $1.failures } + known.reduce(0) { $0 + $1.failures }
    let count = finding.bugs.count + known.count
    return count == 0 ? "–" : "\(count) (\(FigureFormat.count(explained, of: "failure")))"
  }

  /// Writes the fixtures of all bugs into `folder`, if there is one.
  ///
  /// - Returns: their paths.
  /// - Throws: ``RunError/file(_:)``.
  func writeBugs(to folder: String?) throws -> [String] {
    guard let folder else { return [] }
    return try rows.flatMap(\.finding.counterexamples).map { try $0.write(toFolder: folder) }
  }

  /// Prints each bug, and writes its fixtures into `folder` if there is one.
  ///
  /// - Throws: ``RunError/file(_:)``.
  func showBugs(keepingIn folder: String?) throws {
    for row in rows {
      for sentence in row.finding.unrepeated ?? [] {
        print("\n\(row.finding.property) for \(row.model): \(sentence)")
      }
    }
    for row in rows {
      for known in row.finding.known ?? [] {
        print(
          "\n\(row.model): \(row.finding.property) fails for the same cause as \(known.property), in "
            + "\(FigureFormat.count(known.failures, of: "case")): see \(known.counterexample)")
      }
    }
    var shown: [(model: String, bug: PropertyFinding.Bug)] = []
    for (model, bug) in rows.flatMap({ row in row.finding.bugs.map { (row.model, $0) } }) {
      let known = shown.first { $0.model == model && $0.bug.hasCause(of: bug) }
      shown.append((model, bug))
      if let known {
        print(
          "\n\(model): \(bug.smallest.property) fails for the same cause as "
            + "\(known.bug.smallest.property), in \(bug.failures) case\(bug.failures == 1 ? "" : "s"): "
            + bug.smallest.failure)
        guard let folder else { continue }
        for counterexample in bug.counterexamples {
          print("saved as \(try counterexample.write(toFolder: folder))")
        }
        continue
      }
      print("\n" + CounterexampleText.text(bug.smallest))
      if let strong = bug.withMargin { print(CounterexampleText.withMargin(strong)) }
      print("  " + CounterexampleText.effort(bug))
      guard let folder else { continue }
      for counterexample in bug.counterexamples {
        print("saved as \(try counterexample.write(toFolder: folder))")
      }
    }
    let causes = CauseGroup.groups(of: rows.map { ($0.model, $0.finding) })
    if !causes.isEmpty {
      print("\n" + Paint.bold("Causes") + "\n" + CauseTable(causes: causes).text)
    }
  }

  /// The smallest lists that a model's failures came to so far.
  func counterexamples(of model: String) -> [Counterexample] {
    rows.filter { $0.model == model }.flatMap(\.finding.counterexamples)
  }
}
