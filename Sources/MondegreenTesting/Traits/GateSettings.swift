package import Lexicons
public import Perturbations
package import PropertyTesting
package import Rescoring
package import Robustness
import RobustnessRuns
package import Transcripts

/// What the traits around a test say of the gate in it; see ``RobustnessSetting``.
public struct GateSettings: Sendable {
  /// Those that hold for the test that runs now.
  @TaskLocal public static var current = GateSettings()

  /// Everything random follows from it.
  public package(set) var seed: UInt64 = 1
  /// Cases that each property examines.
  public package(set) var cases = 100
  /// How long shrinking may take, all properties together; nil lets it take what it takes.
  public package(set) var shrinkingTime: Duration?
  /// What perturbations of the test's lexicon have in common.
  public package(set) var perturbation = PerturbationSettings()
  package var model: (any RescoringModel)?
  /// The weights that the model is used with; nil tunes them.
  package var weights: Interpolation?
  /// The lists to tune on; nil takes those of the corpus.
  package var tuning: Corpus?
  package var corpus: Corpus?
  package var lexicon: HomophoneIndex?
  /// What weighs homophones by the words around them.
  package var languageModel: (any LanguageModel)?
  package var replay: ReplayLine?

  package init() {}

  /// The model with its weights, tuned where none were given; nil without a model.
  ///
  /// - Throws: `RescoringError` when the model stops answering.
  package func secondPass(on corpus: Corpus) throws -> SecondPass? {
    guard let model else { return nil }
    if let weights { return SecondPass(model: model, interpolation: weights) }
    return try SecondPass(model, tunedOn: tuning ?? corpus)
  }
}

/// One case of one property: what a failure's replay line says.
package struct ReplayLine: Hashable, Sendable {
  package let property: String
  package let utterance: String
  package let perturbation: ChoiceSequence
  package let reduction: ChoiceSequence
}

/// A trait that the gate needs and that is not there.
public struct MissingTrait: Error, Hashable, Sendable, CustomStringConvertible {
  /// ".corpus(…)"
  public let trait: String

  public var description: String {
    "the gate needs the trait \(trait) on the test or a suite around it"
  }
}

/// A gate that could not fail, or that nobody can tell to have passed.
public enum GateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is nothing to hold the model against.
  case noProperties
  /// The share of cases that may fail is no number from 0 to 1.
  case notAShare(found: Double)

  public var description: String {
    switch self {
    case .noProperties: "expected at least one property, found none: nothing could fail"
    case .notAShare(let found):
      "expected a share of cases from 0 to 1 that may fail, found \(found)"
    }
  }
}
