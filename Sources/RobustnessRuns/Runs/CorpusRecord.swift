import Artifacts
public import Perturbations
public import Transcripts

/// What a run found on one corpus.
public struct CorpusRecord: Hashable, Sendable, Codable {
  public let name: String
  /// Of the corpus file.
  public let digest: Digest
  public let utterances: Int
  public let hypotheses: Int
  public let referenceWords: Int
  /// The errors of the best hypothesis among the first `limit` of each list.
  public let oracle: [OracleRecord]
  /// What each perturbation really changed.
  public let coverage: [CoverageRecord]
  /// In the order of ``RunRecord/models``.
  public let models: [ModelResult]

  package init(
    name: String, digest: Digest, utterances: Int, hypotheses: Int, referenceWords: Int,
    oracle: [OracleRecord], coverage: [CoverageRecord], models: [ModelResult]
  ) {
    self.name = name
    self.digest = digest
    self.utterances = utterances
    self.hypotheses = hypotheses
    self.referenceWords = referenceWords
    self.oracle = oracle
    self.coverage = coverage
    self.models = models
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

/// How much a condition changed, over all lists and draws.
public struct CoverageRecord: Hashable, Sendable, Codable {
  public let condition: PerturbationCondition
  /// Lists times draws.
  public let lists: Int
  /// Lists that differ from the clean one.
  public let changedLists: Int
  /// Hypotheses in scope.
  public let hypotheses: Int
  /// Words or phrases replaced in them.
  public let replacedWords: Int
  /// Words in them.
  public let words: Int

  package init(
    condition: PerturbationCondition, lists: Int, changedLists: Int, hypotheses: Int,
    replacedWords: Int, words: Int
  ) {
    self.condition = condition
    self.lists = lists
    self.changedLists = changedLists
    self.hypotheses = hypotheses
    self.replacedWords = replacedWords
    self.words = words
  }
}
