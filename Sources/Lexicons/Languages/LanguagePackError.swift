public import Artifacts

/// What is wrong with a language pack, and where.
public enum LanguagePackError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file is missing, unreadable or damaged.
  case file(ArtifactError)
  /// A line, or the file as a whole, is malformed.
  case malformed(path: String, line: Int?, expected: String, found: String)

  public var description: String {
    switch self {
    case .file(let error): "\(error)"
    case .malformed(let path, let line, let expected, let found):
      path + (line.map { ":\($0)" } ?? "") + ": expected \(expected), found \(found)"
    }
  }
}
