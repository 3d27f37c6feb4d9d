import PropertyTesting
public import Rescoring
public import Robustness
public import Testing
import Transcripts

/// What every `RescoringModel` must do, as one call in a test of yours.
///
/// ```swift
/// @Test func `my model is a rescoring model`() throws {
///   try checkConformance(of: MyModel())
/// }
/// ```
///
/// One issue is recorded for each demand that is not met: one finite cost per hypothesis, also of an
/// empty, a very long and a non-ASCII text; the same costs when asked again; costs that depend
/// neither on order, batch nor duplicates; and, where the model says that it judges texts alone, not
/// on first-pass costs.
///
/// - Parameters:
///   - model: the model to try.
///   - tolerance: allowed differences of cost, in nats.
///   - sourceLocation: where issues are recorded.
/// - Throws: `RescoringError` when the model can't answer at all.
public func checkConformance(
  of model: any RescoringModel, tolerance: Double = CostTolerance.standard,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let name = model.identity.name
  let demand = Demands(name: name, sourceLocation: sourceLocation)
  demand(!name.isEmpty, "expected a name")
  demand(try model.costs(for: []).isEmpty, "expected no costs for no lists")
  let lists = ConformanceLists.all(for: model)
  let first: [[Double]]
  do {
    first = try model.validatedCosts(for: lists)
  } catch {
    if case .failed = error { throw error }
    demand(false, "\(error)")
    return
  }
  let second = try model.costs(for: lists)
  demand(
    first == second, "expected the same costs when asked again, found \(first) and \(second)")
  let secondPass = SecondPass(model: model, interpolation: .secondPassAlone)
  let invariances: [any RobustnessProperty] = [
    OrderInvariance(tolerance: tolerance), BatchInvariance(tolerance: tolerance),
    DuplicateConsistency(tolerance: tolerance),
  ]
  for property in invariances {
    let cases = ConformanceLists.cases(of: property, from: lists)
    let outcomes = try property.judge(cases, of: secondPass)
    if let failure = outcomes.first(where: \.isFailure) {
      demand(false, "\(property.id): \(failure.note ?? "margin \(failure.margin)")")
    }
  }
  if model.scoresEachTextAlone {
    let repriced = lists.map { list in
      list.replacing(list.hypotheses.map { Hypothesis(text: $0.text, costs: .init(total: 99)) })
    }
    let costs = try model.validatedCosts(for: repriced)
    let difference = zip(first.joined(), costs.joined()).map { abs($0 - $1) }.max() ?? 0
    demand(
      difference <= tolerance,
      "claims to judge texts alone, but its costs change by \(difference) with first-pass costs")
  }
}
