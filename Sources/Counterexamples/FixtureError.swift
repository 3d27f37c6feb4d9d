public import Artifacts
public import Perturbations
public import Rescoring

/// Why a fixture can't be read, written or judged.
public enum FixtureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file can't be read or written.
  case file(ArtifactError)
  /// The file is not a fixture.
  case malformedFixture(path: String, reason: String)
  /// The fixture was written by a later version of the program.
  case unsupportedFixture(path: String, expected: Int, found: Int)
  /// The folder doesn't exist, or has no fixture.
  case noFixtures(folder: String)
  /// The fixture breaks a property that is not among those available.
  case unknownProperty(id: String, known: [String])
  /// The fixture was made by a perturbation under which its property is not available.
  case unknownPerturbation(id: String, property: String, known: [String])
  /// The fixture's perturbation can't be made again.
  case perturbation(PerturbationError)
  /// The model gave no usable costs.
  case rescoring(RescoringError)

  public var description: String {
    switch self {
    case .file(let error): error.description
    case .malformedFixture(let path, let reason): "\(path): expected a fixture, found \(reason)"
    case .unsupportedFixture(let path, let expected, let found):
      "\(path): expected a fixture of version \(expected) or earlier, found \(found)"
    case .noFixtures(let folder):
      "\(folder): expected a folder with at least one fixture (*.json), found none"
    case .unknownProperty(let id, let known):
      "expected one of the properties \(known.joined(separator: ", ")), found \"\(id)\""
    case .unknownPerturbation(let id, let property, let known):
      known.isEmpty
        ? "\(property) under \"\(id)\": only the program that defines this perturbation can judge it"
        : "expected \(property) under \(known.joined(separator: ", ")), found \"\(id)\""
    case .perturbation(let error): error.description
    case .rescoring(let error): error.description
    }
  }
}
