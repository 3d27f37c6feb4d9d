import ArtifactFiles
import Foundation
public import Lexicons
import PropertyTesting
public import Rescoring
public import Transcripts

/// Examines models on corpora: clean WER, NPRR under each kind of perturbation, homophone
/// discrimination and robustness properties, with intervals and the smallest counterexamples.
///
/// Perturbed lists are made once and judged by all models. The result depends on the configuration,
/// the corpora, the lexicon and the models alone: not on threads, batches or interruptions.
///
/// ```swift
/// let run = try RobustnessRun(
///   configuration: RunConfiguration(seed: 7), models: [SecondPass(model: model, interpolation: w)],
///   corpora: [try BundledCorpus.messagingTest.read()], lexicon: HomophoneIndex(lexicon))
/// let record = try run.record(programVersion: "1.0", command: "mondegreen report")
/// ```
public struct RobustnessRun: Sendable {
  public let configuration: RunConfiguration
  /// The first pass, then the models that were given.
  public let models: [SecondPass]
  public let corpora: [Corpus]
  public let lexicon: LexiconRecord
  public let properties: [any RobustnessProperty]
  private let kit: PerturbationKit
  private let plans: [PerturbationPlan]
  private let languageModel: ModelIdentity?
  private let confusions: ConfusionModelRecord?

  /// Checks that names are unique and nothing is empty.
  ///
  /// - Parameters:
  ///   - models: without the first pass, which always takes part.
  ///   - lexicon: where homophones come from.
  ///   - frequencies: the table that ranks them.
  ///   - languageModel: the n-gram behind ``LanguageCostTreatment/recomputed``.
  ///   - confusions: what ``PerturbationKind/confusions`` is made of.
  ///   - properties: by default ``RobustnessProperties/standard(candidates:languageCosts:)``.
  /// - Throws: ``RobustnessError``.
  public init(
    configuration: RunConfiguration, models: [SecondPass], corpora: [Corpus],
    lexicon: HomophoneIndex, frequencies: WordFrequencies? = nil,
    languageModel: NGramModel? = nil, confusions: ConfusionModel? = nil,
    properties: [any RobustnessProperty]? = nil
  ) throws(RobustnessError) {
    let languageCosts: LanguageCosts
    switch (configuration.languageCosts, languageModel) {
    case (.kept, _): languageCosts = .kept
    case (.recomputed, let model?):
      languageCosts = .recomputed(model, weight: configuration.languageWeight)
    case (.recomputed, nil):
      preconditionFailure("recomputed language costs need a language model")
    }
    self.languageModel = configuration.languageCosts == .kept ? nil : languageModel?.identity
    self.configuration = configuration
    self.models = [.firstPass] + models
    self.corpora = corpora
    self.lexicon = LexiconRecord(
      name: lexicon.lexicon.name, digest: lexicon.lexicon.digest,
      frequencies: frequencies?.digest)
    let kit = PerturbationKit(
      homophones: lexicon, frequencies: frequencies ?? .empty,
      candidateLimit: configuration.candidateLimit,
      minimumFrequency: configuration.minimumFrequency,
      spellings: configuration.spellingVariants == .excluded ? .english : nil,
      radius: configuration.radius, model: confusions, noise: configuration.noise)
    self.kit = kit
    self.confusions =
      configuration.perturbations.contains(.confusions)
      ? confusions.map(ConfusionModelRecord.init) : nil
    plans = try Self.plans(configuration, kit, languageCosts)
    self.properties =
      properties
      ?? RobustnessProperties.standard(
        candidates: kit.homophoneCandidates, languageCosts: languageCosts)
    var names: Set<String> = []
    for model in self.models where !names.insert(model.name).inserted {
      throw .duplicateModel(name: model.name)
    }
    if let baseline = configuration.baseline, !models.contains(where: { $0.name == baseline }) {
      throw .unknownBaseline(name: baseline, known: models.map(\.name))
    }
    var titles: Set<String> = []
    for corpus in corpora {
      if !titles.insert(corpus.name).inserted { throw .duplicateCorpus(name: corpus.name) }
      if corpus.isEmpty { throw .emptyCorpus(name: corpus.name) }
    }
  }

  /// Does the work.
  ///
  /// - Parameters:
  ///   - programVersion: for the record.
  ///   - command: what makes the record again, for the record.
  ///   - threads: how many calls to a model run at a time; the record does not depend on it.
  ///   - path: a file in which finished units are kept; a run with the same inputs goes on there.
  ///   - progress: told after each unit.
  ///   - isCancelled: asked before each unit.
  /// - Throws: ``RobustnessError``, ``RobustnessError/cancelled`` among them.
  public func record(
    programVersion: String, command: String, threads: Int = 1, journal path: String? = nil,
    progress: (RunProgress) -> Void = { _ in }, isCancelled: () -> Bool = { false }
  ) throws(RobustnessError) -> RunRecord {
    let journal = try RunJournal(path: path, run: fingerprint(programVersion))
    let total = corpora.indices.reduce(0) { $0 + units(at: configuration.depth(ofCorpus: $1)) }
    var count = 0
    let step = { (label: String) throws(RobustnessError) in
      count += 1
      progress(RunProgress(completed: count, total: total, label: label))
      if isCancelled() { throw .cancelled }
    }
    if isCancelled() { throw .cancelled }
    let records = modelRecords
    var results: [CorpusRecord] = []
    var counterexamples: [Counterexample] = []
    for (place, corpus) in corpora.enumerated() {
      let examination = CorpusExamination(
        corpus, depth: configuration.depth(ofCorpus: place), configuration: configuration,
        plans: plans(at: configuration.depth(ofCorpus: place)), kit: kit,
        properties: properties, threads: threads)
      var findings: [ModelFindings] = []
      for secondPass in models {
        let examiner = ModelExaminer(
          secondPass: secondPass, examination: examination, lexicon: lexicon.digest,
          configuration: configuration, threads: threads)
        findings.append(try examiner.findings(journal, step: step))
      }
      counterexamples += findings.flatMap { $0.properties.flatMap(\.counterexamples) }
      results.append(examination.record(findings, models: records))
    }
    return RunRecord(
      provenance: RunProvenance(
        programVersion: programVersion, command: command, lexicon: lexicon,
        confusions: confusions, configuration: configuration),
      models: records, corpora: results, counterexamples: counterexamples)
  }

  /// The perturbation of each condition, made once for all corpora.
  private static func plans(
    _ configuration: RunConfiguration, _ kit: PerturbationKit, _ languageCosts: LanguageCosts
  ) throws(RobustnessError) -> [PerturbationPlan] {
    var plans: [PerturbationPlan] = []
    var seen: Set<PerturbationKind> = []
    for kind in configuration.perturbations {
      guard seen.insert(kind).inserted else {
        throw .duplicatePerturbation(name: kind.rawValue)
      }
      for condition in configuration.conditions(of: kind, at: .whole) {
        plans.append(
          PerturbationPlan(
            condition: condition,
            perturbation: try kit.perturbation(
              kind, scope: condition.scope, strength: condition.strength ?? .words(1),
              isConsistent: configuration.replacesConsistently, languageCosts: languageCosts)))
      }
    }
    return plans
  }

  /// What is done to a corpus examined so thoroughly.
  private func plans(at depth: CorpusDepth) -> [PerturbationPlan] {
    let wanted = configuration.perturbations.flatMap {
      configuration.conditions(of: $0, at: depth)
    }
    return plans.filter { wanted.contains($0.condition) }
  }

  /// Steps of work that a corpus examined so thoroughly takes.
  private func units(at depth: CorpusDepth) -> Int {
    let variants =
      1 + plans(at: depth).reduce(0) { $0 + configuration.draws(of: $1.condition.scope) }
    let properties = depth == .whole ? properties.count : 0
    // The first pass has neither discrimination nor properties.
    return variants + (models.count - 1) * (variants + 1 + properties)
  }

  private var modelRecords: [ModelRecord] {
    models.enumerated().map { index, model in
      ModelRecord(
        identity: model.model.identity, interpolation: model.interpolation,
        role: index == 0
          ? .firstPass : model.name == configuration.baseline ? .baseline : .examined)
    }
  }

  /// A digest of everything that decides what the journal holds.
  private func fingerprint(_ programVersion: String) -> Digest {
    struct Inputs: Encodable {
      let programVersion: String
      let configuration: RunConfiguration
      let models: [ModelRecord]
      let corpora: [String: Digest]
      let lexicon: LexiconRecord
      let confusions: ConfusionModelRecord?
      let languageModel: ModelIdentity?
      let properties: [String]
    }
    let inputs = Inputs(
      programVersion: programVersion, configuration: configuration, models: modelRecords,
      corpora: Dictionary(uniqueKeysWithValues: corpora.map { ($0.name, $0.digest) }),
      lexicon: lexicon, confusions: confusions, languageModel: languageModel,
      properties: properties.map { "\($0.id): \($0.summary)" })
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let data = try? encoder.encode(inputs) else {
      preconditionFailure("a configuration's figures are finite")
    }
    return .sha256(of: data)
  }
}

extension CorpusExamination {
  /// The corpus's part of the record.
  fileprivate func record(
    _ findings: [ModelFindings], models: [ModelRecord]
  ) -> CorpusRecord {
    let utterances = prepared.utterances
    let deepest = utterances.map(\.nBest.count).max() ?? 1
    return CorpusRecord(
      name: prepared.corpus.name, digest: prepared.corpus.digest, utterances: utterances.count,
      hypotheses: utterances.reduce(0) { $0 + $1.nBest.count },
      referenceWords: utterances.indices.reduce(0) { $0 + prepared.referenceWords(of: $1) },
      oracle: [1, 5, 10, 20].filter { $0 == 1 || $0 <= max(deepest, 5) }
        .map { prepared.oracle(limit: $0) },
      coverage: coverage(), models: results(findings, models: models))
  }
}
