import Artifacts
import Perturbations
import Transcripts

/// What records of version 3 said of perturbations in their configuration, which recipes say since.
struct FormerConfiguration: Decodable {
  let perturbations: [PerturbationKind]
  let scopes: [PerturbationScope]
  let strengths: [Strength]
  let candidateLimit: Int
  let minimumFrequency: Int
  let spellingVariants: SpellingTreatment
  let radius: Double?
  let noise: ScoreNoise.Distribution
  let replacesConsistently: Bool
  let languageCosts: LanguageCostTreatment
  let languageWeight: Double

  /// The lexicon of a record of version 3.
  struct FormerLexicon: Decodable {
    let name: String
    let digest: Digest
    let frequencies: Digest?
  }

  /// The recipes of all conditions, in the order of the report.
  func recipes(
    _ lexicon: FormerLexicon, _ confusions: ConfusionSource?
  ) -> [PerturbationRecipe] {
    var recipes: [PerturbationRecipe] = []
    for kind in perturbations {
      for scope in scopes {
        for strength in strengths {
          var settings = settings(lexicon).with(kind, scope: scope, strength: strength)
          if kind == .confusions { settings.sources.confusions = confusions }
          if !recipes.contains(.shipped(settings)) { recipes.append(.shipped(settings)) }
        }
      }
    }
    return recipes
  }

  /// What all recipes have in common.
  func settings(_ lexicon: FormerLexicon) -> PerturbationSettings {
    var settings = PerturbationSettings.former
    settings.candidates = candidateLimit
    settings.minimumFrequency = minimumFrequency
    settings.spellings = spellingVariants
    settings.radius = radius
    settings.noise = noise
    settings.isConsistent = replacesConsistently
    settings.languageCosts = languageCosts
    settings.languageWeight = languageWeight
    settings.sources = PerturbationSources(
      lexicon: LexiconSource(name: lexicon.name, digest: lexicon.digest),
      frequencies: lexicon.frequencies)
    return settings
  }
}

extension RunProvenance {
  private enum FormerKey: String, CodingKey { case lexicon, confusions, configuration }
  enum CodingKeys: String, CodingKey {
    case program, programVersion, command, perturbations, homophones, configuration
  }

  /// Reads the present version's provenance, and that of version 3.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let recipes: [PerturbationRecipe]
    let homophones: PerturbationRecipe?
    if let present = try values.decodeIfPresent(
      [PerturbationRecipe].self, forKey: .perturbations)
    {
      recipes = present
      homophones = try values.decodeIfPresent(PerturbationRecipe.self, forKey: .homophones)
    } else {
      let former = try decoder.container(keyedBy: FormerKey.self)
      let configuration = try former.decode(FormerConfiguration.self, forKey: .configuration)
      let lexicon = try former.decode(FormerConfiguration.FormerLexicon.self, forKey: .lexicon)
      recipes = configuration.recipes(
        lexicon, try former.decodeIfPresent(ConfusionSource.self, forKey: .confusions))
      homophones = .shipped(configuration.settings(lexicon).with(.homophones))
    }
    self.init(
      program: try values.decode(String.self, forKey: .program),
      programVersion: try values.decode(String.self, forKey: .programVersion),
      command: try values.decode(String.self, forKey: .command), perturbations: recipes,
      homophones: homophones,
      configuration: try values.decode(RunConfiguration.self, forKey: .configuration))
  }
}
