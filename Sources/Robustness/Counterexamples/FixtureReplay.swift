public import ArtifactFiles
public import PropertyTesting
public import Rescoring
import Transcripts

/// Judges a fixture again: does it still break the property?
public struct FixtureReplay: Sendable {
  /// How a fixture stands with a model today.
  public enum Verdict: Hashable, Sendable {
    /// The property still fails.
    case stillFails
    /// It holds now.
    case passes
    /// The lexicon is not the one that the replacements came from, so they may be no homophones any
    /// more; the outcome is given for what it's worth.
    case outOfDomain(expected: Digest, found: Digest)
  }

  public let verdict: Verdict
  /// What the property says now.
  public let outcome: PropertyOutcome
  /// The fixture's own margin; nil if the model had given no usable cost.
  public let recordedMargin: Double?
  /// Whether model and weights are those that the fixture was found with.
  public let isSameModel: Bool

  /// Judges `fixture` with the readable values it holds.
  ///
  /// - Parameters:
  ///   - model: the model to judge; with the fixture's own interpolation.
  ///   - properties: those at hand; the fixture names one.
  ///   - lexicon: digest of the lexicon at hand.
  /// - Throws: ``RobustnessError/unknownProperty(id:known:)`` or
  ///   ``RobustnessError/rescoring(_:)``.
  public init(
    _ fixture: Counterexample, model: any RescoringModel,
    properties: [any RobustnessProperty], lexicon: Digest
  ) throws(RobustnessError) {
    guard let property = properties.first(where: { $0.id == fixture.property }) else {
      throw .unknownProperty(id: fixture.property, known: properties.map(\.id))
    }
    let secondPass = SecondPass(model: model, interpolation: fixture.interpolation)
    do {
      outcome = try property.judgeExamined([fixture.robustnessCase], of: secondPass)[0]
    } catch {
      throw .rescoring(error)
    }
    recordedMargin = fixture.margin
    isSameModel = model.identity.digest == fixture.model.digest
    if let expected = fixture.lexicon, expected != lexicon {
      verdict = .outOfDomain(expected: expected, found: lexicon)
    } else {
      verdict = outcome.isFailure ? .stillFails : .passes
    }
  }
}

extension Counterexample {
  /// The case that the fixture's values describe.
  public var robustnessCase: RobustnessCase {
    RobustnessCase(
      clean: NBestList(clean.map { Hypothesis(text: $0.text, costs: $0.firstPass) }),
      perturbed: PerturbedList(
        NBestList(perturbed.map { Hypothesis(text: $0.text, costs: $0.firstPass) }),
        correspondence: correspondence, replacements: replacements))
  }
}
