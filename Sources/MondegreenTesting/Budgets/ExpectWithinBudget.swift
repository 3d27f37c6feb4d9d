public import Perturbations
import Robustness
public import RobustnessRuns
public import Testing
import Transcripts

/// Records an issue for every budget that the model under test does not certainly keep, judged by the
/// whole 95 % interval.
///
/// A model without weights is tuned as a gate tunes it: on the lists of `.tuning(on:)`, else on every other
/// utterance, and judged on the others.
///
/// Model, corpus and lexicon come from the traits `.model`, `.corpus` and `.lexicon`, as for
/// ``expectRobust(allowing:properties:sourceLocation:)``; `.perturbation` and `.seed` may stand beside
/// them.
///
/// ```swift
/// @Test func `my rescorer keeps its budget`() throws {
///   try expectWithinBudget { kit in
///     let perturbation = try kit.perturbation(.homophones, scope: .oneBest, strength: .words(2))
///     return [
///       .wer(atMost: 0.22), .skillKept(atLeast: 0.7, under: perturbation),
///       .notWorse(than: .firstPass, byPoints: 0.2),
///     ]
///   }
/// }
/// ```
///
/// - Parameters:
///   - isUndecidedAllowed: whether budgets that the data cannot decide pass; those that are missed never do.
///   - sourceLocation: where issues are recorded.
///   - budgets: made from the kit of the test's lexicon and settings.
/// - Returns: the verdicts, in the order of the budgets.
/// - Throws: ``MissingTrait``, what making the model, corpus or lexicon throws, or `RunError`.
@discardableResult
public func expectWithinBudget(
  allowingUndecided isUndecidedAllowed: Bool = false,
  sourceLocation: SourceLocation = #_sourceLocation,
  _ budgets: (PerturbationKit) throws -> [Budget]
) throws -> [RequirementVerdict] {
  let settings = GateSettings.current
  guard let corpus = settings.corpus else { throw MissingTrait(trait: ".corpus(…)") }
  guard let weighed = try settings.weighedModel(on: corpus) else {
    throw MissingTrait(trait: ".model(…)")
  }
  let secondPass = weighed.secondPass
  guard let lexicon = settings.lexicon else { throw MissingTrait(trait: ".lexicon(…)") }
  let budgets = try budgets(try settings.kit(for: corpus, lexicon))
  var models = [secondPass]
  var perturbations: [any Perturbation] = []
  for budget in budgets {
    if let other = budget.other, other.name != SecondPass.firstPass.name,
      !models.contains(where: { $0.name == other.name })
    {
      models.append(other)
    }
    if let perturbation = budget.perturbation,
      !perturbations.contains(where: { $0.condition == perturbation.condition })
    {
      perturbations.append(perturbation)
    }
  }
  let run = try RobustnessRun(
    configuration: RunConfiguration(seed: settings.seed, propertyCases: 1, counterexamples: 0),
    models: models, corpora: [weighed.judged], perturbations: perturbations, properties: [])
  let record = try run.record(
    programVersion: "test", command: "swift test",
    requirements: budgets.map { $0.requirement(of: secondPass.name, on: corpus.name) })
  let verdicts = record.requirements ?? []
  for verdict in verdicts {
    switch verdict.outcome {
    case .met: continue
    case .undecided where isUndecidedAllowed: continue
    case .missed, .undecided:
      Issue.record(
        BudgetFailure(verdict: verdict, notice: weighed.notice), sourceLocation: sourceLocation)
    }
  }
  return verdicts
}
