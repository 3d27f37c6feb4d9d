public import ArtifactFiles
import PropertyTesting
public import Rescoring
import Transcripts

/// Holds a second pass against one property on a corpus, and shrinks the worst failures.
public struct PropertyCheck: Sendable {
  public let secondPass: SecondPass
  /// Digest of the lexicon behind the properties' perturbations.
  public let lexicon: Digest
  /// How many failures are shrunk.
  public let counterexamples: Int
  /// How many calls to the model run at a time; the finding does not depend on it.
  public let threads: Int

  public init(
    secondPass: SecondPass, lexicon: Digest, counterexamples: Int = 1, threads: Int = 1
  ) {
    self.secondPass = secondPass
    self.lexicon = lexicon
    self.counterexamples = counterexamples
    self.threads = threads
  }

  /// Judges the cases, which came from `prepared`.
  ///
  /// - Throws: ``RescoringError`` when the model stops answering.
  public func finding(
    _ cases: PropertyCases, in prepared: PreparedCorpus
  ) throws(RescoringError) -> PropertyFinding {
    let outcomes = try judge(cases)
    let failing = outcomes.indices.filter { outcomes[$0].isFailure }
    let worst = failing.sorted { (outcomes[$0].margin, $0) < (outcomes[$1].margin, $1) }
    let shrinker = CounterexampleShrinker(
      property: cases.property, secondPass: secondPass, lexicon: lexicon)
    var found: [Counterexample] = []
    for index in worst {
      guard found.count < counterexamples else { break }
      let utterance = prepared.utterances[cases.utterances[index]]
      let smallest = try shrinker.counterexample(
        from: cases.cases[index], perturbationChoices: cases.choices[index],
        origin: CounterexampleOrigin(
          corpus: prepared.corpus.name, utterance: utterance.id, reference: utterance.reference))
      // Different failures often shrink to one and the same.
      if let smallest, !found.contains(where: { $0.id == smallest.id }) { found.append(smallest) }
    }
    return PropertyFinding(
      property: cases.property.id, cases: cases.cases.count, failures: failing.count,
      worstMargin: outcomes.map(\.margin).filter(\.isFinite).min(), counterexamples: found)
  }

  private func judge(_ cases: PropertyCases) throws(RescoringError) -> [PropertyOutcome] {
    let size = 16
    let chunks = stride(from: 0, to: cases.cases.count, by: size).map { start in
      start..<min(start + size, cases.cases.count)
    }
    let secondPass = secondPass
    let judged = ConcurrentMap.map(chunks, threads: threads) {
      range -> Result<[PropertyOutcome], RescoringError> in
      do throws(RescoringError) {
        return .success(try cases.property.judge(Array(cases.cases[range]), of: secondPass))
      } catch {
        return .failure(error)
      }
    }
    var outcomes: [PropertyOutcome] = []
    for chunk in judged { outcomes += try chunk.get() }
    return outcomes
  }
}

/// How a property fared, with the counterexamples that were shrunk from its failures.
public struct PropertyFinding: Hashable, Sendable, Codable {
  /// The property's id.
  public let property: String
  /// Cases examined.
  public let cases: Int
  /// Cases that failed.
  public let failures: Int
  /// The lowest finite margin; nil when there is none.
  public let worstMargin: Double?
  public let counterexamples: [Counterexample]

  public init(
    property: String, cases: Int, failures: Int, worstMargin: Double?,
    counterexamples: [Counterexample]
  ) {
    self.property = property
    self.cases = cases
    self.failures = failures
    self.worstMargin = worstMargin
    self.counterexamples = counterexamples
  }

  /// The finding as a report has it.
  public var result: PropertyResult {
    PropertyResult(
      property: property, cases: cases, failures: failures, worstMargin: worstMargin,
      counterexamples: counterexamples.map(\.id))
  }
}
