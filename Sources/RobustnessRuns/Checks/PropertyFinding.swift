public import Counterexamples
import Perturbations
public import PropertyTesting
public import Robustness

/// How a property fared, with the different bugs that its failures come from.
public struct PropertyFinding: Hashable, Sendable, Codable {
  /// The property's id.
  public let property: String
  /// The number of cases examined.
  public let cases: Int
  /// The number of cases that failed.
  public let failures: Int
  /// The lowest finite margin; nil when there is none.
  public let worstMargin: Double?
  /// What the failures come from, the worst first; as many as were to be shrunk.
  public let bugs: [Bug]
  /// What a failure means; nil in findings of versions that did not say.
  public let kind: PropertyKind?
  /// The shares of cases that may fail; nil in findings of versions that did not say.
  public let allowance: FailureAllowance?
  /// Failures whose cause was shrunk for another property; nil if there are none, or nobody looked.
  public let known: [KnownCause]?
  /// Failures that left no list, in a sentence each: they did not recur. Nil if there were none.
  public let unrepeated: [String]?
  /// The place of each case's utterance in the corpus; nil where nobody said, or cases are no utterances.
  package let utterances: [Int]?
  /// The numbers of the cases that failed.
  package let failing: [Int]?

  /// Failures with one cause, and the smallest lists that show it.
  public struct Bug: Hashable, Sendable, Codable {
    public let smallest: Counterexample
    /// The smallest list that keeps a share of the worst margin; nil if that is ``smallest``.
    public let withMargin: Counterexample?
    /// Failing cases that no longer fail once this cause is taken out, with the one that was shrunk.
    public let failures: Int
    /// The effort that shrinking took.
    public let shrinking: ShrinkStatistics
    /// What the failing cases have in common, and those that hold have not; nil if nothing, or nobody looked.
    public let common: CommonTrait?

    package init(_ shrunk: ShrunkFailure, failures: Int, common: CommonTrait? = nil) {
      self.common = common
      smallest = shrunk.smallest
      withMargin = shrunk.withMargin
      self.failures = failures
      shrinking = shrunk.statistics
    }

    /// Whether the other's smallest lists show the same: the same words replaced, or, where none are, the same
    /// text at the head of the list. So failures of several properties are seen to be one bug.
    package func hasCause(of other: Bug) -> Bool {
      func changes(_ bug: Bug) -> [[String]] {
        Set(bug.smallest.replacements.map { [$0.original, $0.replacement] })
          .sorted { $0.lexicographicallyPrecedes($1) }
      }
      let (mine, others) = (changes(self), changes(other))
      guard mine.isEmpty else { return mine == others }
      return others.isEmpty
        && smallest.clean.first?.text == other.smallest.clean.first?.text
        && smallest.perturbed.map(\.text) == other.smallest.perturbed.map(\.text)
    }

    /// The one or two fixtures.
    public var counterexamples: [Counterexample] { [smallest] + (withMargin.map { [$0] } ?? []) }
  }

  /// Failures that come from a bug which was shrunk already, for another property.
  public struct KnownCause: Hashable, Sendable, Codable {
    /// The smallest list that shows it.
    public let counterexample: String
    /// The property for which that was found.
    public let property: String
    /// Failing cases of this property that no longer fail once the cause is taken out.
    public let failures: Int
  }

  package init(
    property: String, cases: Int, failures: Int, worstMargin: Double?, bugs: [Bug],
    kind: PropertyKind? = nil, allowance: FailureAllowance? = nil, unrepeated: [String] = [],
    known: [KnownCause] = [], utterances: [Int]? = nil, failing: [Int]? = nil
  ) {
    self.known = known.isEmpty ? nil : known
    self.kind = kind
    self.allowance = allowance
    self.unrepeated = unrepeated.isEmpty ? nil : unrepeated
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

  /// Whether no more cases fail than may where a gate allows `share`: none of a contract.
  ///
  /// - Parameters:
  ///   - share: nil where nobody says; then a property that has a share of its own is judged by the interval of
  ///     its rate (`FailureAllowance.standard`), and others allow none.
  ///   - kept: fixtures that fail again, which count as failing cases, too.
  public func passes(allowing share: Double?, kept: Int = 0) -> Bool {
    (allowance ?? .any).admits(
      failures + kept, of: cases + kept, rate: kept == 0 ? failureRate : nil, allowing: share)
  }

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
