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
  /// Whose words the lexicon's are, where the command line says so.
  let language: LanguageChoice
  /// The file of the model that confusions are sampled from.
  let confusionModel: String?
  /// The file of the first pass's language model; nil takes the bundled one.
  let firstPassLM: String?
  private var opened: [String: (index: HomophoneIndex, frequencies: WordFrequencies)] = [:]

  init(
    lexicon: LexiconOptions, language: LanguageChoice, confusionModel: String?, firstPassLM: String?
  ) {
    self.lexicon = lexicon
    self.language = language
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
    let stated =
      language.isStated ? language : LanguageChoice(language: settings.language, pack: nil)
    let (index, frequencies) = try open(lexicon.reading(as: settings.sources.lexicon), stated)
    return PerturbationKit(
      index, frequencies: frequencies,
      // Near-homophones that weren't weighed by learned confusions are judged without them.
      confusions: settings.sources.confusions == nil && settings.kind != .confusions
        ? nil : try confusionModel.map { try ConfusionModel(contentsOf: $0) },
      languageModel: try languageModel(of: settings),
      pronounced: try pronounced(fixture, settings, index.lexicon))
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
    _ options: LexiconOptions, _ language: LanguageChoice
  ) throws -> (index: HomophoneIndex, frequencies: WordFrequencies) {
    let name = "\(options.description)\n\(language)"
    if let known = opened[name] { return known }
    let found = (
      index: try options.openIndex(language), frequencies: try options.readFrequencies(language)
    )
    opened[name] = found
    return found
  }

  private func pronounced(
    _ fixture: Counterexample, _ settings: PerturbationSettings, _ lexicon: Lexicon
  ) throws -> PronouncedWords {
    let words = fixture.clean.flatMap { TextNormalizer.standard.words(in: $0.text) }
    if let digest = settings.sources.pronunciations {
      let model = try self.lexicon.pronunciationModel(for: lexicon)
      guard let model, model.digest == digest else {
        throw UnjudgedFixture(
          "it was made with the pronunciation model \(digest.short); give it with --g2p")
      }
      return try PronouncedWords(words, from: model, in: lexicon)
    }
    guard let voice = settings.voice else { return .none }
    do {
      return try PronouncedWords(words, from: EspeakTranscriber(voice: voice), in: lexicon)
    } catch {
      throw UnjudgedFixture("\(error)")
    }
  }
}
