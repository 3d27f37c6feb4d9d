/// The margin by which a property holds or fails for one value.
public struct PropertyOutcome: Hashable, Sendable, Codable {
  /// Negative when the property fails, the more negative the worse; zero and above when it holds.
  public let margin: Double
  /// What to tell the reader of a counterexample.
  public let note: String?
  /// What tells this failure from another bug: the expectation that failed, the kind of the error.
  /// Shrinking does not go from one cause to another.
  public let cause: String?

  @inlinable
  public init(margin: Double, note: String? = nil, cause: String? = nil) {
    self.margin = margin
    self.note = note
    self.cause = cause
  }

  /// Holds with margin 1 or fails with margin −1, for properties without a measure.
  @inlinable
  public init(holds: Bool, note: String? = nil, cause: String? = nil) {
    self.init(margin: holds ? 1 : -1, note: note, cause: cause)
  }

  /// A failure by an error; its type, and the case of an enumeration, are the cause.
  public init(thrown error: any Error) {
    // The payload, a position say, differs from value to value of one bug.
    let name = "\(error)".prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let isCase = Mirror(reflecting: error).displayStyle == .enum
    self.init(
      margin: -1, note: "threw \(type(of: error)): \(error)",
      cause: "\(type(of: error))" + (isCase ? ".\(name)" : ""))
  }

  /// Whether the property fails. A margin that is not a number fails, rather than pass in silence.
  @inlinable public var isFailure: Bool { !(margin >= 0) }
}
