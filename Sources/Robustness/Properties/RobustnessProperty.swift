public import Perturbations
public import PropertyTesting
public import Rescoring
public import Transcripts

/// A statement that must hold for a second pass, whatever the first pass mishears: the plug-in
/// point of the checker.
///
/// ## Implementing a property
///
/// 1. Name the perturbation under which it must hold.
/// 2. Return a *signed margin* per case: zero or above if it holds, and further below zero the
///    worse it fails. Document its unit and exact definition, since both shrinkers and readers rely
///    on it.
/// 3. Judge many cases at once, and each as if it were alone: a case's margin must not depend on its
///    neighbors.
/// 4. Prove that it can fail: add a broken model that it catches (see `BrokenModel` in `RobustnessRuns`).
public protocol RobustnessProperty: Sendable {
  /// Names the property in reports and fixtures: "rank-stability".
  var id: String { get }

  /// What must hold, and what the margin measures, in a sentence.
  var summary: String { get }

  /// Whether a failure is a defect (``PropertyKind/contract``) or counts towards a rate. A rate by default.
  var kind: PropertyKind { get }

  /// The forms of text on which it is also examined, besides the corpus's own lists; none by default.
  var probes: [ProbeKind] { get }

  /// Whether it is examined on the corpus's own lists; by default it is.
  var drawsOnCorpus: Bool { get }

  /// The largest number of cases to draw; nil, the default, leaves it to the caller.
  var caseLimit: Int? { get }

  /// How many failures may be let through, by default none of a contract and any share of a quality.
  func allowance(of outcomes: [PropertyOutcome]) -> FailureAllowance

  /// The perturbation that makes its cases.
  var perturbation: any Perturbation { get }

  /// Whether outcomes depend on the weights of first and second pass; false where only the model's own costs
  /// are judged. With a second-pass weight of 0 a property that does says nothing of the model.
  var dependsOnWeights: Bool { get }

  /// The list of an utterance that is perturbed and judged; by default its N-best list.
  func subject(of utterance: Utterance) -> NBestList

  /// The same property for texts that a normalizer compares; by default unchanged, since most count no errors.
  func counting(by normalizer: TextNormalizer) -> Self

  /// Whether a case says anything; by default, whether the perturbation changed the list.
  func examines(_ candidate: RobustnessCase) -> Bool

  /// One outcome per case, in order.
  ///
  /// - Throws: `RescoringError` when the model gives no usable cost; then ``judge(_:of:)`` finds
  ///   out which case it was.
  func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome]
}

extension RobustnessProperty {
  public var kind: PropertyKind { .quality }

  public var probes: [ProbeKind] { [] }

  public var drawsOnCorpus: Bool { true }

  public var caseLimit: Int? { nil }

  public func allowance(of outcomes: [PropertyOutcome]) -> FailureAllowance {
    switch kind {
    case .contract: .none
    case .quality: .any
    }
  }

  public var dependsOnWeights: Bool { true }

  public func subject(of utterance: Utterance) -> NBestList { utterance.nBest }

  public func counting(by normalizer: TextNormalizer) -> Self { self }

  public func examines(_ candidate: RobustnessCase) -> Bool {
    candidate.perturbed.list.count != candidate.clean.count
      || !zip(candidate.perturbed.list.hypotheses, candidate.clean.hypotheses).allSatisfy {
        // By code points: canonically equivalent texts are equal to Swift, not to a model.
        $0.costs == $1.costs && $0.text.utf8.elementsEqual($1.text.utf8)
      }
  }

  /// One outcome per case, in order; a NaN, an infinity, a wrong number of costs or no answer fails the
  /// case it occurs in, with margin −∞. Where it occurs in no case alone, but in all of them together, it
  /// fails them all.
  ///
  /// - Throws: `RescoringError/failed(model:reason:)` and
  ///   `RescoringError/missingCost(part:text:)`, with which no case can be judged.
  public func judge(
    _ cases: [RobustnessCase], of secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    do {
      return try outcomes(of: cases, under: secondPass)
    } catch {
      switch error {
      case .failed, .missingCost: throw error
      case .wrongCount, .notFinite, .noAnswer: return try judgeApart(cases, error, of: secondPass)
      }
    }
  }

  /// Finds out which of the cases it was that the model gave no usable costs of.
  private func judgeApart(
    _ cases: [RobustnessCase], _ error: RescoringError, of secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    guard cases.count > 1 else {
      return cases.map { _ in PropertyOutcome(margin: -.infinity, note: error.description) }
    }
    var outcomes: [PropertyOutcome] = []
    for single in cases { outcomes += try judge([single], of: secondPass) }
    guard outcomes.allSatisfy({ $0.margin != -.infinity }) else { return outcomes }
    return cases.map { _ in
      PropertyOutcome(
        margin: -.infinity,
        note: "\(error), in a call with \(cases.count) cases, but with none of them alone")
    }
  }
}
