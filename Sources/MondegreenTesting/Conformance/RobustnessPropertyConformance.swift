import PropertyTesting
import Rescoring
public import Robustness
import RobustnessRuns
public import Testing
public import Transcripts

/// What every `RobustnessProperty` must do, as one call in a test of yours.
///
/// ```swift
/// @Test func `my property is one`() throws {
///   try checkConformance(
///     of: MyProperty(), on: corpus, holdingFor: [goodModel], failingFor: [brokenModel])
/// }
/// ```
///
/// One issue is recorded for each demand that is not met: an id and a summary; cases to examine; one
/// outcome a case; the same margin for a case alone, among others and when asked again; a note with
/// every failure; that it holds for each good model, and *that it can fail*: a broken model that it
/// catches.
///
/// - Parameters:
///   - property: the property to try.
///   - corpus: where cases are drawn from.
///   - good: models for which it holds in every case.
///   - broken: models that it must catch, each in at least one case.
///   - sourceLocation: where issues are recorded.
/// - Throws: `RescoringError` when a model stops answering.
public func checkConformance(
  of property: any RobustnessProperty, on corpus: Corpus, holdingFor good: [SecondPass],
  failingFor broken: [SecondPass], sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let demand = Demands(name: "property \"\(property.id)\"", sourceLocation: sourceLocation)
  demand(!property.id.isEmpty, "expected an id")
  demand(!property.id.contains { $0.isWhitespace || $0 == "/" }, "expected an id for file names")
  demand(!property.summary.isEmpty, "expected a summary")
  demand(!broken.isEmpty, "expected a broken model that it catches: it must be able to fail")
  let prepared = PreparedCorpus(corpus, listLimit: 20)
  let cases = (0..<3).flatMap { round in
    PropertyCases(of: property, in: prepared, limit: 50, seed: Seed(1).derived(round)).cases
  }
  demand(!cases.isEmpty, "expected cases to examine in \(corpus.name)")
  for secondPass in good + broken {
    let together = try property.judge(cases, of: secondPass)
    demand(
      together.count == cases.count,
      "expected \(cases.count) outcomes, found \(together.count) for \(secondPass.name)")
    guard together.count == cases.count else { continue }
    let silent = together.firstIndex { $0.isFailure && $0.note == nil }
    demand(silent == nil, "expected a note with every failure, found none for \(secondPass.name)")
    // A broken model may hang on its batch or its past; a good one must not, nor the property.
    guard good.contains(where: { $0.name == secondPass.name }) else {
      demand(
        together.contains(where: \.isFailure),
        "expected to catch \(secondPass.name), found no "
          + "failure in \(cases.count) cases")
      continue
    }
    let again = try property.judge(cases, of: secondPass)
    demand(
      again.map(\.margin) == together.map(\.margin),
      "expected the same margins when asked again, found others for \(secondPass.name)")
    var alone: [Double] = []
    for item in cases { alone += try property.judge([item], of: secondPass).map(\.margin) }
    demand(
      alone == together.map(\.margin),
      "expected the same margin for a case alone, found another for \(secondPass.name)")
    let failure = together.first(where: \.isFailure)
    demand(
      failure == nil,
      "expected to hold for \(secondPass.name), found: \(failure?.note ?? "a failure")")
  }
}
