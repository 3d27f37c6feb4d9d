import Counterexamples
import Foundation
public import Perturbations
import PropertyTesting
import Rescoring
public import Robustness
import RobustnessReports
public import RobustnessRuns
public import Testing
public import Transcripts

/// A robustness check as a test: a model against properties over a corpus.
///
/// ``expectRobust(allowing:properties:sourceLocation:)`` is the short form, with everything but the
/// properties in traits.
///
/// ```swift
/// @Test func `the new rescorer keeps its choice when words become homophones`() throws {
///   let kit = PerturbationKit(try BundledLexicon.homophones())
///   let gate = RobustnessGate(
///     properties: [.rankStability(under: try kit.perturbation(.homophones))],
///     kit: kit, maximumFailureShare: 0.1)
///   try gate.check(SecondPass(model: model, interpolation: weights), on: corpus)
/// }
/// ```
public struct RobustnessGate: Sendable {
  public let properties: [any RobustnessProperty]
  /// The lexicon and settings behind the NPRR table: homophones, besides the properties' perturbations.
  public let kit: PerturbationKit
  public let seed: UInt64
  /// Cases that each property examines: several draws of each utterance where there are fewer.
  public let cases: Int
  /// The share of a rate's cases that may fail before the gate does; 0 lets none through, nil leaves it to each
  /// property (`FailureAllowance.standard`). Contracts allow no failure, and properties with thresholds of their
  /// own keep to them.
  public let maximumFailureShare: Double?
  /// How long shrinking may take, all properties together; nil lets it take what it takes.
  public let shrinkingTime: Duration?
  /// How long the model may take for a call about up to 64 texts; what takes longer fails its case. A
  /// `ProcessModel` has the limit that it was started with instead.
  public let modelTimeLimit: Duration

  public init(
    properties: [any RobustnessProperty], kit: PerturbationKit, seed: UInt64 = 1,
    cases: Int = 100, maximumFailureShare: Double? = nil, shrinkingTime: Duration? = nil,
    modelTimeLimit: Duration = .seconds(60)
  ) {
    self.properties = properties
    self.kit = kit
    self.seed = seed
    self.cases = cases
    self.maximumFailureShare = maximumFailureShare
    self.shrinkingTime = shrinkingTime
    self.modelTimeLimit = modelTimeLimit
  }

  /// Records one issue per property that fails too often: a ``RobustnessFailure`` with the smallest
  /// list as text, the line that replays it, and the NPRR table. The fixtures' JSON and an HTML
  /// report are attached. A property that found nothing to examine is an issue, too: it can't have
  /// passed. A case about which the model gives no answer fails, and the others are judged.
  ///
  /// - Returns: how each property fared.
  /// - Throws: ``GateError``, and `RescoringError` where the weights ask for costs that a list lacks.
  @discardableResult
  public func check(
    _ secondPass: SecondPass, on corpus: Corpus, listLimit: Int = 20,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [PropertyFinding] {
    try check(
      WeighedModel(secondPass: secondPass, judged: corpus, notice: nil), on: corpus,
      listLimit: listLimit, sourceLocation: sourceLocation)
  }

  /// - Parameter weighed: with the lists for properties that depend on weights; others take all of `corpus`.
  func check(
    _ weighed: WeighedModel, on corpus: Corpus, listLimit: Int = 20,
    sourceLocation: SourceLocation
  ) throws -> [PropertyFinding] {
    guard !properties.isEmpty else { throw GateError.noProperties }
    if let share = maximumFailureShare, !(0...1).contains(share) {
      throw GateError.notAShare(found: share)
    }
    let secondPass = weighed.secondPass
    let previous = secondPass.model.previousUtterances
    let prepared = PreparedCorpus(corpus, listLimit: listLimit, previousUtterances: previous)
    let judged =
      weighed.judged.count == corpus.count
      ? prepared
      : PreparedCorpus(weighed.judged, listLimit: listLimit, previousUtterances: previous)
    let clock = ContinuousClock()
    let start = clock.now
    defer { SlowBuildHint.say(after: clock.now - start) }
    let end = shrinkingTime.map { start + $0 }
    let check = propertyCheck(secondPass)
    var findings: [PropertyFinding] = []
    for property in properties {
      let prepared = property.dependsOnWeights ? judged : prepared
      findings.append(
        try check.finding(
          PropertyCases(of: property, in: prepared, limit: cases, seed: Seed(seed)), in: prepared,
          known: findings.flatMap(\.counterexamples),
          deadline: { end.map { clock.now >= $0 } ?? false }))
    }
    let failing = findings.indices.filter {
      !findings[$0].passes(allowing: maximumFailureShare)
    }
    if secondPass.interpolation.secondPass == 0, properties.contains(where: \.dependsOnWeights) {
      Issue.record(
        "\(secondPass.name): its weight is 0, so it takes no part in the choice and nothing is shown",
        sourceLocation: sourceLocation)
    }
    for finding in findings where finding.cases == 0 {
      Issue.record(
        "\(finding.property): no utterance of \(corpus.name) gives a case to examine",
        sourceLocation: sourceLocation)
    }
    guard !failing.isEmpty else { return findings }
    let table = attachReport(
      secondPass, on: weighed.judged, showing: failing.flatMap { findings[$0].counterexamples },
      sourceLocation: sourceLocation)
    for index in failing {
      self.record(
        findings[index], of: properties[index], table: table,
        notice: properties[index].dependsOnWeights ? weighed.notice : nil,
        sourceLocation: sourceLocation)
    }
    return findings
  }

  /// Attaches an HTML report and returns its NPRR table; where the model has no costs of some list, a sentence
  /// stands in its place, since the failures matter more.
  private func attachReport(
    _ secondPass: SecondPass, on corpus: Corpus, showing counterexamples: [Counterexample],
    sourceLocation: SourceLocation
  ) -> String {
    let record: RunRecord
    do {
      record = try degradation(secondPass, on: corpus, showing: counterexamples)
    } catch {
      return "no NPRR: \(error)"
    }
    Attachment.record(
      Array(RobustnessReport(record).html.utf8), named: "robustness-\(secondPass.name).html",
      sourceLocation: sourceLocation)
    return NPRRTable(record).description
  }

  /// Judges the one case that a replay line stands for.
  func replay(
    _ line: ReplayLine, _ weighed: WeighedModel, on corpus: Corpus,
    sourceLocation: SourceLocation
  ) throws -> PropertyFinding {
    guard let property = properties.first(where: { $0.id == line.property }) else {
      throw FixtureError.unknownProperty(id: line.property, known: properties.map(\.id))
    }
    let prepared = PreparedCorpus(
      corpus, listLimit: 20, previousUtterances: weighed.secondPass.model.previousUtterances)
    let all = prepared.utterances + prepared.probes.probes.map(\.utterance)
    guard let utterance = all.first(where: { $0.id == line.utterance }),
      let replayed = ReplayedCase(
        of: property, utterance: utterance, perturbation: line.perturbation,
        reduction: line.reduction)
    else {
      throw ReplayError(line: line, corpus: corpus.name)
    }
    let finding = try propertyCheck(weighed.secondPass).finding(
      PropertyCases(of: property, replaying: replayed, in: prepared), in: prepared)
    if finding.failures > 0 {
      record(
        finding, of: property, table: "",
        notice: property.dependsOnWeights ? weighed.notice : nil, sourceLocation: sourceLocation)
    }
    return finding
  }

  private func propertyCheck(_ secondPass: SecondPass) -> PropertyCheck {
    guard !(secondPass.model is GuardedModel) else { return PropertyCheck(secondPass: secondPass) }
    return PropertyCheck(
      secondPass: SecondPass(
        model: GuardedModel(secondPass.model, limit: modelTimeLimit),
        interpolation: secondPass.interpolation, weights: secondPass.weights))
  }

  private func record(
    _ finding: PropertyFinding, of property: any RobustnessProperty, table: String,
    notice: String?, sourceLocation: SourceLocation
  ) {
    for counterexample in finding.bugs.flatMap(\.counterexamples) {
      Attachment.record(
        Array(counterexample.json), named: "\(counterexample.id).json",
        sourceLocation: sourceLocation)
    }
    Issue.record(
      RobustnessFailure(finding: finding, summary: property.summary, table: table, notice: notice),
      sourceLocation: sourceLocation)
  }

  /// Homophones at every strength of the top hypothesis and of all, and what the properties are checked under that does not ship
  /// with the package, each once.
  private func perturbations() throws -> [any Perturbation] {
    var all = try kit.perturbations([.homophones])
    var conditions = Set(all.map(\.condition))
    for perturbation in properties.map(\.perturbation)
    where perturbation.recipe.settings == nil
      && conditions.insert(perturbation.condition).inserted
    {
      all.append(perturbation)
    }
    return all
  }

  /// Clean WER and NPRR on as many lists as the properties examined.
  private func degradation(
    _ secondPass: SecondPass, on corpus: Corpus, showing counterexamples: [Counterexample]
  ) throws -> RunRecord {
    let count = min(cases, corpus.count)
    let sample = corpus.selecting((0..<count).map { $0 * corpus.count / count })
    let run = try RobustnessRun(
      configuration: RunConfiguration(
        seed: seed, draws: 1, resamples: 200, propertyCases: 1, counterexamples: 0),
      models: [secondPass], corpora: [sample], perturbations: try perturbations(), properties: [],
      kit: kit)
    let record = try run.record(programVersion: "test", command: "swift test")
    return RunRecord(
      provenance: record.provenance, models: record.models, corpora: record.corpora,
      counterexamples: counterexamples)
  }
}

/// A replay line that does not fit the corpus: another one, or an edited list.
struct ReplayError: Error, CustomStringConvertible {
  let line: ReplayLine
  let corpus: String

  var description: String {
    "expected utterance \"\(line.utterance)\" in \(corpus) with a list that the choices of "
      + "\(line.property) fit, found none"
  }
}
