public import Artifacts

/// What is wrong with a pronunciation model, or with a lexicon that one should be learned from.
public enum PronunciationModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file is missing, unreadable or damaged.
  case file(ArtifactError)
  /// The file is not a pronunciation model, or its contents are damaged.
  case malformed(path: String, expected: String, found: String)
  /// Nothing can be learned from the lexicon.
  case unlearnable(lexicon: String, reason: String)

  public var description: String {
    switch self {
    case .file(let error): "\(error)"
    case .malformed(let path, let expected, let found):
      "\(path): expected \(expected), found \(found)"
    case .unlearnable(let lexicon, let reason):
      "\(lexicon): expected words to learn pronunciations from, found \(reason)"
    }
  }
}
