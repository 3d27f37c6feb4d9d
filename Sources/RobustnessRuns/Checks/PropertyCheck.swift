import Algorithms
import Artifacts
package import Counterexamples
package import PropertyTesting
package import Rescoring
package import Robustness
import Transcripts

/// Holds a second pass against one property on a corpus, and shrinks its failures to the different
/// bugs behind them.
package struct PropertyCheck: Sendable {
  package let secondPass: SecondPass
  /// A second pass under which the property must hold for a failure to count; nil counts all.
  package let contrast: SecondPass?
  /// How many different bugs are looked for.
  package let counterexamples: Int
  package let limits: ShrinkLimits
  /// The share of the worst margin that a second fixture of each bug keeps; nil makes none.
  package let keptMargin: Double?
  /// How many lists to judge at most to find out which parts of a smallest one may be anything; 0
  /// leaves that out.
  package let explanationExecutions: Int
  /// Ordinary texts to vary such parts with, besides the references of the corpus.
  package let explanationTexts: [String]
  /// How many calls to the model run at a time; the finding does not depend on it.
  package let threads: Int

  package init(
    secondPass: SecondPass, contrast: SecondPass? = nil, counterexamples: Int = 1,
    limits: ShrinkLimits = ShrinkLimits(maximumExecutions: 2_000, batchSize: 8),
    keptMargin: Double? = 0.5,
    explanationExecutions: Int = ExplanationLimits.standardExecutions,
    explanationTexts: [String] = [], threads: Int = 1
  ) {
    self.secondPass = secondPass
    self.contrast = contrast
    self.counterexamples = counterexamples
    self.limits = limits
    self.keptMargin = keptMargin
    self.explanationExecutions = explanationExecutions
    self.explanationTexts = explanationTexts
    self.threads = threads
  }

  /// Judges the cases, which came from `prepared`.
  ///
  /// The worst failure is shrunk; whatever fails for the same reason (``FailureCause``) is counted
  /// with it and set aside, and the worst of the rest is shrunk next.
  ///
  /// - Parameters:
  ///   - judged: outcomes of all cases, where they were judged before.
  ///   - known: what other properties failed for with this model: it is not shrunk again.
  ///   - deadline: asked while shrinking; `true` ends it with the best so far.
  /// - Throws: `RescoringError` when the model stops answering.
  package func finding(
    _ cases: PropertyCases, outcomes judged: [PropertyOutcome]? = nil, in prepared: PreparedCorpus,
    known: [Counterexample] = [], deadline: @escaping () -> Bool = { false }
  ) throws(RescoringError) -> PropertyFinding {
    let judge = CaseJudge(property: cases.property, secondPass: secondPass, contrast: contrast)
    let found: [PropertyOutcome]
    if let judged { found = judged } else { found = try outcomes(of: cases.cases, judge) }
    return try finding(cases, found, judge, in: prepared, known: known, deadline: deadline)
  }

  /// Shrinks what failed.
  ///
  /// - Parameter outcomes: of each case.
  func finding(
    _ cases: PropertyCases, _ outcomes: [PropertyOutcome], _ judge: CaseJudge,
    in prepared: PreparedCorpus, known: [Counterexample] = [],
    deadline: @escaping () -> Bool = { false }
  ) throws(RescoringError) -> PropertyFinding {
    let failing = outcomes.indices.filter { outcomes[$0].isFailure }
    var left = failing.sorted { (outcomes[$0].margin, $0) < (outcomes[$1].margin, $1) }
    let holding = outcomes.indices.filter { !outcomes[$0].isFailure }.map { cases.cases[$0] }
    let causes = try setKnownAside(known, of: cases, outcomes, judge, from: &left)
    let shrinker = shrinker(of: cases.property, texts: prepared.ordinaryTexts)
    var bugs: [PropertyFinding.Bug] = []
    var unrepeated: [String] = []
    while bugs.count < counterexamples, let worst = left.first {
      left.removeFirst()
      let utterance = cases.sources[worst]
      let origin = CounterexampleOrigin(
        corpus: prepared.corpus.name, utterance: utterance.id, reference: utterance.reference,
        normalizer: prepared.normalizer)
      let shrinker = isHung(outcomes[worst]) ? unshrunk(cases.property) : shrinker
      let alone = try shrinker.shrink(
        cases.cases[worst], perturbationChoices: cases.choices[worst], origin: origin,
        deadline: deadline)
      let found =
        alone == nil
        ? try shrinkInBatch(worst, of: cases, judge, shrinker, origin, deadline: deadline) : alone
      guard let shrunk = found else {
        unrepeated.append(
          "\(utterance.id) failed with margin \(outcomes[worst].margin), but holds when judged again: "
            + (outcomes[worst].note ?? "nothing more is known"))
        guard unrepeated.count < Self.unrepeatedLimit else { break }
        continue
      }
      // A model that did not return would be waited for again with each case that is tried.
      let isExplained =
        isHung(outcomes[worst])
        ? left.map { !outcomes[$0].margin.isFinite }
        : try judge.areExplained(
          left.map { cases.cases[$0] }, left.map { outcomes[$0] },
          by: FailureCause(of: shrunk.smallest))
      let rest = zip(left, isExplained).filter { !$0.1 }.map(\.0)
      // Causes can hide behind one another, and then different failures shrink to one list.
      if !bugs.contains(where: { $0.smallest.id == shrunk.smallest.id }) {
        let alike = [worst] + zip(left, isExplained).filter(\.1).map(\.0)
        bugs.append(
          PropertyFinding.Bug(
            shrunk, failures: alike.count,
            common: CommonTrait.best(of: alike.map { cases.cases[$0] }, holding: holding)))
      }
      left = rest
    }
    return PropertyFinding(
      property: cases.property.id, cases: cases.cases.count, failures: failing.count,
      worstMargin: outcomes.map(\.margin).filter(\.isFinite).min(), bugs: bugs,
      kind: cases.property.kind,
      // Where a difference between two models is looked for, each counts.
      allowance: contrast == nil || cases.property.kind == .contract
        ? cases.property.allowance(of: outcomes) : .any,
      unrepeated: unrepeated, known: causes,
      // Probes are no sample of any corpus.
      utterances: cases.utterances.allSatisfy(prepared.utterances.indices.contains)
        ? cases.utterances : nil,
      failing: failing)
  }

  /// Takes out of `left` what fails for causes that other properties showed.
  private func setKnownAside(
    _ known: [Counterexample], of cases: PropertyCases, _ outcomes: [PropertyOutcome],
    _ judge: CaseJudge, from left: inout [Int]
  ) throws(RescoringError) -> [PropertyFinding.KnownCause] {
    var causes: [PropertyFinding.KnownCause] = []
    for smallest in known where !left.isEmpty {
      let isExplained = try judge.areExplained(
        left.map { cases.cases[$0] }, left.map { outcomes[$0] }, byKnown: FailureCause(of: smallest)
      )
      guard isExplained.contains(true) else { continue }
      causes.append(
        PropertyFinding.KnownCause(
          counterexample: smallest.id, property: smallest.property,
          failures: isExplained.count(where: { $0 })))
      left = zip(left, isExplained).filter { !$0.1 }.map(\.0)
    }
    return causes
  }

  /// The number of failures that don't recur after which no more are tried.
  private static let unrepeatedLimit = 3
  /// The number of cases that are judged together.
  private static let chunk = 16

  /// A failure that takes the other lists of its batch: first the smallest company, then the smallest list in it.
  ///
  /// - Returns: nil if it does not fail again even so.
  private func shrinkInBatch(
    _ worst: Int, of cases: PropertyCases, _ judge: CaseJudge, _ shrinker: CounterexampleShrinker,
    _ origin: CounterexampleOrigin, deadline: @escaping () -> Bool
  ) throws(RescoringError) -> ShrunkFailure? {
    let start = worst / Self.chunk * Self.chunk
    let end = min(start + Self.chunk, cases.cases.count)
    let whole = CaseCompany(
      before: Array(cases.cases[start..<worst]), after: Array(cases.cases[(worst + 1)..<end]))
    guard
      whole.count > 0,
      let company = try judge.smallestCompany(whole, of: cases.cases[worst])
    else { return nil }
    return try CounterexampleShrinker(
      property: shrinker.property, secondPass: secondPass, contrast: contrast,
      limits: shrinker.limits, keptMargin: nil, company: company
    ).shrink(
      cases.cases[worst], perturbationChoices: cases.choices[worst], origin: origin,
      deadline: deadline)
  }

  /// Whether smaller cases had better not be tried: each may take as long as the time limit.
  private func isHung(_ outcome: PropertyOutcome) -> Bool {
    outcome.margin == -.infinity && (secondPass.model as? GuardedModel)?.hasHung == true
  }

  /// Keeps failing cases as they are.
  private func unshrunk(_ property: any RobustnessProperty) -> CounterexampleShrinker {
    CounterexampleShrinker(
      property: property, secondPass: secondPass, contrast: contrast,
      limits: ShrinkLimits(maximumExecutions: 0, batchSize: 1), keptMargin: nil)
  }

  /// - Parameter texts: ordinary ones of the corpus at hand.
  private func shrinker(
    of property: any RobustnessProperty, texts: [String]
  ) -> CounterexampleShrinker {
    CounterexampleShrinker(
      property: property, secondPass: secondPass, contrast: contrast, limits: limits,
      keptMargin: keptMargin,
      explanation: ExplanationLimits(
        texts: texts + explanationTexts, maximumExecutions: explanationExecutions))
  }

  /// The number of the group that a case is judged with.
  static func chunk(of place: Int) -> Int { place / chunk }

  /// Judges the cases of some chunks alone; nil stands for the others.
  func outcomes(
    of cases: PropertyCases, chunks isIncluded: (Int) -> Bool
  ) throws(RescoringError) -> [PropertyOutcome?] {
    let judge = CaseJudge(property: cases.property, secondPass: secondPass, contrast: contrast)
    let chunks = Array(cases.cases.indices.chunks(ofCount: Self.chunk))
    let judged = try ConcurrentMap.map(
      chunks.indices.filter(isIncluded).map { chunks[$0] }, threads: threads
    ) { (chunk) throws(RescoringError) -> [(Int, PropertyOutcome)] in
      Array(zip(chunk, try judge.outcomes(of: chunk.map { cases.cases[$0] })))
    }
    var outcomes = [PropertyOutcome?](repeating: nil, count: cases.cases.count)
    for (place, outcome) in judged.joined() { outcomes[place] = outcome }
    return outcomes
  }

  func outcomes(
    of cases: [RobustnessCase], _ judge: CaseJudge
  ) throws(RescoringError) -> [PropertyOutcome] {
    let judged = try ConcurrentMap.map(Array(cases.chunks(ofCount: Self.chunk)), threads: threads) {
      (chunk) throws(RescoringError) -> [PropertyOutcome] in
      try judge.outcomes(of: Array(chunk))
    }
    return judged.flatMap { $0 }
  }
}

extension PropertyCheck {
  /// How every property fares on cases drawn from `prepared`; a cause that several fail for is shrunk once.
  ///
  /// - Parameters:
  ///   - cases: lists that each property examines.
  ///   - progress: told each property's id before it is examined.
  /// - Throws: `RescoringError` when the model stops answering.
  package func findings(
    of properties: [any RobustnessProperty], in prepared: PreparedCorpus, cases: Int, seed: Seed,
    deadline: @escaping () -> Bool = { false }, progress: (String) -> Void = { _ in }
  ) throws(RescoringError) -> [PropertyFinding] {
    var findings: [PropertyFinding] = []
    for property in properties {
      progress(property.id)
      findings.append(
        try finding(
          PropertyCases(of: property, in: prepared, limit: cases, seed: seed), in: prepared,
          known: findings.flatMap(\.counterexamples), deadline: deadline))
    }
    return findings
  }
}

extension PropertyCheck {
  /// A fixture made smaller, as far as it goes; nil if it does not fail.
  ///
  /// - Throws: `RescoringError` when the model stops answering.
  package func bug(
    shrinking fixture: Counterexample, property: any RobustnessProperty
  ) throws(RescoringError) -> PropertyFinding.Bug? {
    let shrunk = try shrinker(of: property, texts: [fixture.origin.reference]).shrink(
      fixture.robustnessCase, perturbationChoices: fixture.perturbationChoices,
      origin: fixture.origin)
    return shrunk.map { PropertyFinding.Bug($0, failures: 1) }
  }
}
