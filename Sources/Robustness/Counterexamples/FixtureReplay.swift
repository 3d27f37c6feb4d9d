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
    /// The property's perturbation would not make this list any more, as a rule because the lexicon
    /// was edited: then neither failing nor holding means what it meant.
    case noLongerInDomain(reason: String)
  }

  public let verdict: Verdict
  /// What the property says now, whatever the verdict.
  public let outcome: PropertyOutcome
  /// The fixture's own margin; nil if the model had given no usable cost.
  public let recordedMargin: Double?
  /// Whether model and weights are those that the fixture was found with.
  public let isSameModel: Bool
  /// Set if the fixture was made with another lexicon than the one at hand.
  public let lexiconEdit: LexiconEdit?
  /// What the property says of the second pass that the fixture was held against; nil without one.
  public let contrast: PropertyOutcome?

  /// Two lexicons of different content.
  public struct LexiconEdit: Hashable, Sendable {
    /// Digest of the one that the fixture was made with.
    public let recorded: Digest
    /// Digest of the one at hand.
    public let found: Digest

    public init(recorded: Digest, found: Digest) {
      self.recorded = recorded
      self.found = found
    }
  }

  /// Judges `fixture` with the readable values it holds.
  ///
  /// - Parameters:
  ///   - model: the model to judge; with the fixture's own interpolation.
  ///   - contrast: the model that the fixture says the property holds for, if it names one.
  ///   - properties: those at hand; the fixture names one.
  ///   - lexicon: digest of the lexicon at hand.
  /// - Throws: ``RobustnessError/unknownProperty(id:known:)``,
  ///   ``RobustnessError/unknownPerturbation(id:property:known:)`` or
  ///   ``RobustnessError/rescoring(_:)``.
  public init(
    _ fixture: Counterexample, model: any RescoringModel,
    contrast contrastModel: (any RescoringModel)? = nil,
    properties: [any RobustnessProperty], lexicon: Digest
  ) throws(RobustnessError) {
    let property = try fixture.property(among: properties)
    let item = fixture.robustnessCase
    let judge = { (model: any RescoringModel, weights: Interpolation) throws(RobustnessError) in
      do throws(RescoringError) {
        return try property.judgeExamined(
          [item], of: SecondPass(model: model, interpolation: weights))[0]
      } catch {
        throw RobustnessError.rescoring(error)
      }
    }
    outcome = try judge(model, fixture.interpolation)
    if let held = fixture.contrast, let contrastModel {
      contrast = try judge(contrastModel, held.interpolation)
    } else {
      contrast = nil
    }
    recordedMargin = fixture.margin
    isSameModel = model.identity.digest == fixture.model.digest
    if let recorded = fixture.lexicon, recorded != lexicon {
      lexiconEdit = LexiconEdit(recorded: recorded, found: lexicon)
    } else {
      lexiconEdit = nil
    }
    switch item.domain(of: property.perturbation) {
    case .outside(let reason): verdict = .noLongerInDomain(reason: reason)
    case .inside: verdict = outcome.isFailure ? .stillFails : .passes
    }
  }
}

extension Counterexample {
  /// The property that the fixture breaks, under the perturbation that it names.
  ///
  /// - Throws: ``RobustnessError/unknownProperty(id:known:)`` or
  ///   ``RobustnessError/unknownPerturbation(id:property:known:)``.
  package func property(
    among properties: [any RobustnessProperty]
  ) throws(RobustnessError) -> any RobustnessProperty {
    let named = properties.filter { $0.id == property }
    guard !named.isEmpty else {
      throw .unknownProperty(id: property, known: properties.map(\.id))
    }
    guard let found = named.first(where: { $0.perturbation.id == perturbation }) else {
      throw .unknownPerturbation(
        id: perturbation, property: property, known: named.map(\.perturbation.id))
    }
    return found
  }

  /// The case that the fixture's values describe.
  public var robustnessCase: RobustnessCase {
    RobustnessCase(
      clean: NBestList(clean.map { Hypothesis(text: $0.text, costs: $0.firstPass) }),
      perturbed: PerturbedList(
        NBestList(perturbed.map { Hypothesis(text: $0.text, costs: $0.firstPass) }),
        correspondence: correspondence, replacements: replacements))
  }
}
