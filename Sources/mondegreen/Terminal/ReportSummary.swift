import Artifacts
import Foundation
import RobustnessReports
import RobustnessRuns

/// What `report --json` prints: where the files are, what they say in short, and whether the requirements
/// are met.
struct ReportSummary: Encodable {
  struct Answer: Encodable {
    let title: String
    let text: String
  }

  /// Paths of the report's files.
  let files: [String]
  let headline: [Answer]
  /// As in the record; empty where there are none.
  let requirements: [RequirementVerdict]

  init(_ record: RunRecord, files: [String]) {
    self.files = files
    headline = Headline(record).answers.map { Answer(title: $0.title, text: $0.text) }
    requirements = record.requirements ?? []
  }
}
