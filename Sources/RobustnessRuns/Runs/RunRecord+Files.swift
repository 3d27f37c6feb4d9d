import Artifacts
import Foundation

extension RunRecord {
  /// Reads a record that a report wrote (`report.json`), plain or gzipped; one of version
  /// ``earliestVersion`` or later is migrated on the way.
  ///
  /// - Throws: ``RunError/file(_:)`` or ``RunError/malformedRecord(path:reason:)``.
  public init(contentsOf path: String) throws(RunError) {
    let data: Data
    do {
      data = try ArtifactFile.decompressedContents(of: path)
    } catch {
      throw .file(error)
    }
    let known = Self.earliestVersion...Self.currentVersion
    do {
      self = try VersionedJSON.decode(RunRecord.self, from: data, versions: known)
    } catch {
      switch error {
      case .version(let found):
        throw .malformedRecord(
          path: path,
          reason: "\"version\" \(known.lowerBound) to \(known.upperBound), found \(found)")
      case .malformed(let fault):
        throw .malformedRecord(path: path, reason: "a run's record, found \(fault)")
      }
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
