public import Counterexamples
public import Perturbations
import PropertyTesting
public import Rescoring
public import Robustness
public import Testing

/// Records an issue unless the property holds for `model` on the fixture now.
///
/// - Parameters:
///   - fixture: the fixture to judge.
///   - model: the model that judges it.
///   - properties: your own, if the fixture breaks one of them or was made by a perturbation of yours.
///   - kit: the lexicon and whatever else the fixture's perturbation draws on; what ships with the package
///     is made from it by the fixture's recipe.
///   - sourceLocation: where issues are recorded.
/// - Throws: `FixtureError` if the fixture can't be judged.
@discardableResult
public func expectHolds(
  _ fixture: FixtureCase, for model: any RescoringModel,
  properties: [any RobustnessProperty] = [], kit: PerturbationKit? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> FixtureReplay {
  let replay = try FixtureReplay(
    fixture.counterexample, model: model, properties: properties, kit: kit)
  switch replay.verdict {
  case .passes: break
  case .stillFails:
    Issue.record(
      "still fails, margin \(replay.outcome.margin)\n\(fixture.counterexample)",
      sourceLocation: sourceLocation)
  case .noLongerInDomain(let reason): recordForeign(fixture, reason, sourceLocation)
  }
  return replay
}

/// Records an issue unless the fixture still shows what it was kept for: the property fails for
/// `model`, and if the model is the one it was found with, by the recorded margin.
///
/// For fixtures of failures that are known and not yet fixed: the day they pass, move them to a
/// suite with ``expectHolds(_:for:properties:kit:sourceLocation:)``.
///
/// - Parameters:
///   - fixture: the fixture to judge.
///   - model: the model that judges it.
///   - properties: your own, if the fixture breaks one of them or was made by a perturbation of yours.
///   - kit: the lexicon and whatever else the fixture's perturbation draws on.
///   - tolerance: allowed difference of margins, for rounding between machines.
///   - sourceLocation: where issues are recorded.
/// - Throws: `FixtureError` if the fixture can't be judged.
@discardableResult
public func expectStillFails(
  _ fixture: FixtureCase, for model: any RescoringModel,
  properties: [any RobustnessProperty] = [], kit: PerturbationKit? = nil, tolerance: Double = 1e-3,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> FixtureReplay {
  let replay = try FixtureReplay(
    fixture.counterexample, model: model, properties: properties, kit: kit)
  let id = fixture.counterexample.id
  switch replay.verdict {
  case .stillFails:
    if replay.isSameModel, let recorded = replay.recordedMargin,
      !(abs(replay.outcome.margin - recorded) <= tolerance)
    {
      Issue.record(
        "\(id): expected margin \(recorded), found \(replay.outcome.margin)",
        sourceLocation: sourceLocation)
    }
  case .passes:
    Issue.record(
      "\(id): expected to fail still, but it holds with margin \(replay.outcome.margin)",
      sourceLocation: sourceLocation)
  case .noLongerInDomain(let reason): recordForeign(fixture, reason, sourceLocation)
  }
  return replay
}

/// A list that the perturbation would not make any more proves nothing, whatever the model does.
private func recordForeign(
  _ fixture: FixtureCase, _ reason: String, _ sourceLocation: SourceLocation
) {
  Issue.record(
    "\(fixture.counterexample.id): no longer in the domain: \(reason); shrink it again",
    sourceLocation: sourceLocation)
}
