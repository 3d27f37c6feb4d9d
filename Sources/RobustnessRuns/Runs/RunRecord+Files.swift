import Artifacts
import Foundation

extension RunRecord {
  /// Reads a record that a report wrote (`report.json`), plain or gzipped; one of version
  /// ``earliestVersion`` or later is migrated on the way.
  ///
  /// - Throws: ``RunError/file(_:)`` or ``RunError/malformedRecord(path:reason:)``.
  public init(contentsOf path: String) throws(RunError) {
    struct Version: Decodable { let version: Int }
    let data: Data
    do {
      data = try ArtifactFile.decompressedContents(of: path)
    } catch {
      throw .file(error)
    }
    do {
      let version = try JSONDecoder().decode(Version.self, from: data).version
      let known = RunRecord.earliestVersion...RunRecord.currentVersion
      guard known.contains(version) else {
        throw RunError.malformedRecord(
          path: path,
          reason: "\"version\" \(known.lowerBound) to \(known.upperBound), found \(version)")
      }
      self = try JSONDecoder().decode(RunRecord.self, from: data)
    } catch let error as RunError {
      throw error
    } catch {
      throw .malformedRecord(path: path, reason: "a run's record, found \(JSONFault(error))")
    }
  }

  /// Writes the record to `path`, whole or not at all: equal records give equal bytes.
  ///
  /// - Throws: ``RunError/file(_:)``.
  public func write(to path: String) throws(RunError) {
    do {
      try ArtifactFile.write(CanonicalJSON.data(finite: self, .file), to: path)
    } catch {
      throw .file(error)
    }
  }
}
