public import Perturbations
public import Robustness
public import Transcripts

/// What one model did on one corpus.
public struct ModelResult: Hashable, Sendable, Codable {
  /// The model's name, as in ``ModelRecord/identity``.
  public let model: String
  public let clean: CleanResult
  /// One for each condition and counting, in the configuration's order.
  public let perturbed: [PerturbedResult]
  /// Nil for the first pass, which has no second-pass cost to compare.
  public let discrimination: DiscriminationResult?
  /// The same for other spellings of a word ("colour" and "color"), where they are told apart from
  /// homophones and a reference has any: whether the model keeps to the reference's spelling.
  public let spellings: DiscriminationResult?
  public let properties: [PropertyResult]
  /// Texts of the corpus that the model does not read to their ends; nil where it reads all.
  public let cutTexts: CutTexts?

  package init(
    model: String, clean: CleanResult, perturbed: [PerturbedResult],
    discrimination: DiscriminationResult?, spellings: DiscriminationResult? = nil,
    properties: [PropertyResult], cutTexts: CutTexts? = nil
  ) {
    self.model = model
    self.clean = clean
    self.perturbed = perturbed
    self.discrimination = discrimination
    self.spellings = spellings
    self.properties = properties
    self.cutTexts = cutTexts
  }
}

/// Selections from the lists as the first pass gave them.
public struct CleanResult: Hashable, Sendable, Codable {
  public let errors: WordErrorRate
  public let wer: Estimate
  /// `WER − WER_oracle`: errors that a better choice would have avoided, 0.01 is one point. Nil in
  /// records of versions that did not measure it, like ``skill``.
  public let regret: Figure?
  /// `(WER_random − WER) / (WER_random − WER_oracle)`: 1 is perfect, 0 is chance.
  public let skill: Figure?
  /// `(WER_first − WER) / (WER_first − WER_oracle)`: the share of the first pass's avoidable errors that is
  /// avoided. Nil for the first pass itself and in records of versions that did not measure it.
  public let headroomRecovered: Figure?
  /// Utterances in which the selected hypothesis is not the first pass's top one.
  public let changedSelections: Int
  /// Against the first pass; nil for the first pass itself.
  public let againstFirstPass: Comparison?
  /// Against the baseline model; nil for itself, the first pass, and where there is none.
  public let againstBaseline: Comparison?

  package init(
    errors: WordErrorRate, wer: Estimate, regret: Figure? = nil, skill: Figure? = nil,
    headroomRecovered: Figure? = nil, changedSelections: Int, againstFirstPass: Comparison?,
    againstBaseline: Comparison?
  ) {
    self.errors = errors
    self.wer = wer
    self.regret = regret
    self.skill = skill
    self.headroomRecovered = headroomRecovered
    self.changedSelections = changedSelections
    self.againstFirstPass = againstFirstPass
    self.againstBaseline = againstBaseline
  }
}

/// A model's clean WER beside another's on the same utterances.
public struct Comparison: Hashable, Sendable, Codable {
  /// Relative WER reduction, `(WER_other − WER_this) / WER_other`: positive is better. Where the
  /// other makes no error, if only in some resample, the difference `WER_other − WER_this`, and `isRelative` is false.
  public let reduction: Estimate
  public let isRelative: Bool
  /// Two-sided p of the matched-pairs test `MatchedPairs`, each utterance a segment.
  public let matchedPairsP: Double

  package init(reduction: Estimate, isRelative: Bool, matchedPairsP: Double) {
    self.reduction = reduction
    self.isRelative = isRelative
    self.matchedPairsP = matchedPairsP
  }
}

/// Selections under one perturbation, counted one way.
public struct PerturbedResult: Hashable, Sendable, Codable {
  public let condition: PerturbationCondition
  public let counting: Counting
  /// The errors, summed over all draws.
  public let errors: WordErrorRate
  public let wer: Estimate
  /// The baselines of the model's own lists, where its own selections are perturbed; nil where the lists are those of all
  /// models (``CorpusRecord/perturbedBaselines``).
  public let baselines: ListBaselines?
  /// `WER − WER_oracle` of the same perturbed lists, 0.01 is one point. Nil in records of versions
  /// that did not measure it, like ``skill``, ``skillKept`` and ``moves``.
  public let regret: Figure?
  /// `(WER_random − WER) / (WER_random − WER_oracle)` of the same perturbed lists: 1 is perfect, 0 is
  /// chance.
  public let skill: Figure?
  /// `skill / clean skill`, where the interval of the clean skill lies above 0.
  public let skillKept: Figure?
  /// `(WER_first − WER) / (WER_first − WER_oracle)` of the same perturbed lists. It does not compare
  /// conditions: a perturbation of the top hypothesis damages the first pass that it starts from.
  public let headroomRecovered: Figure?
  /// What moving away from the clean choice was worth.
  public let moves: MovedChoices?
  /// Relative degradation of the WER. It does not compare models of different clean WER.
  public let nprr: Degradation
  /// Share of lists and draws in which the clean choice was kept.
  public let keptSelections: Double

  package init(
    condition: PerturbationCondition, counting: Counting, errors: WordErrorRate, wer: Estimate,
    baselines: ListBaselines? = nil, regret: Figure? = nil, skill: Figure? = nil,
    skillKept: Figure? = nil, headroomRecovered: Figure? = nil, moves: MovedChoices? = nil,
    nprr: Degradation, keptSelections: Double
  ) {
    self.condition = condition
    self.counting = counting
    self.errors = errors
    self.wer = wer
    self.baselines = baselines
    self.regret = regret
    self.skill = skill
    self.skillKept = skillKept
    self.headroomRecovered = headroomRecovered
    self.moves = moves
    self.nprr = nprr
    self.keptSelections = keptSelections
  }
}

/// How one property fared with one model on a sample of a corpus.
public struct PropertyResult: Hashable, Sendable, Codable {
  /// The property's id.
  public let property: String
  /// The number of cases examined.
  public let cases: Int
  /// Cases whose margin is negative, or in which the model gave no usable cost.
  public let failures: Int
  /// `failures / cases` with its interval: exact (Clopper and Pearson) where cases are independent. Nil
  /// without cases, and in records of versions that did not measure it.
  public let failureRate: Estimate?
  /// The lowest margin; nil when no case has one. Its meaning and unit are the property's.
  public let worstMargin: Double?
  /// Ids of the counterexamples in ``RunRecord/counterexamples`` that were shrunk from failures.
  public let counterexamples: [String]

  package init(
    property: String, cases: Int, failures: Int, worstMargin: Double?,
    failureRate: Estimate? = nil, counterexamples: [String]
  ) {
    self.property = property
    self.cases = cases
    self.failures = failures
    self.failureRate = failureRate
    self.worstMargin = worstMargin
    self.counterexamples = counterexamples
  }
}
