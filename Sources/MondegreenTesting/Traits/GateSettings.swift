package import Lexicons
public import Perturbations
package import PropertyTesting
package import Rescoring
import Robustness
import RobustnessRuns
package import Transcripts

/// What the traits around a test say of the gate in it; see ``RobustnessSetting``.
public struct GateSettings: Sendable {
  /// The settings of the test that is running.
  @TaskLocal public static var current = GateSettings()

  /// The seed for all random choices.
  public package(set) var seed: UInt64 = 1
  /// The number of cases per property.
  public package(set) var cases = 100
  /// How long shrinking may take, all properties together; nil lets it take what it takes.
  public package(set) var shrinkingTime: Duration?
  /// How long the model may take for a call; what takes longer fails its case.
  public package(set) var modelTimeLimit = GuardedModel.standardLimit
  /// What perturbations of the test's lexicon have in common.
  public package(set) var perturbation = PerturbationSettings()
  package var model: (any RescoringModel)?
  /// The weights that the model is used with; nil tunes them.
  package var weights: Interpolation?
  /// The lists to tune on; nil takes every other one of the corpus.
  package var tuning: Corpus?
  package var corpus: Corpus?
  package var lexicon: HomophoneIndex?
  /// What weighs homophones by the words around them.
  package var languageModel: (any LanguageModel)?
  /// What says words that the lexicon lacks.
  package var pronunciations: PronunciationModel?
  /// What is known of the language of the texts.
  package var language = LanguageWords.english
  package var replay: ReplayLine?

  package init() {}

  /// What perturbations of a corpus's lists are made from.
  package func kit(
    for corpus: Corpus, _ lexicon: HomophoneIndex
  ) throws(LexiconError) -> PerturbationKit {
    var pronounced = PronouncedWords.none
    if let pronunciations {
      let found = try PronouncedWords(
        corpus.hypothesisKeys(), from: pronunciations, in: lexicon.lexicon)
      if !found.words.isEmpty { pronounced = found }
    }
    return PerturbationKit(
      lexicon, languageModel: languageModel, pronounced: pronounced, language: language,
      settings: perturbation)
  }

  /// The model with its weights, tuned where none were given, and the lists to be judged on, which the weights
  /// were not tuned on where there are enough of them; nil without a model. Errors of the model don't end it.
  package func weighedModel(on corpus: Corpus) throws -> WeighedModel? {
    guard let model else { return nil }
    let guarded = GuardedModel(model, limit: modelTimeLimit)
    if let weights {
      return WeighedModel(
        secondPass: SecondPass(model: guarded, interpolation: weights), judged: corpus,
        notice: nil)
    }
    if let tuning {
      return WeighedModel(
        secondPass: try SecondPass(guarded, tunedOn: tuning), judged: corpus,
        notice: tuning.digest == corpus.digest
          ? "the weights are tuned on \(corpus.name) itself, so its figures are too good" : nil)
    }
    return try WeighedModel(guarded, tunedWithin: corpus)
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
  /// The missing trait, such as ".corpus(…)".
  public let trait: String

  public var description: String {
    "the gate needs the trait \(trait) on the test or a suite around it"
  }
}

/// A gate that could not fail, or that nobody can tell to have passed.
public enum GateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No property was given to check.
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
