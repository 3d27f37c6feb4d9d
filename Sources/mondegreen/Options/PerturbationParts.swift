public import ArgumentParser
import Lexicons
public import Perturbations

extension SpellingTreatment: ExpressibleByArgument {}
extension Plausibility: ExpressibleByArgument {}
extension UnusualWordTreatment: ExpressibleByArgument {}
extension LanguageCostTreatment: ExpressibleByArgument {}

/// What perturbations are made of.
struct PerturbationParts: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What decides which homophone, near-homophone or juncture is heard, and where: the words around it, "
        + "by the first pass's language model; how frequent it is; or nothing. (default: context; for a "
        + "lexicon of another language without --first-pass-lm, frequency if --frequencies is given, else "
        + "uniform)",
      valueName: "rule"))
  var plausibility: Plausibility?

  @Option(
    name: .customLong("first-pass-lm"),
    help: ArgumentHelp(
      "The first pass's language model in the ARPA format, plain or gzipped. (default: a general English "
        + "trigram)", valueName: "file"),
    completion: .file())
  var firstPassLM: String?

  @Option(
    help: ArgumentHelp(
      "Add this many homophone or near-homophone errors per 100 reference words on average, instead of a "
        + "fixed --strength.", valueName: "errors"))
  var errorRate: Double?

  @Option(
    help: ArgumentHelp(
      "Leave out candidates that are rarer than <ratio> times the frequency of the word they would replace.",
      valueName: "ratio"))
  var minimumRatio = PerturbationSettings.standardRatio

  @Option(
    help: ArgumentHelp(
      "Whether single letters, possessives, abbreviations and archaic words may replace English words.",
      valueName: "treatment"))
  var unusualWords = UnusualWordTreatment.excluded

  @Option(
    help: ArgumentHelp(
      "What becomes of the first-pass language costs of changed texts. Recomputed costs come from the "
        + "first pass's language model, in the unit of the lists. (default: recomputed if the lists show "
        + "the weight of language costs, else kept)", valueName: "treatment"))
  var languageCosts: LanguageCostTreatment?

  @Option(
    help: ArgumentHelp(
      "Weight of recomputed language costs in the total. (default: as in the first corpus, "
        + "(total − acoustic) / language)", valueName: "weight"))
  var languageWeight: Double?

  @Option(
    help: ArgumentHelp(
      "Whether other spellings of a word (colour, color) count as its homophones.",
      valueName: "treatment"))
  var spellingVariants = SpellingTreatment.excluded

  @Option(
    help: ArgumentHelp(
      "Largest phone distance of near-homophones and junctures from what was said. (default: one phone for "
        + "near-homophones, 0 for junctures)", valueName: "distance"))
  var radius: Double?

  @Option(
    help: ArgumentHelp(
      "Number of consecutive words that a juncture re-segments, 1 to 5.", valueName: "count"))
  var junctureWords = 2

  @Option(
    help: ArgumentHelp(
      "Whether words that differ only in stress sound different.", valueName: "treatment"))
  var stress = Stress.ignored

  @Option(
    help: ArgumentHelp(
      "Which of a word's pronunciations count.", valueName: "which"))
  var variants = Variants.all

  @Option(
    help: ArgumentHelp(
      "Confusion model from mondegreen confusions --output. --perturbation confusions draws from it, and "
        + "near-homophones and junctures are weighted by how often their phones are confused.",
      valueName: "file"),
    completion: .file())
  var confusionModel: String?

  /// What is read.
  var inputs: [String?] { [confusionModel, firstPassLM] }

  @Option(
    help: ArgumentHelp(
      "Standard deviation of the noise that --perturbation score-noise adds, in the unit of the total cost.",
      valueName: "deviation"))
  var noise = 1.0

  func validate() throws {
    if !(minimumRatio >= 0 && minimumRatio <= 1) {
      throw ValidationError("--minimum-ratio: expected a ratio from 0 to 1, found \(minimumRatio)")
    }
    if let errorRate, !(errorRate > 0 && errorRate <= 100) {
      throw ValidationError(
        "--error-rate: expected a number above 0 and at most 100, found \(errorRate)")
    }
    if let languageWeight, !(languageWeight >= 0 && languageWeight.isFinite) {
      throw ValidationError("--language-weight: expected at least 0, found \(languageWeight)")
    }
    if languageWeight != nil, languageCosts == .kept {
      throw ValidationError(
        "--language-weight: expected --language-costs recomputed with it; kept costs need no weight"
      )
    }
    if let radius, !(radius >= 0 && radius <= 10) {
      throw ValidationError("--radius: expected a distance from 0 to 10, found \(radius)")
    }
    if !(1...5).contains(junctureWords) {
      throw ValidationError("--juncture-words: expected 1 to 5, found \(junctureWords)")
    }
    if !(noise >= 0 && noise.isFinite) {
      throw ValidationError("--noise: expected at least 0, found \(noise)")
    }
  }

  /// The recipe that these options and those of homophones ask for; kind, scope and strength are left as
  /// they are by default.
  ///
  /// - Parameter frequencies: without any, no word is too rare.
  func settings(
    _ homophones: HomophoneOptions, _ frequencies: WordFrequencies
  ) -> PerturbationSettings {
    var settings = PerturbationSettings()
    settings.candidates = homophones.candidates
    settings.minimumFrequency = frequencies.wordCount > 0 ? homophones.minimumFrequency : 0
    settings.spellings = spellingVariants
    settings.minimumRatio = minimumRatio
    settings.unusualWords = unusualWords
    settings.stress = stress
    settings.variants = variants
    settings.radius = radius
    settings.junctureWords = junctureWords
    settings.noise = .normal(deviation: noise)
    return settings
  }

  func readConfusionModel() throws -> ConfusionModel? {
    try confusionModel.map { try ConfusionModel(contentsOf: $0) }
  }
}
