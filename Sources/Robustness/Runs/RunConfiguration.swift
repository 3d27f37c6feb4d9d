/// What a run examines and how thoroughly. Two runs of one configuration on the same inputs give the
/// same record.
public struct RunConfiguration: Hashable, Sendable, Codable {
  /// Everything random follows from it.
  public let seed: UInt64
  /// At most so many hypotheses of a list are used.
  public let listLimit: Int
  /// The ways in which the first pass goes wrong, in the order of the report.
  public let perturbations: [PerturbationKind]
  /// Which hypotheses are perturbed.
  public let scopes: [PerturbationScope]
  /// How strongly; NPRR is reported for each.
  public let strengths: [Strength]
  /// Perturbations of each list at each strength where the 1-best alone is perturbed: the K of NPRR.
  public let draws: Int
  /// The same where all N hypotheses are: each such draw has N texts to score, and averages over as
  /// many replacements.
  public let nBestDraws: Int
  /// At most so many homophones of a word are considered, most frequent first.
  public let candidateLimit: Int
  /// Homophones whose frequency in the lexicon's table is lower are left out.
  public let minimumFrequency: Int
  /// Whether other spellings of a word are among its homophones, or told apart from them and
  /// reported apart.
  public let spellingVariants: SpellingTreatment
  /// How far near-homophones and junctures may be from what was said, in units of
  /// `PhoneDistances`; nil: one phone, and not at all.
  public let radius: Double?
  /// Of score noise.
  public let noise: ScoreNoise.Distribution
  /// Whether a word that is replaced in several hypotheses of a list becomes the same homophone in
  /// all of them.
  public let replacesConsistently: Bool
  /// What becomes of the first pass's language cost when words change.
  public let languageCosts: LanguageCostTreatment
  /// How much of a moved language cost reaches the first pass's total: the language weight that the
  /// recogniser decoded with. The bundled corpora have `total = acoustic + 9.5 · language`.
  public let languageWeight: Double
  /// Bootstrap resamples behind each interval.
  public let resamples: Int
  /// Coverage of each interval, 0.95 for 95 %.
  public let confidence: Double
  /// Name of the model that the others are compared with, besides the first pass.
  public let baseline: String?
  /// Lists that each property examines for each model.
  public let propertyCases: Int
  /// Failures that are shrunk to counterexamples, per property, model and corpus.
  public let counterexamples: Int
  /// How thoroughly corpora after the first are examined.
  public let otherCorpora: CorpusDepth

  public init(
    seed: UInt64 = 1, listLimit: Int = 20,
    perturbations: [PerturbationKind] = [.homophones],
    scopes: [PerturbationScope] = [.oneBest, .nBest],
    strengths: [Strength] = [.words(1), .words(2), .words(3)], draws: Int = 3,
    nBestDraws: Int = 1,
    candidateLimit: Int = 5, minimumFrequency: Int = 50,
    spellingVariants: SpellingTreatment = .excluded, radius: Double? = nil,
    noise: ScoreNoise.Distribution = .normal(deviation: 1), replacesConsistently: Bool = true,
    languageCosts: LanguageCostTreatment = .kept, languageWeight: Double = 9.5,
    resamples: Int = 2_000,
    confidence: Double = 0.95, baseline: String? = nil, propertyCases: Int = 100,
    counterexamples: Int = 1, otherCorpora: CorpusDepth = .brief
  ) {
    self.seed = seed
    self.listLimit = listLimit
    self.perturbations = perturbations
    self.scopes = scopes
    self.strengths = strengths
    self.draws = draws
    self.nBestDraws = nBestDraws
    self.candidateLimit = candidateLimit
    self.minimumFrequency = minimumFrequency
    self.spellingVariants = spellingVariants
    self.radius = radius
    self.noise = noise
    self.replacesConsistently = replacesConsistently
    self.languageCosts = languageCosts
    self.languageWeight = languageWeight
    self.resamples = resamples
    self.confidence = confidence
    self.baseline = baseline
    self.propertyCases = propertyCases
    self.counterexamples = counterexamples
    self.otherCorpora = otherCorpora
  }

  /// Perturbations of each list at a scope and each strength.
  public func draws(of scope: PerturbationScope) -> Int {
    switch scope {
    case .oneBest: draws
    case .nBest: nBestDraws
    }
  }

  /// How thoroughly the corpus at a place of the run is examined.
  func depth(ofCorpus place: Int) -> CorpusDepth { place == 0 ? .whole : otherCorpora }

  /// The scopes that are perturbed in a corpus examined so thoroughly.
  func scopes(at depth: CorpusDepth) -> [PerturbationScope] {
    depth == .whole ? scopes : scopes.filter { $0 == .oneBest }
  }
}

extension RunConfiguration {
  /// The conditions under which a kind is examined: scopes, and strengths within them, as far as they
  /// mean anything to it.
  ///
  /// - Parameter depth: how thoroughly the corpus is examined.
  public func conditions(
    of kind: PerturbationKind, at depth: CorpusDepth = .whole
  ) -> [PerturbationCondition] {
    var found: [PerturbationCondition] = []
    for scope in scopes(at: depth) {
      for strength in strengths {
        let condition = PerturbationCondition(kind, scope: scope, strength: strength)
        if !found.contains(condition) { found.append(condition) }
      }
    }
    return found
  }
}

/// What becomes of a perturbed hypothesis's first-pass language cost. Its acoustic cost always
/// stays: a homophone sounds the same.
public enum LanguageCostTreatment: String, Hashable, Sendable, Codable {
  /// As the first pass reported it for the clean text.
  case kept
  /// Moved by what an n-gram thinks of the change: `l + ngram(perturbed) − ngram(clean)`, and the
  /// total by the language weight times that.
  case recomputed
}
