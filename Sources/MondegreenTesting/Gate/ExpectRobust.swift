import Lexicons
public import Perturbations
import PropertyTesting
public import Robustness
public import RobustnessRuns
public import Testing
import Transcripts

/// The robustness gate as one line of a test: records an issue for every property that fails too
/// often, as ``RobustnessGate`` says.
///
/// Model, corpus and lexicon come from the traits `.model`, `.corpus` and `.lexicon` on the test or a
/// suite around it; `.tuning`, `.perturbation`, `.seed`, `.cases`, `.shrinkingTime`, `.modelTimeLimit`
/// and `.replay` may stand beside them. Weights that nobody gives are tuned on every other utterance, and what
/// depends on them is examined on the others.
///
/// - Parameters:
///   - share: the share of a rate's cases that may fail; 0 lets none through, and nil leaves it to each property.
///     Contracts allow none whatever it is.
///   - properties: made from the kit of the test's lexicon and settings; by default
///     `RobustnessProperties.all(under:candidates:)` under homophones.
///   - sourceLocation: where issues are recorded.
/// - Returns: how each property fared.
/// - Throws: ``MissingTrait``, ``GateError``, what making the model, corpus or lexicon throws, or `RescoringError`
///   when the model stops answering.
@discardableResult
public func expectRobust(
  allowing share: Double? = nil,
  properties: (PerturbationKit) throws -> [any RobustnessProperty] = { kit in
    RobustnessProperties.all(
      under: try kit.perturbation(.homophones), candidates: kit.homophoneCandidates)
  },
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> [PropertyFinding] {
  let settings = GateSettings.current
  guard let corpus = settings.corpus else { throw MissingTrait(trait: ".corpus(…)") }
  guard let weighed = try settings.weighedModel(on: corpus) else {
    throw MissingTrait(trait: ".model(…)")
  }
  guard let lexicon = settings.lexicon else { throw MissingTrait(trait: ".lexicon(…)") }
  let kit = try settings.kit(for: corpus, lexicon)
  let gate = RobustnessGate(
    properties: try properties(kit), kit: kit, seed: settings.seed, cases: settings.cases,
    maximumFailureShare: share, shrinkingTime: settings.shrinkingTime,
    modelTimeLimit: settings.modelTimeLimit)
  guard let line = settings.replay else {
    return try gate.check(weighed, on: corpus, sourceLocation: sourceLocation)
  }
  return [try gate.replay(line, weighed, on: corpus, sourceLocation: sourceLocation)]
}
