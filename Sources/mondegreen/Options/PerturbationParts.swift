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
      "What decides which homophone, near-homophone or juncture is heard, and where: context (the words "
        + "around it, by the first pass's language model), frequency or uniform. (default: context; "
        + "with a lexicon of another language and no --first-pass-lm frequency or uniform)",
      valueName: "context|frequency|uniform"))
  var plausibility: Plausibility?

  @Option(
    name: .customLong("first-pass-lm"),
    help: ArgumentHelp(
      "Language model of the first pass in the ARPA format, plain or gzipped. (default: a general "
        + "English trigram)", valueName: "file"))
  var firstPassLM: String?

  @Option(
    help: ArgumentHelp(
      "Instead of --strength: add this many expected homophone or near-homophone errors for each 100 "
        + "reference words.", valueName: "errors"))
  var errorRate: Double?

  @Option(
    help: ArgumentHelp(
      "Leave out candidates that are less common than this times the word they would replace.",
      valueName: "ratio"))
  var minimumRatio = PerturbationSettings.standardRatio

  @Option(
    help: ArgumentHelp(
      "Whether letters, possessives, abbreviations and archaic words may replace English words: included "
        + "or excluded.", valueName: "included|excluded"))
  var unusualWords = UnusualWordTreatment.excluded

  @Option(
    help: ArgumentHelp(
      "First-pass language costs of changed texts: recomputed with the first pass's language model, in "
        + "the unit of the lists, or kept. (default: recomputed, where the lists show what language costs "
        + "weigh)", valueName: "kept|recomputed"))
  var languageCosts: LanguageCostTreatment?

  @Option(
    help: ArgumentHelp(
      "Weight of recomputed language costs in totals. (default: the one that the first corpus's totals "
        + "show, (total − acoustic) / language)", valueName: "weight"))
  var languageWeight: Double?

  @Option(
    help: ArgumentHelp(
      "Whether other spellings of a word (colour, color) are among its homophones: included or "
        + "excluded.", valueName: "included|excluded"))
  var spellingVariants = SpellingTreatment.excluded

  @Option(
    help: ArgumentHelp(
      "How far near-homophones and junctures may sound from what was said. (default: one phone; not "
        + "at all)", valueName: "distance"))
  var radius: Double?

  @Option(
    help: ArgumentHelp(
      "Consecutive words that junctures re-segment at a time, 1 to 5.", valueName: "count"))
  var junctureWords = 2

  @Option(
    help: ArgumentHelp(
      "Whether words that differ in stress alone sound the same: ignored (they do) or kept (they don't).",
      valueName: "ignored|kept"))
  var stress = Stress.ignored

  @Option(
    help: ArgumentHelp(
      "Which of a word's pronunciations count: all or the first.", valueName: "all|first"))
  var variants = Variants.all

  @Option(
    help: ArgumentHelp(
      "Model that mondegreen confusions made: what --perturbation confusions draws from, and what weighs "
        + "near-homophones and junctures by how often their phones are confused.", valueName: "file"
    ))
  var confusionModel: String?

  @Option(
    help: ArgumentHelp(
      "Standard deviation of --perturbation score-noise, in the unit of the total cost.",
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
