import Artifacts
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import Transcripts

/// Everything about one corpus that is the same for all models: made once.
struct CorpusExamination: Sendable {
  /// The corpus's lists as they are or under one draw of one condition.
  struct Variant: Sendable {
    /// The condition; nil for the clean lists.
    let condition: PerturbationCondition?
    let draw: Int
    let lists: PerturbedLists

    /// What the journal calls it; another word would make a journal of an earlier version start over.
    var label: String {
      guard let condition else { return "clean" }
      return "\(condition.label), draw \(draw + 1)"
    }

    /// A description for people, such as "homophones in the top hypothesis, 2 words, draw 1".
    var words: String {
      guard let condition else { return "clean lists" }
      let place =
        switch condition.scope {
        case .oneBest: "the top hypothesis"
        case .nBest: "all hypotheses"
        case .selected: "the selected hypothesis"
        }
      let name = condition.perturbation.replacing("-", with: " ")
      let strength = condition.strength.map { ", \($0)" } ?? ""
      return "\(name) in \(place)\(strength), draw \(draw + 1)"
    }
  }

  let prepared: PreparedCorpus
  /// All that is examined, in the order of the report.
  var planned: [PerturbationCondition] { perturbations.map(\.condition) }
  /// The perturbations that make the lists.
  let perturbations: [any Perturbation]
  /// The conditions whose lists are in ``variants``.
  let conditions: [PerturbationCondition]
  /// The clean lists first, then condition by condition all draws.
  let variants: [Variant]
  /// Perturbations of what a model selects: their lists differ between models.
  let ofSelections: [any Perturbation]
  /// What the model selected that the lists in ``variants`` belong to; nil where they are everybody's.
  let selected: Choices?
  /// Nil where there is no lexicon to tell homophones by.
  let pairs: DiscriminationPairs?
  let propertyCases: [PropertyCases]
  let resampling: Resampling
  /// The field that utterances are clustered by; nil where each is drawn alone.
  let cluster: String?
  let groups: [ModelGroup]
  let configuration: RunConfiguration
  /// The parts of the corpus by the fields of the run's breakdowns that it has.
  let fieldParts: [String: [ListParts.Part]]
  /// The parts by what was replaced: word classes and names.
  let replacementParts: [ListParts]
  /// The part of the work that is done; nil does all. Lists of other parts are left as they are.
  let shard: RunShard?

  init(
    _ corpus: Corpus, depth: CorpusDepth, configuration: RunConfiguration,
    plan: PerturbationPlan, kit: PerturbationKit?, properties: [any RobustnessProperty],
    previousUtterances: Int? = nil, shard: RunShard? = nil, threads: Int
  ) {
    let prepared = PreparedCorpus(
      corpus, listLimit: configuration.listLimit, previousUtterances: previousUtterances)
    let seed = Seed(configuration.seed).derived(corpus.name)
    self.prepared = prepared
    self.configuration = configuration
    fieldParts = prepared.fieldParts(configuration.breakdownFields ?? [])
    let language = kit?.language ?? .english
    replacementParts = [
      .wordClasses(language), .names(in: prepared.corpus.utterances, language),
    ]
    self.shard = shard
    perturbations = plan.perturbations
    let shared = plan.perturbations.filter { $0.condition.scope != .selected }
    ofSelections = plan.perturbations.filter { $0.condition.scope == .selected }
    conditions = shared.map(\.condition)
    selected = nil
    let clean = Variant(
      condition: nil, draw: 0,
      lists: PerturbedLists(
        count: prepared.utterances.count, isHeld: prepared.utterances.areInMemory
      ) {
        PerturbedList(prepared.utterances[$0].nBest)
      })
    variants =
      [clean]
      + Self.variants(of: prepared, by: shared, configuration, shard: shard, threads: threads) {
        perturbation, utterance, source in
        perturbation.perturb(
          prepared.utterances[utterance].nBest,
          reference: prepared.utterances[utterance].reference, source: &source)
      }
    pairs = kit.map { kit in
      DiscriminationPairs(
        references: prepared.discriminationReferences, candidates: kit.homophoneCandidates,
        contexts: previousUtterances.map { _ in Self.contexts(of: prepared.utterances) },
        spellings: kit.settings.spellings == .excluded ? kit.spellingConfusions : nil)
    }
    let examined = depth == .whole ? properties : []
    propertyCases = examined.map { property in
      PropertyCases(
        of: property, in: prepared, limit: configuration.propertyCases,
        seed: Seed(configuration.seed))
    }
    cluster = configuration.cluster
    groups = configuration.groups ?? []
    resampling =
      configuration.cluster.map {
        Resampling(
          clusters: corpus.clusters(by: $0), resamples: configuration.resamples,
          confidence: configuration.confidence, seed: seed.derived("bootstrap"))
      }
      ?? Resampling(
        utterances: corpus.count, resamples: configuration.resamples,
        confidence: configuration.confidence, seed: seed.derived("bootstrap"))
  }

  /// The same corpus with the lists of one model: the clean ones and those in which what it selected from
  /// them is perturbed, nothing else.
  ///
  /// - Parameter selected: the index that the model selected from each clean list.
  init(of selected: Choices, in all: CorpusExamination, threads: Int) {
    let prepared = all.prepared
    self.prepared = prepared
    configuration = all.configuration
    fieldParts = all.fieldParts
    replacementParts = all.replacementParts
    shard = all.shard
    perturbations = all.perturbations
    conditions = all.ofSelections.map(\.condition)
    ofSelections = all.ofSelections
    self.selected = selected
    variants =
      [all.variants[0]]
      + Self.variants(
        of: prepared, by: all.ofSelections, configuration, shard: all.shard, threads: threads
      ) {
        perturbation, utterance, source in
        perturbation.perturb(
          prepared.utterances[utterance].nBest, selected: selected[utterance],
          reference: prepared.utterances[utterance].reference, source: &source)
      }
    pairs = nil
    propertyCases = []
    cluster = all.cluster
    groups = all.groups
    resampling = all.resampling
  }

  private static func contexts(of utterances: Utterances) -> @Sendable (Int) -> ListContext? {
    { utterances[$0].nBest.context }
  }

  /// Condition by condition all draws of all lists, each from a stream of its own.
  private static func variants(
    of prepared: PreparedCorpus, by perturbations: [any Perturbation],
    _ configuration: RunConfiguration, shard: RunShard?, threads: Int,
    perturb: @escaping @Sendable (any Perturbation, Int, inout ChoiceSource) -> PerturbedList
  ) -> [Variant] {
    let seed = Seed(configuration.seed).derived(prepared.corpus.name)
    let drawn = perturbations.flatMap { perturbation in
      (0..<configuration.draws(of: perturbation.condition.scope)).map {
        (perturbation: perturbation, draw: $0)
      }
    }
    return ConcurrentMap.map(drawn, threads: threads) { item in
      let condition = item.perturbation.condition
      let lists = PerturbedLists(
        count: prepared.utterances.count, isHeld: prepared.utterances.areInMemory
      ) { utterance -> PerturbedList in
        guard shard?.contains(utterance) ?? true else {
          return PerturbedList(prepared.utterances[utterance].nBest)
        }
        let stream = condition.stream(
          of: prepared.utterances[utterance].id, draw: item.draw, in: seed)
        var source = ChoiceSource.random(seed: stream.value)
        return perturb(item.perturbation, utterance, &source)
          .standing(in: prepared.utterances[utterance].nBest.context)
      }
      return Variant(condition: condition, draw: item.draw, lists: lists)
    }
  }
}
