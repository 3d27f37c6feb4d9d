import Artifacts
import Foundation

/// Why a stored failure can't be read or written.
public enum FailureStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  case missingFolder(path: String)
  case unreadable(path: String, reason: String)
  /// The file is not a stored failure.
  case malformed(path: String, reason: String)
  case unsupportedVersion(path: String, expected: Int, found: Int)
  case unwritable(path: String, reason: String)

  public var description: String {
    switch self {
    case .missingFolder(let path): "\(path): expected a folder of stored failures, found none"
    case .unreadable(let path, let reason): "\(path): can't be read: \(reason)"
    case .malformed(let path, let reason): "\(path): not a stored failure: \(reason)"
    case .unsupportedVersion(let path, let expected, let found):
      "\(path): expected version \(expected) or earlier, found \(found)"
    case .unwritable(let path, let reason): "\(path): can't be written: \(reason)"
    }
  }
}

/// A folder of failing cases, one JSON file each.
///
/// File names follow from the content, so storing a failure twice leaves one file.
public struct FailureStore: Hashable, Sendable {
  public let folder: String

  public init(folder: String) {
    self.folder = folder
  }

  /// Writes the failure into the folder, which is made if need be, and returns the file's path.
  @discardableResult
  public func write(_ failure: StoredFailure) throws(FailureStoreError) -> String {
    let path = "\(folder)/\(failure.fileName)"
    try failure.write(to: path)
    return path
  }

  /// All stored failures, in the order of their file names; of `property` only, if given.
  ///
  /// - Throws: ``FailureStoreError`` for a missing folder and for the first file that is no good.
  public func failures(of property: String? = nil) throws(FailureStoreError) -> [StoredFailure] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory),
      isDirectory.boolValue
    else { throw .missingFolder(path: folder) }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw .unreadable(path: folder, reason: ArtifactFile.reason(of: error))
    }
    var failures: [StoredFailure] = []
    for name in names.sorted() where name.hasSuffix(".json") {
      let failure = try StoredFailure(contentsOf: "\(folder)/\(name)")
      if property == nil || failure.property == property { failures.append(failure) }
    }
    return failures
  }
}
