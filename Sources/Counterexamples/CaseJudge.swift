import Artifacts
import Perturbations
package import PropertyTesting
package import Rescoring
package import Robustness
import Transcripts

/// Decides whether cases fail as wanted: under one second pass, and not under another where a
/// difference between the two is looked for.
package struct CaseJudge: Sendable {
  let property: any RobustnessProperty
  let secondPass: SecondPass
  /// The second pass with which the property must hold; nil if there is none.
  let contrast: SecondPass?
  /// Cases that are judged in the same batch as each that is asked about; nil judges those together.
  private let company: CaseCompany?

  package init(
    property: any RobustnessProperty, secondPass: SecondPass, contrast: SecondPass?,
    company: CaseCompany? = nil
  ) {
    self.company = company
    self.property = property
    self.secondPass = secondPass
    self.contrast = contrast
  }

  /// The same judge with the same company around every case.
  package func accompanied(by company: CaseCompany) -> CaseJudge {
    CaseJudge(property: property, secondPass: secondPass, contrast: contrast, company: company)
  }

  /// One outcome per case under the second pass alone.
  func ownOutcomes(of cases: [RobustnessCase]) throws(RescoringError) -> [PropertyOutcome] {
    guard let company else { return try property.judgeExamined(cases, of: secondPass) }
    var outcomes: [PropertyOutcome] = []
    for item in cases {
      guard property.examines(item) else {
        outcomes.append(PropertyOutcome(margin: 0))
        continue
      }
      outcomes.append(
        try property.judge(company.before + [item] + company.after, of: secondPass)[
          company.before.count])
    }
    return outcomes
  }

  /// One outcome per case. Cases that say nothing hold, and so do those that fail under `contrast`,
  /// too: they tell nothing of the difference.
  ///
  /// - Throws: `RescoringError` when a model stops answering.
  package func outcomes(
    of cases: [RobustnessCase]
  ) throws(RescoringError) -> [PropertyOutcome] {
    var outcomes = try ownOutcomes(of: cases)
    guard let contrast else { return outcomes }
    let failing = outcomes.indices.filter { outcomes[$0].isFailure }
    let others = try property.judgeExamined(failing.map { cases[$0] }, of: contrast)
    for (index, other) in zip(failing, others) where other.isFailure {
      outcomes[index] = PropertyOutcome(margin: 0)
    }
    return outcomes
  }
}

/// Remembers what was judged, so that each different case is judged once: many choice sequences
/// differ only in what was dropped anyway.
final class CaseMemory: Sendable {
  private struct State {
    var known: [ExactCase: PropertyOutcome] = [:]
    var batches = 0
  }

  private let judge: CaseJudge
  private let state = Lock(State())

  init(_ judge: CaseJudge) {
    self.judge = judge
  }

  /// The property as the core sees it: each different case is judged once.
  func property(
    _ id: String, generator: Generator<RobustnessCase>
  ) -> Property<RobustnessCase, RescoringError> {
    Property(id, batchesOf: generator) {
      (cases: [RobustnessCase]) throws(RescoringError) -> [PropertyOutcome] in
      try self.outcomes(of: cases)
    }
  }

  /// How often the model was called for a batch of cases.
  var batches: Int { state.withLock { $0.batches } }

  /// What is known of the case.
  func outcome(of item: RobustnessCase) -> PropertyOutcome? {
    state.withLock { $0.known[ExactCase(item)] }
  }

  /// What is known of the cases, once those that are new were judged in one batch.
  ///
  /// - Throws: `RescoringError` when a model stops answering.
  func outcomes(of cases: [RobustnessCase]) throws(RescoringError) -> [PropertyOutcome] {
    var new: [ExactCase: RobustnessCase] = [:]
    var order: [ExactCase] = []
    let keys = cases.map(ExactCase.init)
    for (key, item) in zip(keys, cases) where outcome(of: key) == nil {
      if new.updateValue(item, forKey: key) == nil { order.append(key) }
    }
    if !order.isEmpty { try learn(order.map { new[$0]! }) }
    return keys.map { outcome(of: $0)! }
  }

  private func outcome(of key: ExactCase) -> PropertyOutcome? {
    state.withLock { $0.known[key] }
  }

  /// Judges the cases in one batch.
  ///
  /// - Throws: `RescoringError` when a model stops answering.
  func learn(_ cases: [RobustnessCase]) throws(RescoringError) {
    let outcomes = try judge.outcomes(of: cases)
    state.withLock { state in
      state.batches += 1
      for (item, outcome) in zip(cases, outcomes) { state.known[ExactCase(item)] = outcome }
    }
  }
}

/// A case by code points: canonically equivalent texts differ.
private struct ExactCase: Hashable {
  private let clean: [[UInt8]]
  private let perturbed: [[UInt8]]
  private let correspondence: [Int]
  private let costs: [FirstPassCosts]

  init(_ item: RobustnessCase) {
    clean = item.clean.texts.map { Array($0.utf8) }
    perturbed = item.perturbed.list.texts.map { Array($0.utf8) }
    correspondence = item.perturbed.correspondence
    costs = (item.clean.hypotheses + item.perturbed.list.hypotheses).map(\.costs)
  }
}

extension RobustnessProperty {
  /// ``judge(_:of:)``, in which cases that say nothing hold.
  package func judgeExamined(
    _ cases: [RobustnessCase], of secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    let examined = cases.indices.filter { examines(cases[$0]) }
    let judged = try judge(examined.map { cases[$0] }, of: secondPass)
    var outcomes = cases.map { _ in PropertyOutcome(margin: 0) }
    for (index, outcome) in zip(examined, judged) { outcomes[index] = outcome }
    return outcomes
  }
}
