import Artifacts
import Foundation

/// A failing case on disk: enough to find it, to replay it and to see what it was about.
public struct StoredFailure: Hashable, Sendable, Codable {
  /// The version of the format; files of a later version are refused.
  public static let currentVersion = 1

  public let version: Int
  /// The ``Property/identifier`` of the property.
  public let property: String
  public let choices: ChoiceSequence
  public let outcome: PropertyOutcome
  /// The value as text, for readers; replaying does not look at it.
  public let summary: String

  public init(
    property: String, choices: ChoiceSequence, outcome: PropertyOutcome, summary: String
  ) {
    self.version = Self.currentVersion
    self.property = property
    self.choices = choices
    self.outcome = outcome
    self.summary = summary
  }

  /// A file name that depends on the property and the choices alone.
  public var fileName: String {
    var hash = StableHash()
    hash.combine(property)
    hash.combine(choices.description)
    let digits = String(SplitMix64.mixed(hash.value), radix: 16)
    let stem = property.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    return String(stem.prefix(60)) + "-" + String(repeating: "0", count: 16 - digits.count) + digits
      + ".json"
  }
}

extension StoredFailure {
  /// Reads the stored failure at `path`.
  ///
  /// - Throws: ``FailureStoreError`` with the path.
  public init(contentsOf path: String) throws(FailureStoreError) {
    let data: Data
    do {
      data = try ArtifactFile.contents(of: path)
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    do {
      self = try VersionedJSON.decode(
        StoredFailure.self, from: data, versions: 1...Self.currentVersion)
    } catch {
      switch error {
      case .version(let found):
        throw .unsupportedVersion(path: path, expected: Self.currentVersion, found: found)
      case .malformed(let fault):
        throw .malformed(path: path, reason: fault.description)
      }
    }
  }

  /// Writes the failure to `path`, whole or not at all.
  ///
  /// - Throws: ``FailureStoreError/unwritable(path:reason:)``.
  public func write(to path: String) throws(FailureStoreError) {
    do {
      try ArtifactFile.write(CanonicalJSON.data(finite: self, .file), to: path)
    } catch {
      throw .unwritable(path: path, reason: error.reason)
    }
  }
}
