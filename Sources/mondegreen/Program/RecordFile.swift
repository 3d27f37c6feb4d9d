import Artifacts
import Foundation
import RobustnessRuns

/// A run's record as a file.
enum RecordFile {
  /// Reads a `report.json`.
  ///
  /// - Throws: ``ArtifactError``, or a ``CommandFailure`` for what is no record of a known version.
  static func read(_ path: String) throws -> RunRecord {
    struct Version: Decodable { let version: Int }
    let data = try ArtifactFile.decompressedContents(of: path)
    let decoder = JSONDecoder()
    do {
      let version = try decoder.decode(Version.self, from: data).version
      let known = RunRecord.earliestVersion...RunRecord.currentVersion
      guard known.contains(version) else {
        throw CommandFailure(
          .badData,
          "\(path): expected \"version\" \(known.lowerBound) to \(known.upperBound), found \(version)"
        )
      }
      return try decoder.decode(RunRecord.self, from: data)
    } catch let error as DecodingError {
      throw CommandFailure(.badData, "\(path): expected a run's record: \(JSONFault(error))")
    }
  }
}
