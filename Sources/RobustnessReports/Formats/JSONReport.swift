import Artifacts
import Foundation
import RobustnessRuns

/// The record itself as JSON: sorted keys, two-space indents, numbers at full precision, so that
/// equal records are equal bytes.
enum JSONReport {
  static func data(_ record: RunRecord) -> Data {
    // A record holds finite numbers only: whoever builds one refuses NaN with a position.
    CanonicalJSON.data(finite: record, .file)
  }
}
