import Artifacts
public import Foundation

/// Counterexamples kept as JSON files, one each: regression fixtures.
///
/// A file's name is the counterexample's ``Counterexample/id``; its grammar is the Codable form of
/// ``Counterexample``, indented and with sorted keys, so that changes show in a diff.
extension Counterexample {
  /// Reads the fixture at `path`, plain or gzipped; one of an earlier version is migrated on the way.
  ///
  /// - Throws: ``FixtureError`` with the path when the file is missing, not a fixture, or of a
  ///   later version.
  public init(contentsOf path: String) throws(FixtureError) {
    let data: Data
    do {
      data = try ArtifactFile.decompressedContents(of: path)
    } catch {
      throw .file(error)
    }
    let fixture: Counterexample
    do {
      fixture = try VersionedJSON.decode(
        Counterexample.self, from: data, versions: 1...Self.currentVersion)
    } catch {
      switch error {
      case .version(let found):
        throw .unsupportedFixture(path: path, expected: Self.currentVersion, found: found)
      case .malformed(let fault):
        throw .malformedFixture(path: path, reason: fault.description)
      }
    }
    if let reason = fixture.inconsistency {
      throw .malformedFixture(path: path, reason: reason)
    }
    self = fixture
  }

  /// The fixtures in `folder`, in the order of their file names.
  ///
  /// - Throws: ``FixtureError/noFixtures(folder:)`` if the folder is missing or holds none, so that a
  ///   suite over its contents can't pass by running nothing; otherwise what ``init(contentsOf:)`` throws.
  public static func all(in folder: String) throws(FixtureError) -> [Counterexample] {
    var fixtures: [Counterexample] = []
    for path in try files(in: folder) { fixtures.append(try Counterexample(contentsOf: path)) }
    return fixtures
  }

  /// The paths of the fixtures in `folder`, in the order of their names.
  ///
  /// - Throws: ``FixtureError/noFixtures(folder:)``.
  package static func files(in folder: String) throws(FixtureError) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let files = names.filter { $0.hasSuffix(".json") }.sorted()
    guard !files.isEmpty else { throw .noFixtures(folder: folder) }
    return files.map { "\(folder)/\($0)" }
  }

  /// Writes the fixture to `path`, whole or not at all.
  ///
  /// - Throws: ``FixtureError/file(_:)``.
  public func write(to path: String) throws(FixtureError) {
    do {
      try ArtifactFile.write(json, to: path)
    } catch {
      throw .file(error)
    }
  }

  /// Writes the fixture into `folder` under its id, whole or not at all, and returns its path.
  ///
  /// - Throws: ``FixtureError/file(_:)``.
  @discardableResult
  public func write(toFolder folder: String) throws(FixtureError) -> String {
    let path = "\(folder)/\(id).json"
    try write(to: path)
    return path
  }

  /// The fixture as its file has it.
  public var json: Data { CanonicalJSON.data(finite: self, .file) }
}
