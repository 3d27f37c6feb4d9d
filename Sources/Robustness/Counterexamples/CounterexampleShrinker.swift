public import ArtifactFiles
public import PropertyTesting
public import Rescoring
import Synchronization
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
    let judge = RememberingJudge(property: property, secondPass: secondPass)
    let reduced = Property<RobustnessCase, RescoringError>(
      property.id, generator: reduction.generator
    ) { (cases: [RobustnessCase]) throws(RescoringError) -> [PropertyOutcome] in
      try judge.outcomes(of: cases)
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
      id: "\(property.id)-\(Self.fileName(secondPass.name))-"
        + Digest.sha256(of: key).hexadecimal.prefix(8),
      property: property.id, perturbation: property.perturbation.id,
      model: secondPass.model.identity, interpolation: secondPass.interpolation,
      lexicon: property.perturbation.usesLexicon ? lexicon : nil, origin: origin,
      margin: smallest.outcome.margin.isFinite ? smallest.outcome.margin : nil,
      failure: smallest.outcome.note ?? "margin \(smallest.outcome.margin)",
      clean: clean, perturbed: changed, replacements: perturbed.replacements,
      correspondence: perturbed.correspondence, perturbationChoices: perturbationChoices,
      choices: smallest.choices)
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

/// Judges each different case once: many choice sequences differ only in what was dropped anyway.
private final class RememberingJudge: Sendable {
  private let property: any RobustnessProperty
  private let secondPass: SecondPass
  private let known = Mutex<[ExactCase: PropertyOutcome]>([:])

  init(property: any RobustnessProperty, secondPass: SecondPass) {
    self.property = property
    self.secondPass = secondPass
  }

  func outcomes(of cases: [RobustnessCase]) throws(RescoringError) -> [PropertyOutcome] {
    let keys = cases.map(ExactCase.init)
    let remembered = known.withLock { known in keys.map { known[$0] } }
    let unknown = cases.indices.filter { remembered[$0] == nil }
    let judged = try property.judgeExamined(unknown.map { cases[$0] }, of: secondPass)
    known.withLock { known in
      for (index, outcome) in zip(unknown, judged) { known[keys[index]] = outcome }
    }
    var fresh = judged.makeIterator()
    return remembered.map { $0 ?? fresh.next()! }
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
