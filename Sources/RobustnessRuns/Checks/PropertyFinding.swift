public import Counterexamples
public import PropertyTesting
public import Robustness

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
  /// The place of each case's utterance in the corpus; nil where nobody said.
  package let utterances: [Int]?
  /// Which of the cases failed, by number.
  package let failing: [Int]?

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

  package init(
    property: String, cases: Int, failures: Int, worstMargin: Double?, bugs: [Bug],
    utterances: [Int]? = nil, failing: [Int]? = nil
  ) {
    self.property = property
    self.cases = cases
    self.failures = failures
    self.worstMargin = worstMargin
    self.bugs = bugs
    self.utterances = utterances
    self.failing = failing
  }

  /// The smallest list of each bug.
  public var counterexamples: [Counterexample] { bugs.map(\.smallest) }

  /// The share of cases that failed; 0 if there were none.
  public var failureShare: Double { Double(failures) / Double(max(1, cases)) }

  /// The same with its interval: exact where no utterance has more than one case, otherwise clustered by
  /// utterance. Nil if there are no cases.
  public var failureRate: Estimate? {
    guard let utterances, cases > 0 else { return exactRate }
    return failureRate(
      Resampling(
        clusters: utterances.map(String.init), resamples: 2_000, seed: Seed(1)),
      places: Array(utterances.indices))
  }

  /// The same, clustered as a run's figures are.
  func failureRate(_ resampling: Resampling) -> Estimate? {
    utterances.map { failureRate(resampling, places: $0) } ?? exactRate
  }

  private var exactRate: Estimate? {
    cases > 0 ? ExactRate.estimate(failures, of: cases) : nil
  }

  /// - Parameter places: of each case among what is resampled.
  private func failureRate(_ resampling: Resampling, places: [Int]) -> Estimate? {
    let failing = Set(failing ?? [])
    var (hits, counts) = (
      [Int](repeating: 0, count: resampling.utterances),
      [Int](repeating: 0, count: resampling.utterances)
    )
    for (number, place) in places.enumerated() {
      counts[place] += 1
      if failing.contains(number) { hits[place] += 1 }
    }
    return resampling.rate(of: hits, among: counts, else: .nothingMoved).estimate
  }

  /// The finding as a report has it.
  func result(_ resampling: Resampling) -> PropertyResult {
    PropertyResult(
      property: property, cases: cases, failures: failures, worstMargin: worstMargin,
      failureRate: failureRate(resampling), counterexamples: counterexamples.map(\.id))
  }
}
