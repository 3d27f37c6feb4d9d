public import ArtifactFiles
import Foundation
import PropertyTesting
public import Robustness
public import Testing
public import Transcripts

/// A robustness check as a test: a model against properties over a corpus.
///
/// ```swift
/// @Test func `the new rescorer keeps its choice when words become homophones`() throws {
///   let index = HomophoneIndex(try BundledLexicon.load(), frequencies: try BundledLexicon.loadFrequencies())
///   let gate = RobustnessGate(
///     properties: RobustnessProperties.standard(candidates: HomophoneCandidates(index)),
///     lexicon: index.lexicon.digest, maximumFailureShare: 0.1)
///   try gate.check(SecondPass(model: model, interpolation: weights), on: corpus)
/// }
/// ```
public struct RobustnessGate: Sendable {
  public let properties: [any RobustnessProperty]
  public let lexicon: Digest
  public let seed: UInt64
  /// Lists that each property examines.
  public let cases: Int
  /// The share of cases that may fail before the gate does; 0 lets none through.
  public let maximumFailureShare: Double

  public init(
    properties: [any RobustnessProperty], lexicon: Digest, seed: UInt64 = 1, cases: Int = 100,
    maximumFailureShare: Double = 0
  ) {
    self.properties = properties
    self.lexicon = lexicon
    self.seed = seed
    self.cases = cases
    self.maximumFailureShare = maximumFailureShare
  }

  /// Records one issue per property that fails too often, with the smallest list as text and the
  /// line that replays it; the fixture's JSON is attached. A property that found nothing to examine
  /// is an issue, too: it can't have passed.
  ///
  /// - Returns: how each property fared.
  /// - Throws: ``RescoringError`` when the model stops answering.
  @discardableResult
  public func check(
    _ secondPass: SecondPass, on corpus: Corpus, listLimit: Int = 20,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [PropertyFinding] {
    let prepared = PreparedCorpus(corpus, listLimit: listLimit)
    let check = PropertyCheck(secondPass: secondPass, lexicon: lexicon)
    var findings: [PropertyFinding] = []
    for property in properties {
      let cases = PropertyCases(of: property, in: prepared, limit: cases, seed: Seed(seed))
      let finding = try check.finding(cases, in: prepared)
      findings.append(finding)
      guard finding.cases > 0 else {
        Issue.record(
          "\(property.id): no utterance of \(corpus.name) gives a case to examine",
          sourceLocation: sourceLocation)
        continue
      }
      guard Double(finding.failures) > maximumFailureShare * Double(finding.cases) else {
        continue
      }
      for counterexample in finding.counterexamples {
        Attachment.record(
          Array(FixtureFolder.json(of: counterexample)), named: "\(counterexample.id).json",
          sourceLocation: sourceLocation)
      }
      let smallest = finding.counterexamples.map { "\n\($0)" }.joined()
      Issue.record(
        """
        \(property.id): \(finding.failures) of \(finding.cases) cases fail \
        (\(property.summary))\(smallest)
        """, sourceLocation: sourceLocation)
    }
    return findings
  }
}
