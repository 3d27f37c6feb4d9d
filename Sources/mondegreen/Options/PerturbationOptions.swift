public import ArgumentParser
import Lexicons
public import Perturbations
import Transcripts

extension PerturbationScope: ExpressibleByArgument {
  /// "1-best" and "N-best", as reports write them.
  public init?(argument: String) {
    switch argument.lowercased() {
    case "1-best", "onebest": self = .oneBest
    case "n-best", "nbest": self = .nBest
    case "selected": self = .selected
    default: return nil
    }
  }

  public var defaultValueDescription: String {
    switch self {
    case .oneBest: "1-best"
    case .nBest: "n-best"
    case .selected: "selected"
    }
  }
}

extension PerturbationKind: ExpressibleByArgument {
  /// All kinds with commas between them, for help texts.
  static let list = allCases.map(\.rawValue).joined(separator: ", ")
}

/// What kind of perturbation, and how strong.
struct PerturbationOptions: ParsableArguments {
  @Option(
    name: .customLong("perturbation"),
    help: ArgumentHelp(
      "Perturbation to apply: \(PerturbationKind.list).", valueName: "kind"))
  var kind = PerturbationKind.homophones

  @Option(
    help: ArgumentHelp(
      "Words or phrases to change in each hypothesis: 2 or 25%.", valueName: "strength"))
  var strength = StrengthList([.words(1)])

  @Option(
    name: .customLong("pronounce"),
    help: ArgumentHelp(
      "Ask espeak-ng with this voice how words sound that the lexicon lacks.",
      valueName: "voice"))
  var voice: String?

  func validate() throws {
    if strength.strengths.count != 1 {
      throw ValidationError("--strength: expected one strength, found several")
    }
  }

  /// What perturbations of `corpus` are made from, with the settings that the options ask for.
  ///
  /// - Parameter sample: some of its lists, where the corpus itself is not known beforehand.
  func kit(
    for corpus: Corpus, sample: Corpus? = nil, _ targets: TargetOptions,
    of parts: PerturbationParts,
    _ homophones: HomophoneOptions, _ lexicon: LexiconOptions
  ) throws -> PerturbationKit {
    let (index, frequencies) = try homophones.read(lexicon)
    var settings = parts.settings(homophones)
    settings.kind = kind
    settings.language = corpus.normalizer.language
    settings.targets = targets.targets(in: [corpus])
    let firstPass = try parts.firstPass(
      settings, of: sample ?? corpus, index.lexicon, hasFrequencies: lexicon.frequencies != nil)
    settings = firstPass.settings
    return PerturbationKit(
      index, frequencies: frequencies, confusions: try parts.readConfusionModel(),
      languageModel: firstPass.languageModel, pronounced: try pronounced(corpus, index.lexicon),
      settings: settings)
  }

  /// The perturbation that the options ask for.
  func perturbation(
    of kit: PerturbationKit, scope: PerturbationScope = .nBest, errorRate: Double? = nil
  ) throws -> any Perturbation {
    try kit.perturbation(
      kind, scope: scope,
      strength: errorRate.map { .share($0 / 100) } ?? strength.strengths[0])
  }

  /// Whether unknown words must be gathered before the first list is perturbed.
  var needsWholeCorpus: Bool { voice != nil }

  private func pronounced(_ corpus: Corpus, _ lexicon: Lexicon) throws -> PronouncedWords {
    guard let voice else { return .none }
    var known: Set<String> = []
    var words: [String] = []
    for utterance in corpus.utterances {
      for word in utterance.nBest.texts.flatMap({ TextNormalizer.standard.words(in: $0) })
      where known.insert(word).inserted {
        words.append(word)
      }
    }
    return try PronouncedWords(words, from: EspeakTranscriber(voice: voice), in: lexicon)
  }
}
