import Counterexamples
package import PropertyTesting
package import Rescoring
package import Robustness

/// Whether a property's failures keep to a budget.
package struct FailureVerdict: Hashable, Sendable {
  package let requirement: FailureRequirement
  package let model: String
  package let outcome: RequirementVerdict.Outcome
  /// The cases that it took, and those of them that failed.
  package let cases: Int
  package let failures: Int
  /// The rate that was judged; its interval is a confidence sequence where ``isSequential``.
  package let rate: Estimate?
  /// Whether judging stopped as soon as the budget was decided.
  package let isSequential: Bool

  /// A verdict on all cases at once, from the rate's interval.
  package init(_ requirement: FailureRequirement, on finding: PropertyFinding, of model: String) {
    self.requirement = requirement
    self.model = model
    (cases, failures) = (finding.cases, finding.failures)
    rate = finding.failureRate
    outcome = requirement.outcome(of: rate)
    isSequential = false
  }

  /// A verdict after so many cases, of which there may come more.
  init(_ requirement: FailureRequirement, on rate: SequentialRate, of model: String) {
    self.requirement = requirement
    self.model = model
    (cases, failures) = (rate.cases, rate.failures)
    self.rate = rate.estimate
    outcome = requirement.outcome(of: rate)
    isSequential = true
  }
}

/// How a property fared when its cases were judged only until its budgets were decided.
package struct SequentialFinding: Sendable {
  /// The finding over the cases that were judged. Their number depends on the budgets, so its exact
  /// interval does not hold; use ``rate``.
  package let finding: PropertyFinding
  package let rate: Estimate?
  /// The verdicts in the order of the requirements.
  package let verdicts: [FailureVerdict]
}

extension PropertyCheck {
  /// Cases judged at once: enough to keep a model busy, few enough to stop soon.
  private static let batch = 16

  /// Judges cases in a drawn order until an anytime-valid confidence sequence (``SequentialRate``) has decided
  /// every budget, or no cases are left.
  ///
  /// - Parameter seed: draws the order, so that it does not depend on the corpus's.
  /// - Throws: `RescoringError` when the model stops answering.
  package func finding(
    _ cases: PropertyCases, in prepared: PreparedCorpus,
    deciding requirements: [FailureRequirement],
    seed: Seed, confidence: Double = 0.95
  ) throws(RescoringError) -> SequentialFinding {
    let shuffled = cases.shuffled(seed)
    let judge = CaseJudge(property: cases.property, secondPass: secondPass, contrast: contrast)
    var rate = SequentialRate(confidence: confidence)
    var outcomes: [PropertyOutcome] = []
    var decided: [FailureVerdict?] = requirements.map { _ in nil }
    func isOpen() -> Bool { decided.contains { $0 == nil } }
    while isOpen(), outcomes.count < shuffled.cases.count {
      let next = outcomes.count..<min(outcomes.count + Self.batch, shuffled.cases.count)
      for found in try self.outcomes(of: Array(shuffled.cases[next]), judge) where isOpen() {
        outcomes.append(found)
        rate.observe(isFailure: found.isFailure)
        for (place, requirement) in requirements.enumerated() where decided[place] == nil {
          let verdict = FailureVerdict(requirement, on: rate, of: secondPass.name)
          if verdict.outcome != .undecided { decided[place] = verdict }
        }
      }
    }
    return SequentialFinding(
      finding: try finding(shuffled.first(outcomes.count), outcomes, judge, in: prepared),
      rate: rate.estimate,
      verdicts: zip(requirements, decided).map {
        $1 ?? FailureVerdict($0, on: rate, of: secondPass.name)
      })
  }
}
