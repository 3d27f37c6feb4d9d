import Artifacts
import Perturbations
package import PropertyTesting
package import Rescoring
package import Robustness
import Transcripts

/// Makes a failing case as small as it gets, and writes down what is left.
///
/// Candidates are judged in batches, each one call of the model; the result is the same, byte for
/// byte, for any size of batch (`ShrinkLimits`).
package struct CounterexampleShrinker: Sendable {
  package let property: any RobustnessProperty
  package let secondPass: SecondPass
  /// A second pass under which the property must go on holding; nil asks for no difference.
  package let contrast: SecondPass?
  package let limits: ShrinkLimits
  /// The share of the first margin that a second fixture keeps, in 0…1; nil makes no second one.
  package let keptMargin: Double?
  /// How the smallest list is explained; nil leaves that out.
  package let explanation: ExplanationLimits?
  /// What must be judged in the same batch for the case to fail; nil where it fails alone.
  package let company: CaseCompany?

  /// - Parameters:
  ///   - keptMargin: 0.5 keeps half of the margin that shrinking begins with.
  ///   - explanation: finds out which parts of the smallest list may be anything.
  package init(
    property: any RobustnessProperty, secondPass: SecondPass, contrast: SecondPass? = nil,
    limits: ShrinkLimits = ShrinkLimits(maximumExecutions: 2_000, batchSize: 8),
    keptMargin: Double? = 0.5, explanation: ExplanationLimits? = nil,
    company: CaseCompany? = nil
  ) {
    precondition(keptMargin.map { (0...1).contains($0) } ?? true, "a share of the margin")
    self.property = property
    self.secondPass = secondPass
    self.contrast = contrast
    self.limits = limits
    self.keptMargin = keptMargin
    self.explanation = explanation
    self.company = company
  }

  /// The smallest case within `failing` that still fails; nil if `failing` does not fail again.
  ///
  /// - Parameters:
  ///   - failing: a case that the property's perturbation made, or might have.
  ///   - perturbationChoices: the choices that made it; nil if it comes from elsewhere.
  ///   - origin: the utterance it was made from.
  ///   - deadline: asked between batches; `true` ends shrinking with the best so far, and
  ///     explaining with what is known.
  /// - Throws: `RescoringError` when a model stops answering.
  package func shrink(
    _ failing: RobustnessCase, perturbationChoices: ChoiceSequence?,
    origin: CounterexampleOrigin, deadline: @escaping () -> Bool = { false }
  ) throws(RescoringError) -> ShrunkFailure? {
    let memory = CaseMemory(judge)
    try memory.learn([failing])
    let reduction = CaseReduction(failing, perturbation: property.perturbation)
    let shrink = {
      (accepts: @escaping @Sendable (PropertyOutcome) -> Bool) throws(RescoringError) in
      try self.smallest(of: reduction, memory, accepts, deadline)
    }
    guard let (smallest, statistics) = try shrink({ $0.isFailure }),
      let first = memory.outcome(of: failing)
    else { return nil }
    let source = Source(
      failing: failing, perturbationChoices: perturbationChoices, origin: origin)
    let found = try describe(smallest, .smallest, source) { () throws(RescoringError) in
      try self.explanation(of: smallest, memory, deadline)
    }
    let alone = ShrunkFailure(smallest: found, withMargin: nil, statistics: statistics)
    guard let keptMargin, first.margin.isFinite, keptMargin > 0 else { return alone }
    let floor = keptMargin * first.margin
    guard smallest.outcome.margin > floor,
      let (strong, more) = try shrink({ $0.margin <= floor })
    else { return alone }
    return ShrunkFailure(
      smallest: found, withMargin: try describe(strong, .smallestWithMargin(floor: floor), source),
      statistics: statistics + more)
  }

  private var judge: CaseJudge {
    CaseJudge(
      property: property, secondPass: secondPass, contrast: contrast, company: company)
  }

  /// The origin of a case, for its fixtures.
  private struct Source {
    let failing: RobustnessCase
    let perturbationChoices: ChoiceSequence?
    let origin: CounterexampleOrigin
  }

  /// The smallest case that `accepts` takes, and what it took: the calls of the model are counted,
  /// not those that memory answered. Nil if the whole case is none.
  private func smallest(
    of reduction: CaseReduction, _ memory: CaseMemory,
    _ accepts: @escaping @Sendable (PropertyOutcome) -> Bool, _ deadline: @escaping () -> Bool
  ) throws(RescoringError) -> (JudgedCase<RobustnessCase>, ShrinkStatistics)? {
    let before = memory.batches
    let shrinker = Shrinker(
      property: memory.property(property.id, generator: reduction.generator), limits: limits,
      accepts: accepts)
    guard
      case .shrunk(let smallest, let counted) = try shrinker.shrink(
        reduction.wholeChoices, deadline: deadline)
    else { return nil }
    return (
      smallest,
      ShrinkStatistics(
        executions: counted.executions, judged: counted.judged,
        batches: memory.batches - before, improvements: counted.improvements,
        ending: counted.ending)
    )
  }

  /// The parts of the smallest case that may be anything; nil if nobody asked.
  private func explanation(
    of smallest: JudgedCase<RobustnessCase>, _ memory: CaseMemory,
    _ deadline: @escaping () -> Bool
  ) throws(RescoringError) -> CounterexampleExplanation? {
    guard let explanation, explanation.maximumExecutions > 0, !explanation.texts.isEmpty else {
      return nil
    }
    let variation = CaseVariation(
      smallest.value, perturbation: property.perturbation, texts: explanation.texts)
    let shrinker = Shrinker(
      property: memory.property(property.id, generator: variation.generator), limits: limits)
    let found = try shrinker.explain(
      JudgedCase(
        choices: variation.choices, value: smallest.value, outcome: smallest.outcome),
      tries: explanation.tries, share: 0.5, limit: explanation.maximumExecutions, deadline: deadline
    )
    return variation.explanation(found)
  }

  /// - Parameter explain: asked unless the model is flaky: of such a list there is nothing to say.
  private func describe(
    _ smallest: JudgedCase<RobustnessCase>, _ kind: Counterexample.Kind, _ source: Source,
    explain: () throws(RescoringError) -> CounterexampleExplanation? = { nil }
  ) throws(RescoringError) -> Counterexample {
    let item = smallest.value
    let perturbed = item.perturbed
    let clean = try judged(item.clean, ranks: Array(0..<item.clean.count))
    let changed = try judged(perturbed.list, ranks: perturbed.correspondence)
    // Clean and perturbed texts, parted by what no text holds.
    let key =
      ([property.id, secondPass.model.identity.digest.hexadecimal] + clean.map(\.text) + ["\0"]
      + changed.map(\.text)).joined(separator: "\n")
    let flakiness = try flakiness(of: smallest)
    return Counterexample(
      id: "\(property.id)-\(Self.fileName(secondPass.name))-"
        + Digest.sha256(of: key).hexadecimal.prefix(8),
      kind: kind, property: property.id, recipe: property.perturbation.recipe,
      model: secondPass.model.identity, interpolation: secondPass.interpolation,
      contrast: try contrast(on: item), origin: source.origin,
      margin: smallest.outcome.margin.isFinite ? smallest.outcome.margin : nil,
      failure: smallest.outcome.note ?? "margin \(smallest.outcome.margin)",
      flakiness: flakiness, clean: clean, perturbed: changed,
      replacements: perturbed.replacements, correspondence: perturbed.correspondence,
      perturbationChoices: source.perturbationChoices, choices: smallest.choices,
      explanation: flakiness == nil ? try explain() : nil,
      whole: try whole(source.failing, cutTo: item),
      company: company.map(Counterexample.Company.init), context: item.clean.context)
  }

  /// The lists before shrinking; nil where it left nothing out.
  private func whole(
    _ failing: RobustnessCase, cutTo item: RobustnessCase
  ) throws(RescoringError) -> Counterexample.WholeLists? {
    guard
      failing.clean.hypotheses != item.clean.hypotheses
        || failing.perturbed.list.hypotheses != item.perturbed.list.hypotheses
    else { return nil }
    let clean = try judged(failing.clean, ranks: Array(0..<failing.clean.count))
    let perturbed = try judged(
      failing.perturbed.list, ranks: failing.perturbed.correspondence)
    return Counterexample.WholeLists(
      clean: clean.map(\.text), perturbed: perturbed.map(\.text),
      correspondence: failing.perturbed.correspondence,
      cleanSelected: clean.firstIndex(where: \.isSelected),
      perturbedSelected: perturbed.firstIndex(where: \.isSelected))
  }

  private func contrast(on item: RobustnessCase) throws(RescoringError) -> Contrast? {
    guard let contrast else { return nil }
    return Contrast(
      model: contrast.model.identity, interpolation: contrast.interpolation,
      margin: try property.judgeExamined([item], of: contrast)[0].margin)
  }

  /// What a model says that says something else when it is asked again.
  private func flakiness(
    of smallest: JudgedCase<RobustnessCase>
  ) throws(RescoringError) -> Counterexample.Flakiness? {
    let outcome = smallest.outcome
    let again = try judge.ownOutcomes(of: [smallest.value])[0]
    // More than rounding, which a model in another process may do otherwise each time.
    guard again.isFailure != outcome.isFailure || abs(again.margin - outcome.margin) > 1e-6 else {
      return nil
    }
    return Counterexample.Flakiness(margin: again.margin.isFinite ? again.margin : nil)
  }

  /// A model's name without what a file's name had better not hold.
  private static func fileName(_ name: String) -> String {
    String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }

  private func judged(
    _ list: NBestList, ranks: [Int]
  ) throws(RescoringError) -> [JudgedHypothesis] {
    let costs: ListCosts
    do {
      costs = try secondPass.judge([list])[0]
    } catch {
      switch error {
      case .failed, .missingCost: throw error
      case .wrongCount, .notFinite, .noAnswer:
        return list.hypotheses.map {
          JudgedHypothesis(
            text: $0.text, firstPass: $0.costs, secondPass: nil, interpolated: nil,
            isSelected: false)
        }
      }
    }
    let selected = Selection.index(in: list, costs: costs.interpolated, ranks: ranks)
    return list.hypotheses.enumerated().map { index, hypothesis in
      JudgedHypothesis(
        text: hypothesis.text, firstPass: hypothesis.costs,
        secondPass: costs.secondPass[index], interpolated: costs.interpolated[index],
        isSelected: index == selected)
    }
  }
}
