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
    default: return nil
    }
  }

  public var defaultValueDescription: String { self == .oneBest ? "1-best" : "n-best" }
}

extension PerturbationKind: ExpressibleByArgument {
  /// All kinds with commas between them, for help texts.
  static let list = allCases.map(\.rawValue).joined(separator: ", ")
}

/// Which words a perturbation may change, in words.
enum TargetChoice: String, CaseIterable, ExpressibleByArgument {
  case all, content, function, names
}

/// What kind of perturbation, and what it is made of.
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
    help: ArgumentHelp(
      "Which words may change: all, content, function, or names (words with capitals).",
      valueName: "words"))
  var only = TargetChoice.all

  @Option(help: ArgumentHelp("Only these words may change.", valueName: "word,…"))
  var words: String?

  @Option(
    help: ArgumentHelp(
      "Only words at these positions may change, from 0; -1 is the last.", valueName: "n,…"))
  var positions: String?

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
    if [only != .all, words != nil, positions != nil].count(where: { $0 }) > 1 {
      throw ValidationError("expected one of --only, --words and --positions, found several")
    }
    if let positions, Self.positions(positions) == nil {
      throw ValidationError("--positions: expected whole numbers, found \"\(positions)\"")
    }
  }

  /// What perturbations of `corpus` are made from, with the settings that the options ask for.
  func kit(
    for corpus: Corpus, of parts: PerturbationParts, _ homophones: HomophoneOptions,
    _ lexicon: LexiconOptions
  ) throws -> PerturbationKit {
    let (index, frequencies) = try homophones.read(lexicon)
    var settings = parts.settings(homophones)
    settings.kind = kind
    settings.targets = targets(in: corpus)
    return PerturbationKit(
      index, frequencies: frequencies, confusions: try parts.readConfusionModel(),
      pronounced: try pronounced(corpus, index.lexicon), settings: settings)
  }

  /// The perturbation that the options ask for.
  func perturbation(
    of kit: PerturbationKit, scope: PerturbationScope = .nBest
  ) throws -> any Perturbation {
    try kit.perturbation(kind, scope: scope, strength: strength.strengths[0])
  }

  /// Whether names or unknown words must be gathered before the first list is perturbed.
  var needsWholeCorpus: Bool { voice != nil || only == .names }

  /// Which words of `corpus`, as it was written, may change.
  private func targets(in corpus: Corpus) -> WordTargets {
    if let words {
      return .listed(
        Set(words.split(separator: ",").map { TextNormalizer.standard.normalize(String($0)) }))
    }
    if let positions { return .positions(Self.positions(positions) ?? []) }
    switch only {
    case .all: return .all
    case .content: return .content
    case .function: return .function
    case .names: return .names(in: corpus.utterances)
    }
  }

  private static func positions(_ text: String) -> Set<Int>? {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    return numbers.contains(nil) ? nil : Set(numbers.compactMap { $0 })
  }

  private func pronounced(_ corpus: Corpus, _ lexicon: Lexicon) throws -> PronouncedWords {
    guard let voice else { return .none }
    let words = corpus.utterances.flatMap { $0.nBest.texts }
      .flatMap { TextNormalizer.standard.words(in: $0) }
    return try PronouncedWords(words, from: EspeakTranscriber(voice: voice), in: lexicon)
  }
}
