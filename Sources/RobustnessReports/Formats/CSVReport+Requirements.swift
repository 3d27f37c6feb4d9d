import Robustness
import RobustnessRuns

extension CSVReport {
  /// The bound of each requirement and model, and whether it is met: 1, 0, or nothing and why.
  func requirementRows() -> [CSVRow] {
    (record.requirements ?? []).flatMap { verdict -> [CSVRow] in
      let requirement = verdict.requirement
      let place = requirement.condition.map { CSVRow.Place(condition: $0, counting: .asHeard) }
      let name = requirement.measure.rawValue.replacing("-", with: " ")
      let measure = "required \(name)" + (requirement.against == nil ? "" : " difference")
      func row(_ measure: String, _ value: Double?, unit: String) -> CSVRow {
        CSVRow(
          corpus: requirement.corpus, model: verdict.model, measure: measure,
          against: requirement.against ?? "", at: place, value: value, unit: unit)
      }
      let unit =
        switch requirement.measure {
        case _ where requirement.against != nil: "difference"
        case .wer, .nprr: "share"
        case .skill, .skillKept: "ratio"
        }
      let isMet: (value: Double?, unit: String) =
        switch verdict.outcome {
        case .met: (1, "met")
        case .missed: (0, "missed")
        case .undecided: (nil, "undecided: \(VerdictText(verdict).doubt ?? "")")
        }
      return [
        row(measure, requirement.bound, unit: unit),
        row(measure + " met", isMet.value, unit: isMet.unit),
      ]
    }
  }
}
