public import Artifacts

/// Why a perturbation can't be made, or why a confusion model can't be read or written.
public enum PerturbationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The perturbation needs something that the kit lacks.
  case missingPart(perturbation: String, part: String)
  /// The file is not a confusion model.
  case malformedModel(path: String, reason: String)
  /// The file can't be read or written.
  case file(ArtifactError)

  public var description: String {
    switch self {
    case .missingPart(let perturbation, let part):
      "\(perturbation): expected \(part), found none"
    case .malformedModel(let path, let reason):
      "\(path): expected a confusion model, found \(reason)"
    case .file(let error): error.description
    }
  }
}
