import Robustness
import RobustnessReports
import RobustnessRuns

/// A verdict on a budget of failures, in words.
struct FailureVerdictText {
  let verdict: FailureVerdict

  init(_ verdict: FailureVerdict) {
    self.verdict = verdict
  }

  /// "after 137 cases, 0 failures: 0.0%, 95% confidence sequence 0.0% to 4.9%"
  var finding: String {
    let count =
      FigureFormat.count(verdict.cases, of: "case") + ", "
      + FigureFormat.count(verdict.failures, of: "failure")
    guard let rate = verdict.rate else { return "no cases" }
    let interval = FigureFormat.interval(rate)
    return verdict.isSequential
      ? "after \(count): \(FigureFormat.percent(rate.value)), confidence sequence \(interval)"
      : "\(count): \(FigureFormat.percent(rate.value)) (\(interval))"
  }

  /// "met        lora: failures(rank-stability) <= 5%  after 137 cases, …"
  var line: String {
    let paint: Paint =
      switch verdict.outcome {
      case .met: .green
      case .missed: .red
      case .undecided: .yellow
      }
    return "\(paint(verdict.outcome.rawValue))  \(verdict.model): \(verdict.requirement.claim)  "
      + finding
  }
}

extension CheckSummary {
  /// Prints the verdicts on budgets, if there are any.
  func showVerdicts() {
    if Terminal.isJSON {
      for verdict in verdicts { Results.write(RequirementRecord(verdict)) }
      return
    }
    guard !verdicts.isEmpty else { return }
    print("\n" + Paint.bold("Requirements"))
    for verdict in verdicts { print(FailureVerdictText(verdict).line) }
  }
}
