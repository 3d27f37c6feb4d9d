import Lexicons
import PropertyTesting
public import Robustness
public import Testing
import Transcripts

/// The robustness gate as one line of a test: records an issue for every property that fails too
/// often, as ``RobustnessGate`` says.
///
/// Model, corpus and lexicon come from the traits `.model`, `.corpus` and `.lexicon` on the test or a
/// suite around it; `.seed`, `.cases`, `.shrinkingTime` and `.replay` may stand beside them.
///
/// - Parameters:
///   - share: the share of a property's cases that may fail; 0 lets none through.
///   - properties: by default ``RobustnessProperties/standard(candidates:languageCosts:)`` under the
///     lexicon's homophones.
/// - Returns: how each property fared.
/// - Throws: ``MissingTrait``, what making the model, corpus or lexicon throws, or `RescoringError`
///   when the model stops answering.
@discardableResult
public func expectRobust(
  allowing share: Double = 0,
  properties: (HomophoneCandidates) -> [any RobustnessProperty] = {
    RobustnessProperties.standard(candidates: $0)
  },
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> [PropertyFinding] {
  let settings = GateSettings.current
  guard let secondPass = settings.secondPass else { throw MissingTrait(trait: ".model(…)") }
  guard let corpus = settings.corpus else { throw MissingTrait(trait: ".corpus(…)") }
  guard let lexicon = settings.lexicon else { throw MissingTrait(trait: ".lexicon(…)") }
  let gate = RobustnessGate(
    properties: properties(HomophoneCandidates(lexicon)), lexicon: lexicon, seed: settings.seed,
    cases: settings.cases, maximumFailureShare: share, shrinkingTime: settings.shrinkingTime)
  guard let line = settings.replay else {
    return try gate.check(secondPass, on: corpus, sourceLocation: sourceLocation)
  }
  return [try gate.replay(line, secondPass, on: corpus, sourceLocation: sourceLocation)]
}
