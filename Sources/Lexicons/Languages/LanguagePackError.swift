public import Artifacts

/// What is wrong with a language pack, and where.
public enum LanguagePackError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A file as such: missing, unreadable, damaged.
  case file(ArtifactError)
  /// A line, or what a file as a whole should say.
  case malformed(path: String, line: Int?, expected: String, found: String)

  public var description: String {
    switch self {
    case .file(let error): "\(error)"
    case .malformed(let path, let line, let expected, let found):
      path + (line.map { ":\($0)" } ?? "") + ": expected \(expected), found \(found)"
    }
  }
}
