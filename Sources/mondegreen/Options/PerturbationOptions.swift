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

  public static var allValueStrings: [String] { ["1-best", "n-best"] }
}

extension PerturbationKind: ExpressibleByArgument {}

/// What kind of perturbation, and how strong.
struct PerturbationOptions: ParsableArguments {
  @Option(
    name: .customLong("perturbation"),
    help: ArgumentHelp(
      "Perturbation to apply.", valueName: "kind"))
  var kind = PerturbationKind.homophones

  @Option(
    help: ArgumentHelp(
      "Words or phrases to change in each hypothesis: a number such as 2, or a share such as 25%.",
      valueName: "strength"))
  var strength = StrengthList([.words(1)])

  func validate() throws {
    if strength.strengths.count != 1 {
      throw ValidationError("--strength: expected one strength, found several")
    }
  }

  /// What perturbations of `corpus` are made from, with the settings that the options ask for.
  ///
  /// - Parameters:
  ///   - sample: some of its lists, where the corpus itself is not known beforehand.
  ///   - isStreaming: whether nothing is known of the corpus beforehand.
  func kit(
    for corpus: Corpus, sample: Corpus? = nil, isStreaming: Bool = false,
    _ targets: TargetOptions, of parts: PerturbationParts, _ homophones: HomophoneOptions,
    _ lexicon: LexiconOptions, _ language: LanguageChoice
  ) throws -> PerturbationKit {
    lexicon.sayWhoseSounds(language, [kind])
    let (index, frequencies) = try homophones.read(lexicon, language)
    let words = try lexicon.languageWords(language)
    var settings = parts.settings(homophones, frequencies)
    settings.kind = kind
    settings.language = corpus.normalizer.language
    settings.targets = targets.targets(in: [corpus], words)
    let firstPass = try parts.firstPass(
      settings, of: sample ?? corpus, index.lexicon, hasFrequencies: frequencies.wordCount > 0)
    settings = firstPass.settings
    return PerturbationKit(
      index, frequencies: frequencies, confusions: try parts.readConfusionModel(),
      languageModel: firstPass.languageModel,
      pronounced: isStreaming
        ? try lexicon.pronouncedOnDemand(in: index.lexicon)
        : try lexicon.pronounced([corpus], in: index.lexicon),
      language: words, settings: settings)
  }

  /// The perturbation that the options ask for.
  func perturbation(
    of kit: PerturbationKit, scope: PerturbationScope = .nBest, errorRate: Double? = nil
  ) throws -> any Perturbation {
    try kit.perturbation(
      kind, scope: scope,
      strength: errorRate.map { .share($0 / 100) } ?? strength.strengths[0])
  }
}
