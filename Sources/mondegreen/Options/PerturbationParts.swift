public import ArgumentParser
import Lexicons
public import Perturbations

extension SpellingTreatment: ExpressibleByArgument {}

/// What perturbations are made of.
struct PerturbationParts: ParsableArguments {
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
      "Model of --perturbation confusions, made by mondegreen confusions.", valueName: "file"))
  var confusionModel: String?

  @Option(
    help: ArgumentHelp(
      "Standard deviation of --perturbation score-noise, in the unit of the total cost.",
      valueName: "deviation"))
  var noise = 1.0

  func validate() throws {
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
  func settings(_ homophones: HomophoneOptions) -> PerturbationSettings {
    var settings = PerturbationSettings()
    settings.candidates = homophones.candidates
    settings.minimumFrequency = homophones.minimumFrequency
    settings.spellings = spellingVariants
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
