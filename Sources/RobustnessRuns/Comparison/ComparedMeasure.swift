/// A measure that runs are compared by.
public enum ComparedMeasure: String, Hashable, Sendable, Codable, CaseIterable {
  case wer
  case skill
  case skillKept = "skill-kept"
  /// The discrimination of homophones.
  case discrimination
  /// The share of a property's cases that fail.
  case failures

  /// Whether less of it is better.
  public var isLowerBetter: Bool {
    switch self {
    case .wer, .failures: true
    case .skill, .skillKept, .discrimination: false
    }
  }

  /// Whether it is a share, whose differences are in points; otherwise it is a plain number.
  public var isShare: Bool {
    switch self {
    case .wer, .discrimination, .failures: true
    case .skill, .skillKept: false
    }
  }
}
