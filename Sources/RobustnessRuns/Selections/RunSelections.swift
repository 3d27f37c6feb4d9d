import Rescoring

/// What every model selected from every list of a run, with the errors of each selection: enough to
/// compute every figure of the run's ``RunRecord`` again without the models.
///
/// Written beside a report as `selections.jsonl.gz`, one JSON object a line (its grammar is in
/// `Reports/README.md`): first the run's head, then the lists, corpus by corpus.
public struct RunSelections: Hashable, Sendable {
  /// The version of this format that the program writes and reads.
  public static let version = 1

  /// The settings that intervals depend on.
  public let head: Head
  public let corpora: [CorpusSelections]

  /// The first line: what intervals are made of.
  public struct Head: Hashable, Sendable, Codable {
    public let version: Int
    /// The seed of the run.
    public let seed: UInt64
    /// The number of bootstrap resamples behind each interval.
    public let resamples: Int
    /// The confidence of each interval.
    public let confidence: Double
    /// The models' names in the order of the report; the first pass comes first.
    public let models: [String]
    /// The model that others are compared with, besides the first pass.
    public let baseline: String?
    /// Models of one recipe that differ in their training seed; nil where there are none.
    public let groups: [ModelGroup]?
    /// Comparisons of groups that were planned in advance; nil where there are none.
    public let plannedContrasts: [PlannedContrast]?
  }

  package init(head: Head, corpora: [CorpusSelections]) {
    self.head = head
    self.corpora = corpora
  }

  /// Whether the record can come from the same run: models, corpora, seed and utterances agree.
  public func belong(to record: RunRecord) -> Bool {
    head.seed == record.provenance.configuration.seed
      && head.models == record.models.map(\.identity.name)
      && corpora.map(\.corpus) == record.corpora.map(\.name)
      && zip(corpora, record.corpora).allSatisfy { mine, theirs in
        mine.lists.count { $0.condition == nil } == theirs.utterances
      }
  }
}

/// What every model selected from every list of one corpus.
public struct CorpusSelections: Hashable, Sendable {
  public let corpus: String
  /// The clean lists, then condition by condition and draw by draw all perturbed ones; behind them those of
  /// each model alone, in which what it selects is perturbed.
  public let lists: SelectedLists
  /// How the second-pass costs of references compared with those of their copies with one word
  /// replaced, utterance by utterance, for the models that were asked.
  public let discrimination: [PairOutcomes]
  /// The cases that failed, by property and model.
  public let properties: [PropertyOutcomes]

  package init(
    corpus: String, lists: SelectedLists, discrimination: [PairOutcomes],
    properties: [PropertyOutcomes]
  ) {
    self.corpus = corpus
    self.lists = lists
    self.discrimination = discrimination
    self.properties = properties
  }
}

/// How pairs of one utterance's reference with its copies came out for one model.
public struct PairOutcomes: Hashable, Sendable, Codable {
  public let corpus: String
  public let utterance: String
  public let model: String
  public let homophones: Counts
  /// The pairs of other spellings of the same word, if these are counted apart.
  public let spellings: Counts

  /// Counts of pairs of one kind.
  public struct Counts: Hashable, Sendable, Codable {
    public let pairs: Int
    /// The number of pairs in which the reference's cost is strictly lower.
    public let preferred: Int
    public let ties: Int
  }
}

/// The cases of one property that failed with one model.
public struct PropertyOutcomes: Hashable, Sendable, Codable {
  public let corpus: String
  public let model: String
  public let property: String
  public let cases: Int
  public let failures: Int
}
