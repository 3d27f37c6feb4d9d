import Artifacts
public import Foundation

/// Counterexamples kept as JSON files, one each: regression fixtures.
///
/// The file's name is the counterexample's ``Counterexample/id``; its grammar is the Codable form of
/// ``Counterexample``, pretty-printed with sorted keys, so that changes show in a diff.
public enum FixtureFolder {
  /// The fixtures in `folder`, in the order of their file names.
  ///
  /// - Throws: ``FixtureError/noFixtures(folder:)`` if the folder is missing or holds none, so
  ///   that a suite over its contents can't pass by running nothing; otherwise what
  ///   ``fixture(at:)`` throws.
  public static func fixtures(in folder: String) throws(FixtureError) -> [Counterexample] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let files = names.filter { $0.hasSuffix(".json") }.sorted()
    guard !files.isEmpty else { throw .noFixtures(folder: folder) }
    var fixtures: [Counterexample] = []
    for file in files { fixtures.append(try fixture(at: "\(folder)/\(file)")) }
    return fixtures
  }

  /// The fixture at `path`.
  ///
  /// A fixture of an earlier version is migrated on the way.
  ///
  /// - Throws: ``FixtureError`` with the path when the file is missing, not a fixture, or of a
  ///   later version.
  public static func fixture(at path: String) throws(FixtureError) -> Counterexample {
    let data: Data
    do {
      data = try ArtifactFile.decompressedContents(of: path)
    } catch {
      throw .file(error)
    }
    struct Version: Decodable { let version: Int }
    let decoder = JSONDecoder()
    do {
      let version = try decoder.decode(Version.self, from: data).version
      guard (1...Counterexample.currentVersion).contains(version) else {
        throw FixtureError.unsupportedFixture(
          path: path, expected: Counterexample.currentVersion, found: version)
      }
      let fixture = try decoder.decode(Counterexample.self, from: data)
      if let reason = fixture.inconsistency {
        throw FixtureError.malformedFixture(path: path, reason: reason)
      }
      return fixture
    } catch let error as FixtureError {
      throw error
    } catch {
      throw .malformedFixture(path: path, reason: JSONFault.description(of: error))
    }
  }

  /// Writes a fixture into `folder`, whole or not at all, and returns its path.
  ///
  /// - Throws: ``FixtureError/file(_:)``.
  @discardableResult
  public static func save(
    _ counterexample: Counterexample, in folder: String
  ) throws(FixtureError) -> String {
    let path = "\(folder)/\(counterexample.id).json"
    do {
      try ArtifactFile.write(json(of: counterexample), to: path)
    } catch {
      throw .file(error)
    }
    return path
  }

  /// A fixture's bytes.
  public static func json(of counterexample: Counterexample) -> Data {
    CanonicalJSON.data(finite: counterexample, .file)
  }
}

extension Counterexample {
  /// What keeps the values from making a case; nil if nothing does.
  fileprivate var inconsistency: String? {
    if clean.isEmpty { return "an empty clean list" }
    if perturbed.isEmpty { return "an empty perturbed list" }
    if correspondence.count != perturbed.count {
      return "\(correspondence.count) correspondences for \(perturbed.count) perturbed hypotheses"
    }
    if let rank = correspondence.first(where: { !clean.indices.contains($0) }) {
      return "correspondence \(rank) in a clean list of \(clean.count)"
    }
    return nil
  }
}
