import Robustness
package import RobustnessRuns

/// A verdict on a requirement, in the words of tables and terminals.
package struct VerdictText {
  /// An explanation of the outcomes.
  static let meaning =
    "A requirement is met if the whole interval meets the bound, missed if none of it does, and "
    + "undecided otherwise. Figures under a perturbation are as heard; differences are paired."

  package let verdict: RequirementVerdict

  package init(_ verdict: RequirementVerdict) {
    self.verdict = verdict
  }

  package var outcome: String {
    switch verdict.outcome {
    case .met: "met"
    case .missed: "missed"
    case .undecided: "undecided"
    }
  }

  /// The requirement of a model, as in "lora: wer(messaging-test) <= 22%".
  package var statement: String { "\(verdict.model): \(verdict.requirement.claim)" }

  /// The figure with its interval, "21.93% [20.41, 23.44]", with a digit more than elsewhere in a report, for
  /// bounds are often close; "–" where there is none.
  package var figure: String {
    guard let estimate = verdict.figure?.estimate else { return "–" }
    if verdict.requirement.against != nil {
      return "\(number(estimate.value, isSigned: true)) points \(interval(estimate))"
    }
    switch verdict.requirement.measure {
    case .wer, .nprr: return "\(number(estimate.value))% \(interval(estimate))"
    case .skill, .skillKept: return "\(number(estimate.value)) \(interval(estimate))"
    }
  }

  /// Why it is undecided, in a clause; nil if it is decided.
  package var doubt: String? {
    switch verdict.doubt {
    case nil: nil
    case .boundInInterval: "the bound lies in the interval"
    case .noInterval:
      verdict.figure?.estimate?.noInterval?.description ?? "the same in every resample"
    case .noFigure: verdict.figure?.reason?.description
    case .noRatio: "no ratio: the clean WER is 0 in some resample"
    case .notMeasured: "the record does not hold the figure"
    case .nothingChanged: "the perturbation changed no list"
    }
  }

  /// Figure and doubt: "22.30% [20.80, 23.90]: the bound lies in the interval".
  package var finding: String { figure + (doubt.map { ": \($0)" } ?? "") }

  private func interval(_ estimate: Estimate) -> String {
    estimate.hasInterval
      ? "[\(number(estimate.lower)), \(number(estimate.upper))]"
      : "[\(FigureFormat.noInterval)]"
  }

  private func number(_ value: Double, isSigned: Bool = false) -> String {
    let text =
      switch verdict.requirement.measure {
      case .wer, .nprr: FigureFormat.decimal(value * 100, digits: 2)
      case .skill, .skillKept: FigureFormat.decimal(value, digits: 3)
      }
    let isAboveZero = value > 0 && text.contains { "123456789".contains($0) }
    return isSigned && isAboveZero ? "+" + text : text
  }
}

extension Sequence<RequirementVerdict> {
  /// "3 met, 1 missed, 2 undecided"; outcomes that nothing has are left out.
  package var tally: String {
    RequirementVerdict.Outcome.allCases.compactMap { outcome in
      let count = filter { $0.outcome == outcome }.count
      return count == 0 ? nil : "\(FigureFormat.count(count)) \(outcome.rawValue)"
    }.joined(separator: ", ")
  }
}
