import Robustness
package import RobustnessRuns

/// A change from one run to another, in the words of tables and terminals.
package struct ChangeText {
  package let change: FigureChange
  /// The probability of error that "better" and "worse" allow.
  private let level: Double

  package init(_ change: FigureChange, level: Double) {
    self.change = change
    self.level = level
  }

  package var direction: FigureChange.Direction { change.direction(at: level) }

  /// "better", "worse", "no difference shown", "identical choices"
  package var outcome: String {
    switch direction {
    case .better: "better"
    case .worse: "worse"
    case .open: "no difference shown"
    case .identical: change.measure == .discrimination ? "identical outcomes" : "identical choices"
    }
  }

  /// The model, as in "lora" or "lora (was lora-old)".
  package var model: String {
    change.model == change.against ? change.model : "\(change.model) (was \(change.against))"
  }

  /// The measure, as in "WER" or "failures of rank-stability".
  package var measure: String {
    switch change.measure {
    case .wer: "WER"
    case .skill: "skill"
    case .skillKept: "skill kept"
    case .discrimination: "homophone discrimination"
    case .failures: "failures of \(change.property ?? "")"
    }
  }

  /// "clean", "homophones, 1-best, two words"; nothing where lists don't matter.
  package var condition: String {
    switch change.measure {
    case .discrimination, .failures: ""
    case .wer, .skill, .skillKept: Wording.condition(change.condition)
    }
  }

  package var before: String { figure(change.before) }
  package var after: String { figure(change.after) }

  private func figure(_ figure: Figure) -> String {
    guard let value = figure.estimate?.value else { return "–" }
    return change.measure.isShare
      ? FigureFormat.percent(value, digits: 2) : FigureFormat.decimal(value, digits: 3)
  }

  /// "+0.52 [0.10, 0.94]", in points where the measure is a share; "–" where there is none.
  package var difference: String {
    guard let difference = change.difference else { return "–" }
    let value = number(difference.value)
    let isAbove = difference.value > 0 && value.contains { "123456789".contains($0) }
    return (isAbove ? "+" : "") + value + " " + interval(difference)
  }

  private func interval(_ difference: Estimate) -> String {
    difference.hasInterval
      ? "[\(number(difference.lower)), \(number(difference.upper))]"
      : "[\(FigureFormat.noInterval)]"
  }

  private func number(_ value: Double) -> String {
    change.measure.isShare
      ? FigureFormat.decimal(value * 100, digits: 2) : FigureFormat.decimal(value, digits: 3)
  }

  /// The corrected p; "–" where there is none.
  package var p: String { change.holmP.map { FigureFormat.probability($0) } ?? "–" }

  /// The pairing, as in "paired" or "unpaired: the draws differ".
  package var pairing: String {
    switch change.pairing {
    case .identical, .paired: "paired"
    case .unpaired: "unpaired" + (change.reason.map { ": \($0)" } ?? "")
    }
  }

  /// A claim with its conditions: "lora: WER on messaging-test, clean: worse by 0.52 points [0.10, 0.94]
  /// (20.10% to 20.62%; paired; p 0.012 after Holm's correction)."; nil unless a difference is shown.
  package var sentence: String? {
    guard let difference = change.difference, direction == .better || direction == .worse else {
      return nil
    }
    let amount =
      number(abs(difference.value)) + (change.measure.isShare ? " points" : "")
    let isWorse = (direction == .worse) == change.measure.isLowerBetter
    let ends = isWorse ? difference : difference.negated
    let place = change.corpus + (condition.isEmpty ? "" : ", \(condition)")
    return
      "\(model): \(measure) on \(place): \(outcome) by \(amount) \(interval(ends)) "
      + "(\(before) to \(after); \(pairing); p \(p) after Holm's correction)."
  }
}

extension Estimate {
  /// The figure of the opposite sign.
  fileprivate var negated: Estimate {
    noInterval.map { Estimate(value: -value, without: $0) }
      ?? Estimate(value: -value, lower: -upper, upper: -lower, method: method)
  }
}

/// A verdict on a regression budget, in the words of tables and terminals.
package struct RegressionText {
  package let verdict: RegressionVerdict

  package init(_ verdict: RegressionVerdict) {
    self.verdict = verdict
  }

  package var outcome: String { verdict.outcome.rawValue }

  /// "after, lora: wer(messaging-test) not worse by 0.2 points"
  package var statement: String {
    "\(verdict.change.run), \(verdict.change.model): \(verdict.requirement.claim)"
  }

  /// The difference with its interval, and why it is undecided.
  package var finding: String {
    if verdict.change.pairing == .identical { return "identical" }
    let text = ChangeText(verdict.change, level: 0)
    return text.difference + (verdict.requirement.measure.isShare ? " points" : "")
      + (verdict.change.pairing == .unpaired ? ", unpaired" : "") + (doubt.map { ": \($0)" } ?? "")
  }

  private var doubt: String? {
    switch verdict.doubt {
    case nil: nil
    case .boundInInterval: "the bound lies in the interval"
    case .noInterval: verdict.change.difference?.noInterval?.description ?? "no interval"
    case .noFigure:
      [verdict.change.before, verdict.change.after].compactMap(\.reason).first?.description
        ?? verdict.change.reason ?? "no figure"
    }
  }
}
