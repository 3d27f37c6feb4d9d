import Artifacts
public import Lexicons
public import Rescoring
import Transcripts

/// Makes perturbations from recipes: a lexicon, a frequency table and the other data that
/// perturbations draw on, with the settings that they share.
///
/// Indexes that only some perturbations need are built when the first of them is made, and shared by all
/// perturbations of the kit.
///
/// ```swift
/// let kit = PerturbationKit(try BundledLexicon.homophones())
/// let junctures = try kit.perturbation(.junctures, strength: .words(2))
/// let again = try kit.perturbation(fixtureSettings)  // exactly as a fixture recorded it
/// ```
public struct PerturbationKit: Sendable {
  /// The homophones of a lexicon.
  public let homophones: HomophoneIndex
  /// The frequencies by which near-homophones and junctures are ranked and filtered.
  public let frequencies: WordFrequencies
  /// The spelling variants that are left out of homophones, or used as replacements.
  public let spellings: SpellingVariants
  /// The model that learned confusions are sampled from. Its phone confusions also weigh
  /// near-homophones and junctures, unless these are drawn uniformly.
  public let confusions: ConfusionModel?
  /// The first pass's language model, or one like it, which weighs candidates by the words around
  /// them and recomputes language costs.
  public let languageModel: (any LanguageModel)?
  /// Pronunciations of words that the lexicon lacks.
  public let pronounced: PronouncedWords
  /// What is known about the language of the texts.
  public let language: LanguageWords
  /// The settings that the kit's perturbations share, including their sources.
  public let settings: PerturbationSettings
  private let indexes = PerturbationIndexes()

  /// - Parameters:
  ///   - homophones: the homophones of a lexicon.
  ///   - frequencies: the table that ranks near-homophones and junctures; nil takes the one that
  ///     `homophones` was made with.
  ///   - spellings: the words that are only other spellings of each other.
  ///   - confusions: the errors of a recognizer, which `confusions` draws from.
  ///   - languageModel: the bundled one is `BundledLexicon.languageModel()`.
  ///   - pronounced: pronunciations of words that the lexicon lacks.
  ///   - language: what is known of the language of the texts; whether a lexicon's words are English shows in its
  ///     phones.
  ///   - settings: kind, scope and strength don't matter here. Nil takes the settings by default, with
  ///     candidates weighed in context where there is a language model.
  public init(
    _ homophones: HomophoneIndex, frequencies: WordFrequencies? = nil,
    spellings: SpellingVariants = .english, confusions: ConfusionModel? = nil,
    languageModel: (any LanguageModel)? = nil, pronounced: PronouncedWords = .none,
    language: LanguageWords = .english, settings: PerturbationSettings? = nil
  ) {
    self.homophones = homophones
    self.frequencies = frequencies ?? homophones.frequencyTable ?? .empty
    self.spellings = spellings
    self.confusions = confusions
    self.languageModel = languageModel
    self.pronounced = pronounced
    self.language = language
    var settings = settings ?? .usual(with: languageModel)
    settings.voice = pronounced.voice
    settings.sources = PerturbationSources()
    self.settings = settings
  }

  /// The same data with other settings.
  public func with(_ settings: PerturbationSettings) -> PerturbationKit {
    PerturbationKit(
      homophones, frequencies: frequencies, spellings: spellings, confusions: confusions,
      languageModel: languageModel, pronounced: pronounced, language: language,
      settings: settings)
  }

  /// A perturbation of a kind, with the kit's settings.
  ///
  /// Scope and strength matter to kinds that change words; the others change the list or its costs as a
  /// whole (``PerturbationKind/reach-swift.property``). Number forms keep the first pass's costs.
  ///
  /// - Throws: the same errors as ``perturbation(_:)``.
  public func perturbation(
    _ kind: PerturbationKind, scope: PerturbationScope = .nBest, strength: Strength = .words(1),
    targets: WordTargets? = nil
  ) throws(PerturbationError) -> any Perturbation {
    var settings = settings.with(kind, scope: scope, strength: strength)
    if let targets { settings.targets = targets }
    if kind == .textForm, settings.textForms == nil { settings.textForms = .recognized }
    // Recognizers write numbers when the first pass has decided; its language model never sees digits.
    if kind == .numberForms { settings.languageCosts = .kept }
    return try perturbation(settings)
  }

  /// The perturbations of each kind at each scope and strength that apply to it, without
  /// repetition.
  ///
  /// By default they change the lists that all models see. A run knows what each model selects, and
  /// therefore also uses ``PerturbationScope/selected``.
  ///
  /// - Throws: the same errors as ``perturbation(_:)``.
  public func perturbations(
    _ kinds: [PerturbationKind], scopes: [PerturbationScope] = [.oneBest, .nBest],
    strengths: [Strength] = [.words(1), .words(2), .words(3)]
  ) throws(PerturbationError) -> [any Perturbation] {
    var found: [any Perturbation] = []
    var conditions: Set<PerturbationCondition> = []
    for kind in kinds {
      for scope in scopes {
        for strength in strengths {
          let one = try perturbation(kind, scope: scope, strength: strength)
          if conditions.insert(one.condition).inserted { found.append(one) }
        }
      }
    }
    return found
  }

  /// The perturbation of a recipe, made from this kit's data.
  ///
  /// Its own recipe names the kit's data as sources, regardless of the sources in the given one;
  /// ``PerturbationSources/edits(to:)`` tells the difference.
  ///
  /// - Throws: ``PerturbationError/missingPart(perturbation:part:)`` if confusions lack a model, or
  ///   candidates weighed in context or recomputed language costs lack a language model.
  public func perturbation(
    _ given: PerturbationSettings
  ) throws(PerturbationError) -> any Perturbation {
    var settings = try given.with(
      given.kind, scope: given.scope, strength: given.strength ?? .words(1)
    ).localized(language)
    settings.voice = pronounced.voice
    if settings.kind == .uniformHomophones { settings.plausibility = .uniform }
    settings.sources = sources(of: settings)
    if settings.weighsContext, languageModel == nil {
      throw .missingPart(
        perturbation: settings.kind.rawValue,
        part: "a language model to weigh words in context with, or another plausibility")
    }
    let languageCosts = try languageCosts(settings)
    let strength = settings.strength ?? .words(1)
    func words(_ scope: PerturbationScope) -> HomophoneSubstitution {
      HomophoneSubstitution(
        settings.kind.reach == .words ? settings.kind.rawValue : "homophones", scope: scope,
        strength: strength, candidates: candidates(settings), isConsistent: settings.isConsistent,
        targets: settings.targets, languageCosts: languageCosts, errorScale: settings.errorScale)
    }
    func phrases(
      _ confuser: any PhraseConfuser, weigher: CandidateWeigher? = nil
    ) -> PhraseSubstitution {
      PhraseSubstitution(
        settings.kind.rawValue, settings: settings, scope: settings.scope, strength: strength,
        confuser: DressedConfuser(confuser, joinsHyphens: settings.kind == .numberForms),
        weigher: weigher, isConsistent: settings.isConsistent,
        targets: settings.targets,
        languageCosts: languageCosts)
    }
    switch settings.kind {
    case .homophones, .uniformHomophones, .nearHomophones: return words(settings.scope)
    case .spellingVariants: return phrases(spellingConfusions(settings))
    case .junctures: return phrases(junctures(settings), weigher: weigher(settings))
    case .confusions: return phrases(try learnedConfusions(settings))
    case .numberForms: return phrases(try numberForms(settings))
    case .wordDrops: return phrases(WordEdits.drops())
    case .wordInsertions:
      return phrases(WordEdits.insertions(of: settings.fillers ?? WordEdits.fillers))
    case .wordRepetitions: return phrases(WordEdits.repetitions())
    case .textForm: return TextFormChange(settings.textForms, language: settings.language)
    case .apostrophes: return .apostrophes
    case .reordering: return .reordering
    case .truncation: return .truncation
    case .duplication: return .duplication
    case .closestDrop: return .closestDrop
    case .copyAbove: return CopyInsertion(of: words(.oneBest), placement: .above)
    case .copyBelow: return CopyInsertion(of: words(.oneBest), placement: .below)
    case .scoreNoise: return ScoreNoise(settings.noise)
    case .costSwap: return .costSwap
    case .unperturbed: return .none
    }
  }

  /// The homophones of words under the kit's settings.
  public var homophoneCandidates: HomophoneCandidates { candidates(settings.with(.homophones)) }

  /// The homophones of words, or near-homophones if the recipe is of that kind. Words that the
  /// lexicon lacks are looked up by their predicted pronunciations.
  public func candidates(_ given: PerturbationSettings) -> HomophoneCandidates {
    var settings = given.candidateSettings
    if !language.isEnglish { settings.elisions = settings.elisions ?? language.elisions }
    settings.sources = sources(of: settings)
    settings.voice = pronounced.voice
    return indexes.candidates.value(for: settings) {
      let found =
        settings.kind == .nearHomophones ? nearCandidates(settings) : sameCandidates(settings)
      return withoutElided(found, settings).weighed(by: weigher(settings), settings)
    }
  }

  /// Other spellings of a word, or of two, under the kit's settings: the replacements of
  /// ``PerturbationKind/spellingVariants``.
  public var spellingConfusions: any PhraseConfuser {
    var settings = settings.with(.spellingVariants)
    if !language.isEnglish { settings.elisions = settings.elisions ?? language.elisions }
    return spellingConfusions(settings)
  }

  // MARK: Sources

  /// The sources that perturbations of a kind draw on.
  private func sources(of settings: PerturbationSettings) -> PerturbationSources {
    var sources = data(of: settings.kind)
    if settings.weighsSounds { sources.confusions = confusions.map(ConfusionSource.init) }
    if settings.weighsContext { sources.languageModel = languageModel?.identity.digest }
    switch settings.kind {
    case .homophones, .uniformHomophones, .nearHomophones, .copyAbove, .copyBelow:
      sources.pronunciations = pronounced.model
    case .spellingVariants, .junctures, .confusions, .numberForms, .wordDrops, .wordInsertions,
      .wordRepetitions, .textForm, .apostrophes, .reordering, .truncation, .duplication,
      .closestDrop, .scoreNoise, .costSwap, .unperturbed:
      break
    }
    return sources
  }

  private func data(of kind: PerturbationKind) -> PerturbationSources {
    let lexicon = LexiconSource(homophones.lexicon)
    return switch kind {
    case .homophones, .uniformHomophones, .spellingVariants, .copyAbove, .copyBelow:
      PerturbationSources(lexicon: lexicon, frequencies: homophones.frequencies)
    case .nearHomophones, .junctures:
      PerturbationSources(lexicon: lexicon, frequencies: frequencies.digest)
    case .confusions:
      PerturbationSources(
        lexicon: lexicon, frequencies: frequencies.digest,
        confusions: confusions.map(ConfusionSource.init))
    case .numberForms, .wordDrops, .wordInsertions, .wordRepetitions, .textForm, .apostrophes,
      .reordering, .truncation, .duplication, .closestDrop, .scoreNoise, .costSwap, .unperturbed:
      PerturbationSources()
    }
  }

  private func languageCosts(
    _ settings: PerturbationSettings
  ) throws(PerturbationError) -> LanguageCosts {
    switch (settings.languageCosts, languageModel) {
    case (.kept, _): return .kept
    case (.recomputed, let model?):
      return .recomputed(model, weight: settings.languageWeight, unit: settings.languageUnit)
    case (.recomputed, nil):
      throw .missingPart(
        perturbation: settings.kind.rawValue, part: "a language model to recompute costs with")
    }
  }

  // MARK: Candidates and confusers, each made once

  /// The weigher of candidates and phrases; nil if all are equally likely.
  ///
  /// Without a language model, a kit makes no perturbation that weighs contexts.
  private func weigher(_ settings: PerturbationSettings) -> CandidateWeigher? {
    switch settings.plausibility {
    case .uniform: return nil
    case .context where languageModel == nil: return nil
    case .context, .frequency: break
    }
    let (index, frequencies) = (index(settings), frequencies)
    // A mapped index has counts and no table.
    let counts: @Sendable (String) -> Int = { word in
      frequencies.wordCount > 0 ? frequencies.count(of: word) : index.count(of: word)
    }
    return CandidateWeigher(
      exponent: settings.exponent,
      model: settings.plausibility == .context ? languageModel : nil, frequencies: counts,
      total: frequencies.total, lexicon: homophones.lexicon, stress: settings.stress,
      variants: settings.variants, sounds: heardSounds(settings))
  }

  /// How readily phones are confused, if this was learned and matters to the recipe.
  private func heardSounds(_ settings: PerturbationSettings) -> HeardSounds? {
    guard settings.weighsSounds else { return nil }
    return confusions.map { HeardSounds($0.phones, lexicon: homophones.lexicon) }
  }

  private func sameCandidates(_ settings: PerturbationSettings) -> HomophoneCandidates {
    let known = HomophoneCandidates(
      index(settings), limit: settings.candidates, minimumFrequency: settings.minimumFrequency,
      minimumRatio: settings.minimumRatio, unusualWords: settings.unusualWords,
      without: settings.spellings == .excluded ? spellings(settings) : nil)
    return withPronounced(known, settings, radius: 0)
  }

  private func nearCandidates(_ settings: PerturbationSettings) -> HomophoneCandidates {
    guard let radius = settings.radius else {
      let near = HomophoneCandidates(
        near: near(settings), limit: settings.candidates,
        minimumFrequency: settings.minimumFrequency,
        minimumRatio: settings.minimumRatio, unusualWords: settings.unusualWords)
      return withPronounced(near, settings, radius: 0.8)
    }
    let search = search(settings)
    let choice = choice(settings)
    let near = HomophoneCandidates { word in
      choice.chosen(
        among: search.candidates(for: word, within: radius).filter { $0.distance > 0 }, for: word)
    }
    return withPronounced(near, settings, radius: radius)
  }

  private func withPronounced(
    _ known: HomophoneCandidates, _ settings: PerturbationSettings, radius: Double
  ) -> HomophoneCandidates {
    guard !pronounced.isEmpty else {
      return HomophoneCandidates(settings: settings) { known.candidates(for: $0) }
    }
    let (search, pronounced) = (search(settings), pronounced)
    let choice = choice(settings)
    return HomophoneCandidates(settings: settings) { word in
      let spoken = pronounced.pronunciations(of: word)
      guard !spoken.isEmpty else { return known.candidates(for: word) }
      return choice.chosen(
        among: search.words(soundingLike: spoken, within: radius).filter { $0.word != word },
        for: word)
    }
  }

  /// The spelling variants that a recipe recognizes.
  private func spellings(_ settings: PerturbationSettings) -> SpellingVariants {
    settings.elisions.map { SpellingVariants(sets: $0, hasEnglishRules: false) } ?? spellings
  }

  /// Candidates without elided forms of other words, if unusual words are left out.
  private func withoutElided(
    _ candidates: HomophoneCandidates, _ settings: PerturbationSettings
  ) -> HomophoneCandidates {
    let elided = Set((settings.elisions ?? []).map { $0[0] })
    guard settings.unusualWords == .excluded, !elided.isEmpty else { return candidates }
    return HomophoneCandidates(settings: candidates.settings) { word in
      candidates.candidates(for: word).filter { !elided.contains($0) }
    }
  }

  private func choice(_ settings: PerturbationSettings) -> CandidateChoice {
    let frequencies = frequencies
    return CandidateChoice(settings, isEnglish: homophones.lexicon.isEnglish) {
      frequencies.count(of: $0)
    }
  }

  private func spellingConfusions(_ settings: PerturbationSettings) -> any PhraseConfuser {
    indexes.confusers.value(for: settings.candidateSettings) {
      SpellingConfusions.confuser(
        spellings(settings), index: index(settings), minimumFrequency: settings.minimumFrequency)
    }
  }

  /// Junctures, ranked by the language model if draws depend on context.
  private func junctureConfuser(_ settings: PerturbationSettings) -> any PhraseConfuser {
    let search = search(settings)
    guard settings.plausibility == .context, let languageModel else {
      return JunctureConfusions.confuser(
        search, within: settings.radius ?? 0, longestPhrase: settings.junctureWords,
        limit: settings.candidates,
        exponent: settings.plausibility == .uniform ? 0 : settings.exponent)
    }
    let model = JunctureModel(languageModel, frequencies: frequencies, place: .inText)
    let leavesOut = settings.unusualWords == .excluded && homophones.lexicon.isEnglish
    return JunctureConfusions.confuser(
      RankedJunctures(search, model: model) { leavesOut && UnusualWords.isUnusual($0) },
      within: settings.radius ?? 0, longestPhrase: settings.junctureWords,
      limit: settings.candidates, exponent: settings.exponent)
  }

  private func junctures(_ settings: PerturbationSettings) -> any PhraseConfuser {
    indexes.confusers.value(for: settings.candidateSettings) {
      let found = junctureConfuser(settings)
      guard let sounds = heardSounds(settings) else { return found }
      return WeighedByHeardSounds(base: found, sounds: sounds)
    }
  }

  private func learnedConfusions(
    _ settings: PerturbationSettings
  ) throws(PerturbationError) -> any PhraseConfuser {
    guard let confusions else {
      throw .missingPart(perturbation: settings.kind.rawValue, part: "a confusion model")
    }
    return indexes.confusers.value(for: settings.candidateSettings) {
      LearnedConfusions(
        confusions, homophones: index(settings), near: near(settings), search: search(settings),
        minimumFrequency: settings.minimumFrequency)
    }
  }

  private func numberForms(
    _ settings: PerturbationSettings
  ) throws(PerturbationError) -> NumberForms {
    let code = settings.language ?? NumberForms.standardLanguage
    guard let language = NumberLanguage.language(code) else {
      throw .missingPart(
        perturbation: settings.kind.rawValue,
        part: "rules of ICU for the numbers of the language \"\(code)\"")
    }
    return NumberForms(language)
  }

  private func index(_ settings: PerturbationSettings) -> HomophoneIndex {
    guard settings.stress != homophones.stress || settings.variants != homophones.variants else {
      return homophones
    }
    let key = [settings.stress.rawValue, settings.variants.rawValue]
    return indexes.homophones.value(for: key) {
      HomophoneIndex(
        homophones.lexicon, frequencies: frequencies, stress: settings.stress,
        variants: settings.variants)
    }
  }

  private func near(_ settings: PerturbationSettings) -> NearHomophones {
    indexes.near.value(for: [settings.stress.rawValue, settings.variants.rawValue]) {
      NearHomophones(
        homophones.lexicon, frequencies: frequencies, stress: settings.stress,
        variants: settings.variants)
    }
  }

  private func search(_ settings: PerturbationSettings) -> PronunciationSearch {
    let key = [
      "\(settings.minimumFrequency)", settings.stress.rawValue, settings.variants.rawValue,
    ]
    return indexes.searches.value(for: key) {
      PronunciationSearch(
        homophones.lexicon, frequencies: frequencies, minimumCount: settings.minimumFrequency,
        stress: settings.stress, variants: settings.variants)
    }
  }
}

/// The indexes that a kit has built so far.
private struct PerturbationIndexes: Sendable {
  let candidates = KeyedOnce<PerturbationSettings, HomophoneCandidates>()
  let confusers = KeyedOnce<PerturbationSettings, any PhraseConfuser>()
  let homophones = KeyedOnce<[String], HomophoneIndex>()
  let near = KeyedOnce<[String], NearHomophones>()
  let searches = KeyedOnce<[String], PronunciationSearch>()
}

extension PerturbationSettings {
  /// The part of a recipe that decides what may replace a word or phrase, shared by all
  /// perturbations that use it.
  fileprivate var candidateSettings: PerturbationSettings {
    var settings = self
    switch kind {
    case .copyAbove, .copyBelow: settings.kind = .homophones
    default: break
    }
    settings.scope = .nBest
    settings.strength = .words(1)
    settings.targets = .all
    settings.isConsistent = true
    settings.noise = .normal(deviation: 1)
    settings.languageCosts = .kept
    settings.languageWeight = PerturbationSettings().languageWeight
    settings.languageUnit = PerturbationSettings().languageUnit
    settings.errorScale = nil
    return settings
  }
}

extension PerturbationSettings {
  /// Whether learned phone confusions weigh the recipe's candidates.
  var weighsSounds: Bool {
    switch kind {
    case .nearHomophones, .junctures: plausibility != .uniform
    case .homophones, .uniformHomophones, .copyAbove, .copyBelow, .spellingVariants, .confusions,
      .numberForms, .wordDrops, .wordInsertions, .wordRepetitions, .textForm, .apostrophes,
      .reordering, .truncation, .duplication, .closestDrop, .scoreNoise, .costSwap, .unperturbed:
      false
    }
  }

  /// Whether the recipe needs a language model to weigh candidates by the words around them.
  var weighsContext: Bool {
    switch kind {
    case .homophones, .nearHomophones, .junctures, .copyAbove, .copyBelow:
      plausibility == .context
    case .uniformHomophones, .spellingVariants, .confusions, .numberForms, .wordDrops,
      .wordInsertions, .wordRepetitions, .textForm, .apostrophes, .reordering, .truncation,
      .duplication,
      .closestDrop, .scoreNoise, .costSwap, .unperturbed:
      false
    }
  }

  /// The default settings, with candidates weighed in context if there is a language model.
  fileprivate static func usual(with model: (any LanguageModel)?) -> PerturbationSettings {
    var settings = PerturbationSettings()
    if model != nil { settings.plausibility = .context }
    return settings
  }
}
