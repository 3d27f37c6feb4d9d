import BundledCorpora
import Counterexamples
import Lexicons
import Perturbations
import Rescoring
import Robustness
import Transcripts

/// Makes again what fixtures were perturbed with: the data from the command line's files, everything else
/// from each fixture's recipe.
struct FixtureKits {
  let lexicon: LexiconOptions
  /// The file of the model that confusions are sampled from.
  let confusionModel: String?
  /// The file of the first pass's language model; nil takes the bundled one.
  let firstPassLM: String?
  private var opened: [String: (index: HomophoneIndex, frequencies: WordFrequencies)] = [:]

  init(lexicon: LexiconOptions, confusionModel: String?, firstPassLM: String?) {
    self.lexicon = lexicon
    self.firstPassLM = firstPassLM
    self.confusionModel = confusionModel
  }

  /// The property of `fixture` under the perturbation of its recipe.
  ///
  /// - Throws: ``FixtureError``, among them
  ///   ``FixtureError/unknownPerturbation(id:property:known:)`` for a perturbation that doesn't ship with
  ///   the package.
  mutating func property(of fixture: Counterexample) throws -> any RobustnessProperty {
    try fixture.property(among: [], kit: try kit(for: fixture))
  }

  /// What the fixture's perturbation is made from.
  ///
  /// - Throws: ``UnjudgedFixture`` where the fixture's voice is not available.
  mutating func kit(for fixture: Counterexample) throws -> PerturbationKit {
    let settings = fixture.recipe.settings ?? PerturbationSettings()
    let (index, frequencies) = try open(lexicon.reading(as: settings.sources.lexicon))
    return PerturbationKit(
      index, frequencies: frequencies,
      confusions: try confusionModel.map { try ConfusionModel(contentsOf: $0) },
      languageModel: try languageModel(of: settings),
      pronounced: try pronounced(fixture, settings.voice, index.lexicon))
  }

  /// The language model that the fixture was made with, if it is available, or else the one at hand.
  private func languageModel(
    of settings: PerturbationSettings
  ) throws -> (any LanguageModel)? {
    guard let digest = settings.sources.languageModel else { return nil }
    let present = try FirstPass.languageModel(firstPassLM)
    guard present.identity.digest != digest else { return present }
    // Fixtures of earlier versions: costs were recomputed with an n-gram of the training texts.
    let former = NGramModel(
      trainedOn: try BundledCorpus.messagingTrain.read().utterances.map(\.reference))
    return former.identity.digest == digest ? former : present
  }

  private mutating func open(
    _ options: LexiconOptions
  ) throws -> (index: HomophoneIndex, frequencies: WordFrequencies) {
    if let known = opened[options.description] { return known }
    let found = (index: try options.openIndex(), frequencies: try options.readFrequencies())
    opened[options.description] = found
    return found
  }

  private func pronounced(
    _ fixture: Counterexample, _ voice: String?, _ lexicon: Lexicon
  ) throws -> PronouncedWords {
    guard let voice else { return .none }
    let words = fixture.clean.flatMap { TextNormalizer.standard.words(in: $0.text) }
    do {
      return try PronouncedWords(words, from: EspeakTranscriber(voice: voice), in: lexicon)
    } catch {
      throw UnjudgedFixture("\(error)")
    }
  }
}
