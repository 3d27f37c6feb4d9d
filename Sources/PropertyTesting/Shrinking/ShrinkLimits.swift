/// Limits of shrinking, and the number of candidates that it judges at once.
public struct ShrinkLimits: Hashable, Sendable {
  /// The largest number of candidates to run, usable or not.
  public let maximumExecutions: Int
  /// Candidates judged at once, at most: fewer right after a success, as what follows one is judged
  /// in vain. The result is the same for any number; a larger one wastes judgments and saves calls.
  public let batchSize: Int

  public init(maximumExecutions: Int = 10_000, batchSize: Int = 1) {
    precondition(maximumExecutions >= 0 && batchSize > 0, "a batch holds at least one candidate")
    self.maximumExecutions = maximumExecutions
    self.batchSize = batchSize
  }
}

/// The effort that shrinking took.
public struct ShrinkStatistics: Hashable, Sendable, Codable {
  /// The reason why shrinking ended.
  public enum Ending: String, Hashable, Sendable, Codable {
    /// No pass finds anything smaller.
    case nothingSmaller
    case executionLimit
    case deadline
  }

  /// Candidates run, usable or not, with the confirmation of the first.
  public let executions: Int
  /// The number of candidates that the property judged.
  public let judged: Int
  /// The number of calls of the property.
  public let batches: Int
  /// Candidates that were smaller and still failed.
  public let improvements: Int
  public let ending: Ending

  public init(executions: Int, judged: Int, batches: Int, improvements: Int, ending: Ending) {
    self.executions = executions
    self.judged = judged
    self.batches = batches
    self.improvements = improvements
    self.ending = ending
  }
}

extension ShrinkStatistics: CustomStringConvertible {
  public var description: String {
    let work =
      "\(executions) execution\(executions == 1 ? "" : "s"), \(judged) judged in \(batches) "
      + "batch\(batches == 1 ? "" : "es")"
    return switch ending {
    case .nothingSmaller: "shrunk in \(work): nothing smaller was found to fail"
    case .executionLimit: "the best after \(work), the limit: a smaller case may fail"
    case .deadline: "the best after \(work), at the deadline: a smaller case may fail"
    }
  }
}
