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
  /// The share of a rate's cases that may fail before the gate does; 0 lets none through. Contracts allow no
  /// failure, and properties with thresholds of their own keep to them.
  public let maximumFailureShare: Double
  /// How long shrinking may take, all properties together; nil lets it take what it takes.
  public let shrinkingTime: Duration?

  public init(
    properties: [any RobustnessProperty], kit: PerturbationKit, seed: UInt64 = 1,
    cases: Int = 100, maximumFailureShare: Double = 0, shrinkingTime: Duration? = nil
  ) {
    self.properties = properties
    self.kit = kit
    self.seed = seed
    self.cases = cases
    self.maximumFailureShare = maximumFailureShare
    self.shrinkingTime = shrinkingTime
  }

  /// Records one issue per property that fails too often: a ``RobustnessFailure`` with the smallest
  /// list as text, the line that replays it, and the NPRR table. The fixtures' JSON and an HTML
  /// report are attached. A property that found nothing to examine is an issue, too: it can't have
  /// passed.
  ///
  /// - Returns: how each property fared.
  /// - Throws: ``GateError``, and `RescoringError` when the model stops answering.
  @discardableResult
  public func check(
    _ secondPass: SecondPass, on corpus: Corpus, listLimit: Int = 20,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [PropertyFinding] {
    guard !properties.isEmpty else { throw GateError.noProperties }
    guard (0...1).contains(maximumFailureShare) else {
      throw GateError.notAShare(found: maximumFailureShare)
    }
    let prepared = PreparedCorpus(corpus, listLimit: listLimit)
    let clock = ContinuousClock()
    let end = shrinkingTime.map { clock.now + $0 }
    let findings = try propertyCheck(secondPass).findings(
      of: properties, in: prepared, cases: cases, seed: Seed(seed),
      deadline: { end.map { clock.now >= $0 } ?? false })
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
    let record = try degradation(
      secondPass, on: corpus, showing: failing.flatMap { findings[$0].counterexamples })
    Attachment.record(
      Array(RobustnessReport(record).html.utf8), named: "robustness-\(secondPass.name).html",
      sourceLocation: sourceLocation)
    let table = NPRRTable(record).description
    for index in failing {
      self.record(
        findings[index], of: properties[index], table: table, sourceLocation: sourceLocation)
    }
    return findings
  }

  /// Judges the one case that a replay line stands for.
  func replay(
    _ line: ReplayLine, _ secondPass: SecondPass, on corpus: Corpus,
    sourceLocation: SourceLocation
  ) throws -> PropertyFinding {
    guard let property = properties.first(where: { $0.id == line.property }) else {
      throw FixtureError.unknownProperty(id: line.property, known: properties.map(\.id))
    }
    let prepared = PreparedCorpus(corpus, listLimit: 20)
    let all = prepared.utterances + prepared.probes.probes.map(\.utterance)
    guard let utterance = all.first(where: { $0.id == line.utterance }),
      let replayed = ReplayedCase(
        of: property, utterance: utterance, perturbation: line.perturbation,
        reduction: line.reduction)
    else {
      throw ReplayError(line: line, corpus: corpus.name)
    }
    let finding = try propertyCheck(secondPass).finding(
      PropertyCases(of: property, replaying: replayed, in: prepared), in: prepared)
    if finding.failures > 0 {
      record(finding, of: property, table: "", sourceLocation: sourceLocation)
    }
    return finding
  }

  private func propertyCheck(_ secondPass: SecondPass) -> PropertyCheck {
    PropertyCheck(secondPass: secondPass)
  }

  private func record(
    _ finding: PropertyFinding, of property: any RobustnessProperty, table: String,
    sourceLocation: SourceLocation
  ) {
    for counterexample in finding.bugs.flatMap(\.counterexamples) {
      Attachment.record(
        Array(counterexample.json), named: "\(counterexample.id).json",
        sourceLocation: sourceLocation)
    }
    Issue.record(
      RobustnessFailure(finding: finding, summary: property.summary, table: table),
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
    var sample = Corpus(
      name: corpus.name, digest: corpus.digest,
      utterances: (0..<count).map { corpus[$0 * corpus.count / count] })
    sample.normalizer = corpus.normalizer
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
