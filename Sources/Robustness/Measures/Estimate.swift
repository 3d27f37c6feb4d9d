/// A figure with its confidence interval, at the level that the run's configuration states.
///
/// The interval is the percentile interval of an utterance-clustered bootstrap (``Bootstrap``).
public struct Estimate: Hashable, Sendable, Codable {
  /// The figure from all utterances.
  public let value: Double
  /// Lower end of the interval.
  public let lower: Double
  /// Upper end of the interval.
  public let upper: Double

  package init(value: Double, lower: Double, upper: Double) {
    self.value = value
    self.lower = lower
    self.upper = upper
  }

  /// Whether the interval has a width: one without says nothing of the figure's uncertainty.
  public var hasInterval: Bool { lower < upper }

  /// Whether the interval leaves out `bound`, by default 0.
  public func excludes(_ bound: Double = 0) -> Bool { lower > bound || upper < bound }
}
