/// By how much a property holds or fails for one value.
public struct PropertyOutcome: Hashable, Sendable, Codable {
  /// Negative when the property fails, the more negative the worse; zero and above when it holds.
  public let margin: Double
  /// What to tell the reader of a counterexample.
  public let note: String?

  @inlinable
  public init(margin: Double, note: String? = nil) {
    self.margin = margin
    self.note = note
  }

  /// Holds with margin 1 or fails with margin −1, for properties without a measure.
  @inlinable
  public init(holds: Bool, note: String? = nil) {
    self.init(margin: holds ? 1 : -1, note: note)
  }

  /// Whether the property fails. A margin that is not a number fails, rather than pass in silence.
  @inlinable public var isFailure: Bool { !(margin >= 0) }
}
