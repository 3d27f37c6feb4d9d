public import ArtifactFiles
public import PropertyTesting
public import Rescoring
import Transcripts

/// Makes a failing case as small as it gets, and writes down what is left.
public struct CounterexampleShrinker: Sendable {
  public let property: any RobustnessProperty
  public let secondPass: SecondPass
  /// Digest of the lexicon behind the property's perturbation.
  public let lexicon: Digest
  public let limits: ShrinkLimits

  public init(
    property: any RobustnessProperty, secondPass: SecondPass, lexicon: Digest,
    limits: ShrinkLimits = ShrinkLimits(maximumExecutions: 2_000, batchSize: 8)
  ) {
    self.property = property
    self.secondPass = secondPass
    self.lexicon = lexicon
    self.limits = limits
  }

  /// The smallest case within `failing` that still fails; nil if `failing` does not fail again.
  ///
  /// - Parameters:
  ///   - failing: a case that the property's perturbation made.
  ///   - perturbationChoices: the choices that made it.
  ///   - origin: the utterance it was made from.
  /// - Throws: ``RescoringError`` when the model stops answering.
  public func counterexample(
    from failing: RobustnessCase, perturbationChoices: ChoiceSequence,
    origin: CounterexampleOrigin
  ) throws(RescoringError) -> Counterexample? {
    let reduction = CaseReduction(failing, perturbation: property.perturbation)
    let (property, secondPass) = (property, secondPass)
    let reduced = Property<RobustnessCase, RescoringError>(
      property.id, generator: reduction.generator
    ) { (cases: [RobustnessCase]) throws(RescoringError) -> [PropertyOutcome] in
      try property.judgeExamined(cases, of: secondPass)
    }
    switch try Shrinker(property: reduced, limits: limits).shrink(reduction.wholeChoices) {
    case .notReproduced:
      return nil
    case .shrunk(let smallest, _):
      return try describe(smallest, perturbationChoices: perturbationChoices, origin: origin)
    }
  }

  private func describe(
    _ smallest: JudgedCase<RobustnessCase>, perturbationChoices: ChoiceSequence,
    origin: CounterexampleOrigin
  ) throws(RescoringError) -> Counterexample {
    let perturbed = smallest.value.perturbed
    let clean = try judged(
      smallest.value.clean, ranks: Array(0..<smallest.value.clean.count))
    let changed = try judged(perturbed.list, ranks: perturbed.correspondence)
    // Clean and perturbed texts, parted by what no text holds.
    let key =
      ([property.id, secondPass.model.identity.digest.hexadecimal] + clean.map(\.text) + ["\0"]
      + changed.map(\.text)).joined(separator: "\n")
    return Counterexample(
      id: "\(property.id)-\(secondPass.name)-\(Digest.sha256(of: key).hexadecimal.prefix(8))",
      property: property.id, perturbation: property.perturbation.id,
      model: secondPass.model.identity, interpolation: secondPass.interpolation,
      lexicon: property.perturbation.usesLexicon ? lexicon : nil, origin: origin,
      margin: smallest.outcome.margin.isFinite ? smallest.outcome.margin : nil,
      failure: smallest.outcome.note ?? "margin \(smallest.outcome.margin)",
      clean: clean, perturbed: changed, replacements: perturbed.replacements,
      correspondence: perturbed.correspondence, perturbationChoices: perturbationChoices,
      choices: smallest.choices)
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
      case .wrongCount, .notFinite:
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
