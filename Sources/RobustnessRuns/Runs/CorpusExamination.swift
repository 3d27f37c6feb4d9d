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
    /// Nil for the clean lists.
    let condition: PerturbationCondition?
    let draw: Int
    let lists: [PerturbedList]

    var label: String {
      guard let condition else { return "clean" }
      return "\(condition.label), draw \(draw + 1)"
    }
  }

  let prepared: PreparedCorpus
  let conditions: [PerturbationCondition]
  /// The clean lists first, then condition by condition all draws.
  let variants: [Variant]
  /// Nil where there is no lexicon to tell homophones by.
  let pairs: DiscriminationPairs?
  let propertyCases: [PropertyCases]
  let resampling: Resampling
  /// The field that utterances are clustered by; nil where each is drawn alone.
  let cluster: String?
  let groups: [ModelGroup]

  init(
    _ corpus: Corpus, depth: CorpusDepth, configuration: RunConfiguration,
    plan: PerturbationPlan, kit: PerturbationKit?, properties: [any RobustnessProperty],
    threads: Int
  ) {
    let prepared = PreparedCorpus(corpus, listLimit: configuration.listLimit)
    let seed = Seed(configuration.seed).derived(corpus.name)
    self.prepared = prepared
    conditions = plan.perturbations.map(\.condition)
    let drawn = plan.perturbations.flatMap { perturbation in
      (0..<configuration.draws(of: perturbation.condition.scope)).map {
        (perturbation: perturbation, draw: $0)
      }
    }
    let clean = Variant(
      condition: nil, draw: 0, lists: prepared.utterances.map { PerturbedList($0.nBest) })
    variants =
      [clean]
      + ConcurrentMap.map(drawn, threads: threads) { item in
        let condition = item.perturbation.condition
        let lists = prepared.utterances.map { utterance in
          let stream = condition.stream(of: utterance.id, draw: item.draw, in: seed)
          var source = ChoiceSource.random(seed: stream.value)
          return item.perturbation.perturb(
            utterance.nBest, reference: utterance.reference, source: &source)
        }
        return Variant(condition: condition, draw: item.draw, lists: lists)
      }
    pairs = kit.map { kit in
      DiscriminationPairs(
        references: prepared.utterances.map(\.reference), candidates: kit.homophoneCandidates,
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
    resampling = Resampling(
      clusters: corpus.clusters(by: configuration.cluster), resamples: configuration.resamples,
      confidence: configuration.confidence, seed: seed.derived("bootstrap"))
  }

  /// How much each condition changed.
  func coverage() -> [CoverageRecord] {
    conditions.map { condition in
      let variants = variants.filter { $0.condition == condition }
      var (changed, hypotheses, replaced, words) = (0, 0, 0, 0)
      for variant in variants {
        for (utterance, perturbed) in zip(prepared.utterances, variant.lists) {
          let scope = condition.scope == .oneBest ? 1 : utterance.nBest.count
          // Lists compare by canonical equivalence; a change of code points is a replacement.
          if !perturbed.replacements.isEmpty || perturbed.list != utterance.nBest { changed += 1 }
          hypotheses += scope
          replaced += perturbed.replacements.count
          for text in utterance.nBest.texts.prefix(scope) { words += text.spacedWords.count }
        }
      }
      return CoverageRecord(
        condition: condition, lists: variants.count * prepared.utterances.count,
        changedLists: changed, hypotheses: hypotheses, replacedWords: replaced, words: words)
    }
  }
}
