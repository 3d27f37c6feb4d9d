public import Perturbations
import Robustness

/// How thoroughly a run examines its models. Two runs of one configuration on the same inputs, with the
/// same perturbations and properties, give the same record.
public struct RunConfiguration: Hashable, Sendable, Codable {
  /// The seed for all random choices.
  public let seed: UInt64
  /// The number of hypotheses used of each list, from the top.
  public let listLimit: Int
  /// Perturbations of each list at each strength where one hypothesis is perturbed, the 1-best or the
  /// model's own selection: the K of NPRR.
  public let draws: Int
  /// The same where all N hypotheses are: each such draw has N texts to score, and averages over as
  /// many replacements.
  public let nBestDraws: Int
  /// Bootstrap resamples behind each interval, where there are enough utterances or clusters.
  public let resamples: Int
  /// Coverage of each interval, 0.95 for 95 %.
  public let confidence: Double
  /// Name of the model that the others are compared with, besides the first pass.
  public let baseline: String?
  /// Lists that each property examines for each model.
  public let propertyCases: Int
  /// Failures that are shrunk to counterexamples, per property, model and corpus.
  public let counterexamples: Int
  /// Fields of the corpora that figures are broken down by, besides what every record has; nil for none.
  public let breakdownFields: [String]?
  /// How thoroughly corpora after the first are examined.
  public let otherCorpora: CorpusDepth

  /// The field of the corpora whose values cluster utterances for intervals, such as "voice"; nil where
  /// each utterance is drawn alone.
  public let cluster: String?
  /// Models of one recipe that differ in their training seed; nil where there are none.
  public let groups: [ModelGroup]?
  /// Comparisons of groups that were planned before anything was measured; nil where there are none.
  public let plannedContrasts: [PlannedContrast]?
  /// The name of the normalizer after which words were compared; nil for `TextNormalizer.standard`.
  public let normalizer: String?

  public init(
    seed: UInt64 = 1, listLimit: Int = 20, draws: Int = 3, nBestDraws: Int = 1,
    resamples: Int = 2_000, confidence: Double = 0.95, baseline: String? = nil,
    propertyCases: Int = 100, counterexamples: Int = 1, otherCorpora: CorpusDepth = .brief,
    breakdownFields: [String]? = nil, cluster: String? = nil, groups: [ModelGroup]? = nil,
    plannedContrasts: [PlannedContrast]? = nil, normalizer: String? = nil
  ) {
    self.seed = seed
    self.listLimit = listLimit
    self.draws = draws
    self.nBestDraws = nBestDraws
    self.resamples = resamples
    self.confidence = confidence
    self.baseline = baseline
    self.propertyCases = propertyCases
    self.counterexamples = counterexamples
    self.otherCorpora = otherCorpora
    self.breakdownFields = breakdownFields
    self.cluster = cluster
    self.groups = groups
    self.plannedContrasts = plannedContrasts
    self.normalizer = normalizer
  }

  /// Perturbations of each list at a scope and each strength.
  public func draws(of scope: PerturbationScope) -> Int {
    switch scope {
    case .oneBest, .selected: draws
    case .nBest: nBestDraws
    }
  }

  /// How thoroughly the corpus at a place of the run is examined.
  func depth(ofCorpus place: Int) -> CorpusDepth { place == 0 ? .whole : otherCorpora }
}
