import Artifacts
public import Perturbations
public import Transcripts

/// What a run found on one corpus.
public struct CorpusRecord: Hashable, Sendable, Codable {
  public let name: String
  /// The digest of the corpus file.
  public let digest: Digest
  /// What a reader should know of its lists, a sentence each; nil where there is nothing, and in records of
  /// versions that did not look.
  public let notices: [String]?
  public let utterances: Int
  public let hypotheses: Int
  public let referenceWords: Int
  /// What was resampled for the intervals, and how. Nil in records of versions that resampled utterances
  /// and read percentiles of a bootstrap.
  public let resampling: ResamplingRecord?
  /// The errors of the best hypothesis among the first `limit` of each list.
  public let oracle: [OracleRecord]
  /// Oracle and random pick on the clean lists that the models saw. Nil in records of versions that
  /// did not measure it, like ``perturbedBaselines``, ``contrasts`` and ``leads``.
  public let cleanBaselines: ListBaselines?
  /// The same on the perturbed lists, condition by condition, both countings.
  public let perturbedBaselines: [ConditionBaselines]?
  /// Every examined model against the baseline, or against the first pass where there is none, paired
  /// and corrected by Holm within each measure, condition and counting.
  public let contrasts: [Contrast]?
  /// The further paired differences that requirements of the run ask for; nil where they ask for none.
  public let requiredContrasts: [Contrast]?
  /// The models that lead by WER and by skill kept in each condition, as heard, and by how much: what a sentence
  /// may say.
  public let leads: [Lead]?
  /// Means over the training seeds of each group; nil where the run has no groups.
  public let groups: [GroupResult]?
  /// What the run's planned comparisons of groups came to; nil where it planned none.
  public let groupContrasts: [GroupContrast]?
  /// What each perturbation actually changed.
  public let coverage: [CoverageRecord]
  /// The results of the models, in the order of ``RunRecord/models``.
  public let models: [ModelResult]
  /// How the models fare in parts of the corpus, condition by condition. Nil where nothing was perturbed, and
  /// in records of versions that did not break corpora down.
  public let breakdowns: [BreakdownRecord]?

  package init(
    name: String, digest: Digest, notices: [String]? = nil, utterances: Int, hypotheses: Int,
    referenceWords: Int, resampling: ResamplingRecord? = nil,
    oracle: [OracleRecord], cleanBaselines: ListBaselines? = nil,
    perturbedBaselines: [ConditionBaselines]? = nil, contrasts: [Contrast]? = nil,
    requiredContrasts: [Contrast]? = nil, leads: [Lead]? = nil, groups: [GroupResult]? = nil,
    groupContrasts: [GroupContrast]? = nil,
    coverage: [CoverageRecord], models: [ModelResult], breakdowns: [BreakdownRecord]? = nil
  ) {
    self.name = name
    self.digest = digest
    self.notices = notices
    self.utterances = utterances
    self.hypotheses = hypotheses
    self.referenceWords = referenceWords
    self.resampling = resampling
    self.oracle = oracle
    self.cleanBaselines = cleanBaselines
    self.perturbedBaselines = perturbedBaselines
    self.contrasts = contrasts
    self.requiredContrasts = requiredContrasts
    self.leads = leads
    self.groups = groups
    self.groupContrasts = groupContrasts
    self.coverage = coverage
    self.models = models
    self.breakdowns = breakdowns
  }
}

/// Errors that no choice within the first `limit` hypotheses could avoid.
public struct OracleRecord: Hashable, Sendable, Codable {
  public let limit: Int
  public let errors: WordErrorRate

  package init(limit: Int, errors: WordErrorRate) {
    self.limit = limit
    self.errors = errors
  }
}

extension CorpusRecord {
  /// Whether a perturbation that should have changed lists changed none, so that its figures are those of the clean
  /// lists.
  package func isIdle(_ condition: PerturbationCondition) -> Bool {
    condition.perturbation != PerturbationKind.unperturbed.rawValue
      && coverage.contains { $0.condition == condition && $0.lists > 0 && $0.changedLists == 0 }
  }
}

/// How much a condition changed, over all lists and draws.
public struct CoverageRecord: Hashable, Sendable, Codable {
  public let condition: PerturbationCondition
  /// Lists times draws, of all models where each has lists of its own.
  public let lists: Int
  /// Lists that differ from the clean one.
  public let changedLists: Int
  /// The number of hypotheses in scope.
  public let hypotheses: Int
  /// Words or phrases replaced in them.
  public let replacedWords: Int
  /// The number of words in them.
  public let words: Int
  /// The number of these words that can be perturbed at all; nil where phrases change, or the list, and in records of
  /// versions that did not count them.
  public let changeableWords: Int?
  /// Hypotheses whose text became that of another one of their list, so that a recognizer would have merged
  /// them; nil in records of versions that did not count them.
  public let mergedTexts: Int?

  package init(
    condition: PerturbationCondition, lists: Int, changedLists: Int, hypotheses: Int,
    replacedWords: Int, words: Int, changeableWords: Int? = nil, mergedTexts: Int? = nil
  ) {
    self.changeableWords = changeableWords
    self.mergedTexts = mergedTexts
    self.condition = condition
    self.lists = lists
    self.changedLists = changedLists
    self.hypotheses = hypotheses
    self.replacedWords = replacedWords
    self.words = words
  }
}
