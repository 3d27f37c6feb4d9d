import PropertyTesting
public import Testing

/// A property that failed: the error of the one issue that a check records for a bug.
public struct PropertyFailed: Error, Sendable, CustomStringConvertible {
  /// The name of the property: the test's name, followed by the check's own name if it has one.
  public let property: String
  /// The smallest value that fails, as text.
  public let value: String
  /// What failed: expectations, an error, a time limit; `nil` where the property just doesn't hold.
  public let note: String?
  /// Judges the value again: `replay: "…"`; `nil` for an example that the generator can't make.
  public let replay: String?
  /// How it was found, and what shrinking it took.
  public let origin: String

  /// Several lines: the value, what failed, how it was found, and the line that replays it.
  public var description: String {
    var lines = ["fails for \(value)"]
    if let note { lines += note.split(separator: "\n").map { "  \($0)" } }
    lines.append("  \(origin)")
    if let replay { lines.append("  replay: \"\(replay)\"") }
    return lines.joined(separator: "\n")
  }
}

extension Issue {
  /// Whether the issue is that a property check failed.
  public var isPropertyFailure: Bool { error is PropertyFailed }
}
