public import Counterexamples
public import PropertyTesting

/// How a property fared, with the different bugs that its failures come from.
public struct PropertyFinding: Hashable, Sendable, Codable {
  /// The property's id.
  public let property: String
  /// Cases examined.
  public let cases: Int
  /// Cases that failed.
  public let failures: Int
  /// The lowest finite margin; nil when there is none.
  public let worstMargin: Double?
  /// What the failures come from, the worst first; as many as were to be shrunk.
  public let bugs: [Bug]

  /// Failures with one cause, and the smallest lists that show it.
  public struct Bug: Hashable, Sendable, Codable {
    public let smallest: Counterexample
    /// The smallest list that keeps a share of the worst margin; nil if that is ``smallest``.
    public let withMargin: Counterexample?
    /// Failing cases that no longer fail once this cause is taken out, with the one that was shrunk.
    public let failures: Int
    /// What shrinking took.
    public let shrinking: ShrinkStatistics

    package init(_ shrunk: ShrunkFailure, failures: Int) {
      smallest = shrunk.smallest
      withMargin = shrunk.withMargin
      self.failures = failures
      shrinking = shrunk.statistics
    }

    /// One or two fixtures.
    public var counterexamples: [Counterexample] { [smallest] + (withMargin.map { [$0] } ?? []) }
  }

  package init(property: String, cases: Int, failures: Int, worstMargin: Double?, bugs: [Bug]) {
    self.property = property
    self.cases = cases
    self.failures = failures
    self.worstMargin = worstMargin
    self.bugs = bugs
  }

  /// The smallest list of each bug.
  public var counterexamples: [Counterexample] { bugs.map(\.smallest) }

  /// The share of cases that failed; 0 if there were none.
  public var failureShare: Double { Double(failures) / Double(max(1, cases)) }

  /// The finding as a report has it.
  public var result: PropertyResult {
    PropertyResult(
      property: property, cases: cases, failures: failures, worstMargin: worstMargin,
      counterexamples: counterexamples.map(\.id))
  }
}
