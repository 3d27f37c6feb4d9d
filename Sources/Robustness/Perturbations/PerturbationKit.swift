public import Lexicons

/// Makes any perturbation by its kind, from one lexicon and, for learned confusions, one model.
///
/// Indexes that only some kinds need are built when such a kind is first made, and shared by all
/// perturbations of the kit.
public struct PerturbationKit: Sendable {
  public let homophones: HomophoneIndex
  public let frequencies: WordFrequencies
  /// At most so many candidates of a word, the best first.
  public let candidateLimit: Int
  /// Leaves out candidates that `frequencies` counts less often.
  public let minimumFrequency: Int
  /// Told apart from homophones if given, and what spelling variants are made of.
  public let spellings: SpellingVariants?
  /// How far near-homophones and junctures may be from what was said, in units of
  /// `PhoneDistances`; nil: one phone, and not at all.
  public let radius: Double?
  public let model: ConfusionModel?
  /// How words sound that the lexicon lacks.
  public let pronounced: PronouncedWords
  /// Of score noise.
  public let noise: ScoreNoise.Distribution

  private let sameSounds = Once<HomophoneCandidates>()
  private let nearSounds = Once<HomophoneCandidates>()
  private let nearIndex = Once<NearHomophones>()
  private let searchIndex = Once<PronunciationSearch>()
  private let spellingSource = Once<any PhraseConfuser>()
  private let junctureSource = Once<any PhraseConfuser>()
  private let confusionSource = Once<any PhraseConfuser>()

  public init(
    homophones: HomophoneIndex, frequencies: WordFrequencies, candidateLimit: Int = 5,
    minimumFrequency: Int = 50, spellings: SpellingVariants? = nil, radius: Double? = nil,
    model: ConfusionModel? = nil, pronounced: PronouncedWords = .none,
    noise: ScoreNoise.Distribution = .normal(deviation: 1)
  ) {
    self.homophones = homophones
    self.frequencies = frequencies
    self.candidateLimit = candidateLimit
    self.minimumFrequency = minimumFrequency
    self.spellings = spellings
    self.radius = radius
    self.model = model
    self.pronounced = pronounced
    self.noise = noise
  }

  /// A perturbation of a kind.
  ///
  /// Scope, strength, targets and consistency matter to kinds that change words; the others change the
  /// list or its costs as a whole (``PerturbationKind/reach``).
  ///
  /// - Parameter isConsistent: whether what is replaced in several hypotheses of a list becomes the
  ///   same in all of them.
  /// - Throws: ``RobustnessError/missingPart(perturbation:part:)`` for confusions without a model.
  public func perturbation(
    _ kind: PerturbationKind, scope: PerturbationScope = .nBest,
    strength: Strength = .words(1), isConsistent: Bool = true, targets: WordTargets = .all,
    languageCosts: LanguageCosts = .kept
  ) throws(RobustnessError) -> any Perturbation {
    func words(
      _ candidates: HomophoneCandidates, scope: PerturbationScope = scope
    ) -> HomophoneSubstitution {
      HomophoneSubstitution(
        kind == .nearHomophones ? kind.rawValue : PerturbationKind.homophones.rawValue,
        scope: scope, strength: strength, candidates: candidates, isConsistent: isConsistent,
        targets: targets, languageCosts: languageCosts)
    }
    func phrases(_ confuser: any PhraseConfuser, usesLexicon: Bool = false) -> PhraseSubstitution {
      PhraseSubstitution(
        kind.rawValue, scope: scope, strength: strength, confuser: confuser,
        isConsistent: isConsistent, targets: targets, languageCosts: languageCosts,
        usesLexicon: usesLexicon)
    }
    switch kind {
    case .homophones: return words(homophoneCandidates)
    case .nearHomophones: return words(nearCandidates)
    case .spellingVariants:
      return phrases(spellingConfusions, usesLexicon: true)
    case .junctures:
      return phrases(
        junctureSource.value {
          JunctureConfusions.confuser(search, within: radius ?? 0, limit: candidateLimit)
        }, usesLexicon: true)
    case .confusions:
      guard let model else {
        throw .missingPart(perturbation: kind.rawValue, part: "a confusion model")
      }
      return phrases(
        confusionSource.value {
          LearnedConfusions(
            model, homophones: homophones, near: near, search: search,
            minimumFrequency: minimumFrequency)
        }, usesLexicon: true)
    case .numberForms: return phrases(NumberForms.confuser())
    case .wordDrops: return phrases(WordEdits.drops())
    case .wordInsertions: return phrases(WordEdits.insertions())
    case .wordRepetitions: return phrases(WordEdits.repetitions())
    case .textForm: return .textForm
    case .apostrophes: return .apostrophes
    case .reordering: return .reordering
    case .truncation: return .truncation
    case .duplication: return .duplication
    case .closestDrop: return .closestDrop
    case .copyAbove:
      return CopyInsertion(of: words(homophoneCandidates, scope: .oneBest), placement: .above)
    case .copyBelow:
      return CopyInsertion(of: words(homophoneCandidates, scope: .oneBest), placement: .below)
    case .scoreNoise: return ScoreNoise(noise)
    case .costSwap: return .costSwap
    }
  }

  /// Homophones of a word, and of a word that the lexicon lacks by how it was said to sound.
  public var homophoneCandidates: HomophoneCandidates {
    sameSounds.value {
      let known = HomophoneCandidates(
        homophones, limit: candidateLimit, minimumFrequency: minimumFrequency, without: spellings)
      return withPronounced(known, radius: 0)
    }
  }

  /// Other spellings of a word or of two: what ``PerturbationKind/spellingVariants`` is made of.
  public var spellingConfusions: any PhraseConfuser {
    spellingSource.value {
      SpellingConfusions.confuser(
        spellings ?? .english, index: homophones, minimumFrequency: minimumFrequency)
    }
  }

  private var nearCandidates: HomophoneCandidates {
    nearSounds.value {
      guard let radius else {
        return withPronounced(
          HomophoneCandidates(
            near: near, limit: candidateLimit, minimumFrequency: minimumFrequency), radius: 0.8)
      }
      let search = search
      let limit = candidateLimit
      return withPronounced(
        HomophoneCandidates { word in
          search.candidates(for: word, within: radius).filter { $0.distance > 0 }.prefix(limit)
            .map(\.word)
        }, radius: radius)
    }
  }

  private func withPronounced(
    _ known: HomophoneCandidates, radius: Double
  ) -> HomophoneCandidates {
    guard !pronounced.words.isEmpty else { return known }
    let (search, pronounced, limit) = (search, pronounced, candidateLimit)
    return HomophoneCandidates { word in
      let spoken = pronounced.pronunciations(of: word)
      guard !spoken.isEmpty else { return known.candidates(for: word) }
      return search.words(soundingLike: spoken, within: radius).filter { $0.word != word }
        .prefix(limit).map(\.word)
    }
  }

  private var near: NearHomophones {
    nearIndex.value { NearHomophones(homophones.lexicon, frequencies: frequencies) }
  }

  private var search: PronunciationSearch {
    searchIndex.value {
      PronunciationSearch(
        homophones.lexicon, frequencies: frequencies, minimumCount: minimumFrequency)
    }
  }
}
