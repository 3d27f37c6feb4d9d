import Transcripts

/// Why a line of text is no requirement, or none that a run can answer.
public enum RequirementError: Error, Hashable, Sendable, CustomStringConvertible {
  case malformed(requirement: String, expected: String, found: String)
  /// A name that the run does not know.
  case unknown(requirement: String, kind: String, name: String, known: [String])
  /// Words that fit several conditions of the run.
  case ambiguous(requirement: String, found: String, known: [String])
  /// A comparison of models on lists that differ between them.
  case unpaired(requirement: String, found: String)
  /// No model is left to be judged.
  case noModels(requirement: String)

  public var description: String {
    switch self {
    case .malformed(let requirement, let expected, let found):
      "requirement \"\(requirement)\": expected \(expected), found "
        + (found.isEmpty ? "nothing" : "\"\(found)\"")
    case .unknown(let requirement, let kind, let name, let known):
      "requirement \"\(requirement)\": expected \(kind), one of \(Self.list(known)), found \"\(name)\""
        + Suggestions.question(name, in: known)
    case .ambiguous(let requirement, let found, let known):
      "requirement \"\(requirement)\": expected one condition, found \"\(found)\", which may be any of "
        + Self.list(known)
    case .unpaired(let requirement, let found):
      "requirement \"\(requirement)\": expected lists that are the same for all models, found \"\(found)\", under "
        + "which each model has lists of its own; put a bound on each model's figure instead"
    case .noModels(let requirement):
      "requirement \"\(requirement)\": expected a model to compare, found none"
    }
  }

  /// Names with commas between them; in parentheses where they have commas themselves.
  private static func list(_ names: [String]) -> String {
    names.map { $0.contains(",") ? "(\($0))" : $0 }.joined(separator: ", ")
  }
}
