import Artifacts
import Counterexamples
import Foundation
import RobustnessRuns

/// A report's counterexamples as files beside it, so that its commands have something to replay.
struct ReportFixtures {
  /// The folder's name within the report's.
  static let folder = "fixtures"

  let record: RunRecord

  /// Writes every counterexample and removes those that the report which stood here before wrote and
  /// nobody has changed since. Other files stay.
  ///
  /// - Parameter earlier: the record that stood in the report's folder before; nil if there was none.
  /// - Returns: the paths that were written.
  func write(to folder: String, replacing earlier: RunRecord?) throws(ArtifactError) -> [String] {
    let place = "\(folder)/\(Self.folder)"
    let names = Set(record.counterexamples.map(\.id))
    for old in earlier?.counterexamples ?? [] where !names.contains(old.id) {
      let path = "\(place)/\(old.id).json"
      guard let data = try? ArtifactFile.contents(of: path), data == old.json else { continue }
      do {
        try FileManager.default.removeItem(atPath: path)
      } catch {
        throw .unwritable(path: path, reason: ArtifactFile.reason(of: error))
      }
    }
    var paths: [String] = []
    for counterexample in record.counterexamples {
      let path = "\(place)/\(counterexample.id).json"
      try ArtifactFile.write(counterexample.json, to: path)
      paths.append(path)
    }
    if let left = try? FileManager.default.contentsOfDirectory(atPath: place), left.isEmpty {
      try? FileManager.default.removeItem(atPath: place)
    }
    return paths
  }
}
