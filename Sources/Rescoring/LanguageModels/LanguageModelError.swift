public import Artifacts

/// What is wrong with the file of a language model, and where.
public enum LanguageModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file as such: missing, unreadable, damaged.
  case file(ArtifactError)
  /// A line of an ARPA file is not what has to stand there.
  case malformedLine(path: String, line: Int, expected: String, found: String)
  /// The file is no language model that this program packed, or a damaged one.
  case malformedModel(path: String, expected: String, found: String)

  public var description: String {
    switch self {
    case .file(let error): "\(error)"
    case .malformedLine(let path, let line, let expected, let found):
      "\(path):\(line): expected \(expected), found \(found)"
    case .malformedModel(let path, let expected, let found):
      "\(path): expected \(expected), found \(found)"
    }
  }
}
