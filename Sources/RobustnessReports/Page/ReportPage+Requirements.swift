import RobustnessRuns

extension ReportPage {
  /// Whether each model meets each requirement, if there are any.
  func requirementsSection() -> Markup {
    guard let verdicts = record.requirements else { return .group([]) }
    return .tag("section", ["id": "requirements"]) {
      Markup.tag("h2") { "Requirements" }
      Markup.tag("p") { "\(Wording.sentence(verdicts.tally)) \(VerdictText.meaning)" }
      table("Requirements") {
        columnHead("Model", isNumber: false)
        columnHead("Requirement", isNumber: false)
        columnHead("Verdict", isNumber: false)
        columnHead("Found")
      } body: {
        for verdict in verdicts {
          Markup.tag("tr") {
            modelHead(verdict.model)
            Markup.tag("td") { Markup.tag("code") { verdict.requirement.claim } }
            Markup.tag("td") { outcome(verdict) }
            Markup.tag("td", ["class": "number"]) {
              VerdictText(verdict).figure
              if let doubt = VerdictText(verdict).doubt { range(doubt) }
            }
          }
        }
      }
    }
  }

  private func outcome(_ verdict: RequirementVerdict) -> Markup {
    let text = VerdictText(verdict).outcome
    return switch verdict.outcome {
    case .met: .tag("span", ["class": "good"]) { text }
    case .missed: .tag("span", ["class": "bad"]) { text }
    case .undecided: .text(text)
    }
  }
}
