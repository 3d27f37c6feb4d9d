public import Perturbations
public import PropertyTesting
public import Rescoring
public import Robustness
import Transcripts

/// Judges a fixture again: does it still break the property?
public struct FixtureReplay: Sendable {
  /// How a fixture stands with a model today.
  public enum Verdict: Hashable, Sendable {
    /// The property still fails.
    case stillFails
    /// The property holds now.
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
  /// The data that the perturbation draws on and that have changed since.
  public let sourceEdits: [PerturbationSources.Edit]
  /// What the property says of the second pass that the fixture was held against; nil without one.
  public let contrast: PropertyOutcome?

  /// Judges `fixture` with the readable values it holds.
  ///
  /// - Parameters:
  ///   - fixture: the fixture to judge.
  ///   - model: the model to judge.
  ///   - weights: those to judge the model with; nil takes the fixture's own.
  ///   - contrastModel: the model that the fixture says the property holds for, if it names one.
  ///   - properties: your own ones. The fixture's is among them if id and perturbation agree.
  ///   - kit: makes the fixture's property anew where it ships with the package, under the perturbation of
  ///     the fixture's recipe.
  /// - Throws: ``FixtureError/unknownProperty(id:known:)``,
  ///   ``FixtureError/unknownPerturbation(id:property:known:)`` or
  ///   ``FixtureError/rescoring(_:)``.
  public init(
    _ fixture: Counterexample, model: any RescoringModel, weights: Interpolation? = nil,
    contrast contrastModel: (any RescoringModel)? = nil,
    properties: [any RobustnessProperty] = [], kit: PerturbationKit? = nil
  ) throws(FixtureError) {
    let property = try fixture.property(among: properties, kit: kit)
    let item = fixture.robustnessCase
    let judge = { (model: any RescoringModel, weights: Interpolation) throws(FixtureError) in
      do throws(RescoringError) {
        let judge = CaseJudge(
          property: property,
          secondPass: SecondPass(model: model, interpolation: weights), contrast: nil,
          company: fixture.company?.cases)
        return try judge.outcomes(of: [item])[0]
      } catch {
        throw FixtureError.rescoring(error)
      }
    }
    outcome = try judge(model, weights ?? fixture.interpolation)
    if let held = fixture.contrast, let contrastModel {
      contrast = try judge(contrastModel, held.interpolation)
    } else {
      contrast = nil
    }
    recordedMargin = fixture.margin
    isSameModel = model.identity.digest == fixture.model.digest
    let present = property.perturbation.recipe
    sourceEdits = fixture.recipe.sources.edits(to: present.sources)
    if case .custom(let recorded) = fixture.recipe, present != fixture.recipe {
      verdict = .noLongerInDomain(
        reason: "made by \(recorded.description), judged by \(present.description)")
      return
    }
    // A recognizer keeps to no strength; and of a strength that was not recorded nothing is known.
    let maker =
      fixture.perturbationChoices == nil || !fixture.recordsSettings
      ? property.perturbation.unlimited : property.perturbation
    switch maker.domain(of: item.perturbed, from: item.clean) {
    case .outside(let reason):
      verdict = .noLongerInDomain(
        reason: fixture.recordsSettings
          ? reason : reason + "; its file does not record the settings it was made with")
    case .inside: verdict = outcome.isFailure ? .stillFails : .passes
    }
  }
}

extension Counterexample {
  /// Whether the fixture says under which settings it was made. Files of versions 1 to 3 said so
  /// neither of these nor of how the lexicon was read.
  var recordsSettings: Bool { recipe.sources.lexicon.map { $0.format != nil } ?? true }

  /// The case that the fixture's values describe.
  public var robustnessCase: RobustnessCase {
    RobustnessCase(
      clean: NBestList(
        clean.map { Hypothesis(text: $0.text, costs: $0.firstPass) }, context: context),
      perturbed: PerturbedList(
        NBestList(perturbed.map { Hypothesis(text: $0.text, costs: $0.firstPass) }),
        correspondence: correspondence, replacements: replacements),
      reference: origin.reference)
  }
}
