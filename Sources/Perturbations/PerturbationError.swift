public import Artifacts

/// Why a perturbation can't be made, or a confusion model not read or written.
public enum PerturbationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The perturbation draws on something that the kit lacks.
  case missingPart(perturbation: String, part: String)
  /// The file is no confusion model.
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
