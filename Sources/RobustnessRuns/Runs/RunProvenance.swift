import Algorithms
import Artifacts
public import Perturbations
public import Rescoring
public import Transcripts

/// How a record was made: enough to make it again.
public struct RunProvenance: Hashable, Sendable, Codable {
  /// The program's name, "mondegreen".
  public let program: String
  public let programVersion: String
  /// The command line that makes the record again.
  public let command: String
  /// The perturbations that were examined, one for each condition, in the order of the report.
  public let perturbations: [PerturbationRecipe]
  /// The recipe of the homophones that discrimination was tried on; nil if it was not tried.
  public let homophones: PerturbationRecipe?
  public let configuration: RunConfiguration

  package init(
    program: String = "mondegreen", programVersion: String, command: String,
    perturbations: [PerturbationRecipe], homophones: PerturbationRecipe?,
    configuration: RunConfiguration
  ) {
    self.program = program
    self.programVersion = programVersion
    self.command = command
    self.perturbations = perturbations
    self.homophones = homophones
    self.configuration = configuration
  }
}

extension RunProvenance {
  /// All recipes, each once: those of the perturbations, then that of homophone discrimination.
  public var recipes: [PerturbationRecipe] {
    Array((perturbations + [homophones].compactMap(\.self)).uniqued())
  }

  /// The lexicon that homophones come from; nil where nothing draws on one.
  public var lexicon: LexiconSource? { recipes.lazy.compactMap(\.sources.lexicon).first }

  /// The word frequencies that rank candidates; nil where nothing draws on any.
  public var frequencies: Digest? { recipes.lazy.compactMap(\.sources.frequencies).first }

  /// The n-gram that recomputes language costs; nil where they are kept.
  public var languageModel: Digest? { recipes.lazy.compactMap(\.sources.languageModel).first }

  /// Whether a rescorer is the very language model that perturbations are drawn with, or one of the same
  /// training text: it is fooled by construction, since it prefers what was drawn because it prefers it.
  public func isCircular(_ model: ModelIdentity) -> Bool { languageModel == model.digest }

  /// The confusion model that mishearings are drawn from; nil where none are.
  public var confusions: ConfusionSource? { recipes.lazy.compactMap(\.sources.confusions).first }
}
