import RobustnessReports
import RobustnessRuns

/// A verdict on a requirement as `--json` has it:
/// `{"finding":TEXT,"model":NAME,"outcome":"met","requirement":TEXT}`.
struct RequirementRecord: Encodable {
  let requirement: String
  let model: String
  let outcome: String
  /// The figure that was judged, in words.
  let finding: String

  init(_ verdict: RequirementVerdict) {
    requirement = verdict.requirement.claim
    model = verdict.model
    outcome = verdict.outcome.rawValue
    finding = VerdictText(verdict).finding
  }

  init(_ verdict: FailureVerdict) {
    requirement = verdict.requirement.claim
    model = verdict.model
    outcome = verdict.outcome.rawValue
    finding = FailureVerdictText(verdict).finding
  }
}
