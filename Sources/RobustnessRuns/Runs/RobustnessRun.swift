import Artifacts
import Counterexamples
public import Perturbations
import PropertyTesting
import Rescoring
public import Robustness
public import Transcripts

/// Examines models on corpora: WER, skill and NPRR on clean lists and under each kind of perturbation,
/// homophone discrimination and robustness properties, with intervals, paired contrasts and the
/// smallest counterexamples.
///
/// Perturbed lists are made once and judged by all models. The result depends on the configuration,
/// the corpora, the lexicon and the models alone: not on threads, batches or interruptions.
///
/// ```swift
/// let run = try RobustnessRun(
///   configuration: RunConfiguration(seed: 7), models: [SecondPass(model: model, interpolation: w)],
///   corpora: [try BundledCorpus.messagingTest.read()],
///   perturbations: try kit.perturbations([.homophones]) + [MyPerturbation()],
///   properties: RobustnessProperties.standard(under: MyPerturbation()), kit: kit)
/// let result = try run.result(programVersion: "1.0", command: "mondegreen report")
/// ```
public struct RobustnessRun: Sendable {
  public let configuration: RunConfiguration
  /// The first pass, then the models that were given.
  public let models: [SecondPass]
  public let corpora: [Corpus]
  /// One for each condition, in the order of the report.
  public let perturbations: [any Perturbation]
  public let properties: [any RobustnessProperty]
  private let kit: PerturbationKit?

  /// Checks that names are unique and nothing is empty.
  ///
  /// - Parameters:
  ///   - configuration: how thoroughly lists are perturbed and figures measured.
  ///   - models: without the first pass, which always takes part.
  ///   - corpora: the main corpus first.
  ///   - perturbations: what is done to the lists, your own perturbations as well as those of a kit
  ///     (`PerturbationKit.perturbations(_:scopes:strengths:)`). Each is a condition of its own; those
  ///     with one id share charts and tables.
  ///   - properties: none are checked where there are none.
  ///   - kit: the lexicon that homophone discrimination is tried with; nil leaves that out.
  /// - Throws: ``RunError``.
  public init(
    configuration: RunConfiguration, models: [SecondPass], corpora: [Corpus],
    perturbations: [any Perturbation], properties: [any RobustnessProperty],
    kit: PerturbationKit? = nil
  ) throws(RunError) {
    self.configuration = configuration
    self.models = [.firstPass] + models
    self.corpora = corpora
    self.perturbations = perturbations
    self.properties = properties
    self.kit = kit
    var conditions: Set<PerturbationCondition> = []
    for perturbation in perturbations
    where !conditions.insert(perturbation.condition).inserted {
      throw .duplicatePerturbation(name: perturbation.condition.label)
    }
    var names: Set<String> = []
    for model in self.models where !names.insert(model.name).inserted {
      throw .duplicateModel(name: model.name)
    }
    if let baseline = configuration.baseline, !models.contains(where: { $0.name == baseline }) {
      throw .unknownBaseline(name: baseline, known: models.map(\.name))
    }
    for field in configuration.breakdownFields ?? [] {
      guard let main = corpora.first, !main.contains(where: { $0.field(field) != nil }) else {
        continue
      }
      throw .unknownField(
        corpus: main.name, name: field, known: Set(main.flatMap(\.fields.keys)).sorted())
    }
    try ModelGroup.check(configuration.groups ?? [], known: models.map(\.name))
    try PlannedContrast.check(
      configuration.plannedContrasts ?? [], groups: configuration.groups ?? [],
      conditions: perturbations.map(\.condition))
    var titles: Set<String> = []
    for corpus in corpora {
      if !titles.insert(corpus.name).inserted { throw .duplicateCorpus(name: corpus.name) }
      if corpus.isEmpty { throw .emptyCorpus(name: corpus.name) }
      guard corpus.hasReferenceWords else {
        let prepared = PreparedCorpus(corpus, listLimit: 1)
        throw .noReferenceWords(
          corpus: corpus.name, utterances: corpus.count,
          insertions: prepared.oracle(limit: 1).errors.insertions)
      }
      if let cluster = configuration.cluster { try corpus.checkClusters(by: cluster) }
    }
  }

  /// Does the work and gives its record alone, ``result(programVersion:command:requirements:threads:shards:journal:progress:isCancelled:)``
  /// its selections too.
  public func record(
    programVersion: String, command: String, requirements: [Requirement] = [], threads: Int = 1,
    journal path: String? = nil,
    progress: (RunProgress) -> Void = { _ in }, isCancelled: () -> Bool = { false }
  ) throws(RunError) -> RunRecord {
    try result(
      programVersion: programVersion, command: command, requirements: requirements,
      threads: threads, journal: path, progress: progress, isCancelled: isCancelled
    ).record
  }

  /// Does the work.
  ///
  /// - Parameters:
  ///   - programVersion: for the record.
  ///   - command: what makes the record again, for the record.
  ///   - requirements: what the record is to judge, from ``requirements(_:)``.
  ///   - threads: how many calls to a model run at a time; the record does not depend on it.
  ///   - shards: what other processes found, from
  ///     ``examine(_:arguments:programVersion:threads:journal:progress:isCancelled:)``; then models are
  ///     asked only while failures are shrunk. The record does not depend on it.
  ///   - path: a file in which finished units are kept; a run with the same inputs goes on there.
  ///   - progress: told after each unit.
  ///   - isCancelled: asked before each unit.
  /// - Throws: ``RunError``, ``RunError/cancelled`` among them.
  public func result(
    programVersion: String, command: String, requirements: [Requirement] = [], threads: Int = 1,
    shards: MergedShards? = nil, journal path: String? = nil,
    progress: (RunProgress) -> Void = { _ in }, isCancelled: () -> Bool = { false }
  ) throws(RunError) -> RunResult {
    let run = fingerprint(programVersion).digest
    if let shards, shards.run != run {
      throw .shards(
        reason: "the shards are of another run: their corpora, models, weights, settings or "
          + "program version differ from what the same command finds here")
    }
    let journal = try RunJournal(path: path, run: run)
    let records = modelRecords
    var results: [CorpusRecord] = []
    var selections: [CorpusSelections] = []
    var counterexamples: [Counterexample] = []
    try examineCorpora(
      merged: shards, threads: threads, journal, progress: progress, isCancelled: isCancelled
    ) { examination, findings in
      counterexamples += findings.flatMap { $0.properties.flatMap(\.counterexamples) }
      let errors = ListErrors(examination, threads: threads)
      let ownErrors = findings.map { finding in
        finding.own.map { ListErrors($0.examination, knowing: errors, threads: threads) }
      }
      results.append(
        examination.record(
          findings, errors: errors, ownErrors: ownErrors, models: records,
          requirements: requirements, threads: threads))
      selections.append(
        examination.selections(
          findings, models: records, errors: errors, ownErrors: ownErrors, threads: threads))
    }
    let record = RunRecord(
      provenance: provenance(programVersion: programVersion, command: command),
      models: records, corpora: results, counterexamples: counterexamples
    ).judged(by: requirements)
    let head = RunSelections.Head(
      version: RunSelections.version, seed: configuration.seed, resamples: configuration.resamples,
      confidence: configuration.confidence, models: records.map(\.identity.name),
      baseline: configuration.baseline, groups: configuration.groups,
      plannedContrasts: configuration.plannedContrasts)
    return RunResult(record: record, selections: RunSelections(head: head, corpora: selections))
  }

  /// Does one shard's part of what models have to be asked, and keeps it in a file for
  /// ``result(programVersion:command:requirements:threads:shards:journal:progress:isCancelled:)``.
  ///
  /// - Parameters:
  ///   - shard: the part to do.
  ///   - arguments: those of the command line that decide the run, for whoever merges.
  ///   - programVersion: part of what ties the journal to the run.
  ///   - threads: the number of calls to a model that run at a time; no result depends on it.
  ///   - path: the shard's file; one of the same shard goes on there.
  ///   - progress: told after each unit.
  ///   - isCancelled: asked before each unit.
  /// - Throws: ``RunError``, ``RunError/cancelled`` among them.
  public func examine(
    _ shard: RunShard, arguments: [String], programVersion: String, threads: Int = 1,
    journal path: String, progress: (RunProgress) -> Void = { _ in },
    isCancelled: () -> Bool = { false }
  ) throws(RunError) {
    let run = fingerprint(programVersion).digest
    let journal = try RunJournal(path: path, run: ShardFile.owner(run: run, shard: shard))
    let header = ShardFile.Header(run: run, shard: shard, arguments: arguments)
    if journal.value(ShardFile.headerKey, as: ShardFile.Header.self) != header {
      try journal.keep(header, under: ShardFile.headerKey)
    }
    try examineCorpora(
      shard: shard, threads: threads, journal, progress: progress, isCancelled: isCancelled
    ) { _, _ in }
    if journal.value(ShardFile.finishedKey, as: Bool.self) == nil {
      try journal.keep(true, under: ShardFile.finishedKey)
    }
  }

  /// Takes every model through every corpus, unit by unit.
  ///
  /// - Parameter body: given each corpus's findings, in the order of the models.
  private func examineCorpora(
    shard: RunShard? = nil, merged: MergedShards? = nil, threads: Int,
    _ journal: borrowing RunJournal, progress: (RunProgress) -> Void, isCancelled: () -> Bool,
    _ body: (CorpusExamination, [ModelFindings]) -> Void
  ) throws(RunError) {
    if isCancelled() { throw .cancelled }
    // A shard has no figures; those of a whole run follow each corpus.
    let total = units + (shard == nil ? corpora.count : 0)
    let expected = expectedWork
    var count = 0
    var done = 0.0
    var fresh = 0.0
    func tell(_ label: String) {
      progress(
        RunProgress(
          completed: count, total: total, share: count == total ? 1 : min(done, 1),
          freshShare: fresh, label: label))
    }
    for (place, corpus) in corpora.enumerated() {
      let work = RunWork(of: corpus, configuration)
      let depth = configuration.depth(ofCorpus: place)
      let examination = CorpusExamination(
        corpus, depth: depth, configuration: configuration,
        plan: PerturbationPlan(perturbations, at: depth), kit: kit, properties: properties,
        previousUtterances: models.previousUtterances, shard: shard, threads: threads)
      var findings: [ModelFindings] = []
      for (number, secondPass) in models.enumerated() {
        let step = { (step: ModelExaminer.Step) throws(RunError) in
          count += 1
          let texts = work.texts(step.unit, isFirstPass: number == 0) / expected
          done += texts
          if !step.isKept { fresh += texts }
          tell("\(secondPass.name) on \(corpus.name): \(step.label)")
          if isCancelled() { throw .cancelled }
        }
        let examiner = ModelExaminer(
          secondPass: secondPass, isFirstPass: number == 0, examination: examination,
          configuration: configuration, merged: merged, threads: threads)
        findings.append(try examiner.findings(journal, step: step))
      }
      guard shard == nil else { continue }
      // How long that takes depends on the lists alone, which no model is asked about any more.
      tell("figures of \(corpus.name)")
      body(examination, findings)
      count += 1
      tell("figures of \(corpus.name)")
    }
  }

  /// How this run's record is made.
  func provenance(programVersion: String, command: String) -> RunProvenance {
    RunProvenance(
      programVersion: programVersion, command: command,
      perturbations: perturbations.map(\.recipe), homophones: homophones,
      configuration: configuration)
  }

  /// The recipe of the homophones that discrimination is tried on.
  private var homophones: PerturbationRecipe? {
    kit?.homophoneCandidates.settings.map { .shipped($0) }
  }

  /// Steps of work that all corpora take.
  private var units: Int {
    corpora.indices.reduce(0) { $0 + units(at: configuration.depth(ofCorpus: $1)) }
  }

  /// Steps of work that a corpus examined so thoroughly takes.
  private func units(at depth: CorpusDepth) -> Int {
    let plan = PerturbationPlan(perturbations, at: depth)
    let variants =
      1 + plan.perturbations.reduce(0) { $0 + configuration.draws(of: $1.condition.scope) }
    let properties = depth == .whole ? properties.count : 0
    let discrimination = kit == nil ? 0 : 1
    // The first pass has neither discrimination nor properties.
    return variants + (models.count - 1) * (variants + discrimination + properties)
  }

  /// The work that all corpora are expected to take, in texts to score.
  private var expectedWork: Double {
    corpora.enumerated().reduce(0) { sum, item in
      let (place, corpus) = item
      let depth = configuration.depth(ofCorpus: place)
      let plan = PerturbationPlan(perturbations, at: depth)
      let variants = plan.perturbations.flatMap { perturbation in
        let scope = perturbation.condition.scope
        return [RunWork.Unit](
          repeating: .lists(scope), count: configuration.draws(of: scope))
      }
      return sum
        + RunWork(of: corpus, configuration).total(
          [.lists(nil)] + variants, discrimination: kit != nil,
          properties: depth == .whole ? properties.count : 0, models: models.count)
    }
  }

  /// The models that take part, the first pass first.
  var modelRecords: [ModelRecord] {
    models.enumerated().map { index, model in
      ModelRecord(
        identity: model.model.identity, interpolation: model.interpolation, weights: model.weights,
        role: index == 0
          ? .firstPass : model.name == configuration.baseline ? .baseline : .examined)
    }
  }

  /// Everything that decides what the journal holds.
  private func fingerprint(_ programVersion: String) -> RunFingerprint {
    RunFingerprint(
      programVersion: programVersion, configuration: configuration, models: modelRecords,
      corpora: corpora.map { .init(name: $0.name, utterances: $0.contentDigest) },
      perturbations: perturbations.map(\.recipe), homophones: homophones,
      properties: properties.map {
        .init(id: $0.id, summary: $0.summary, recipe: $0.perturbation.recipe)
      })
  }
}

extension Corpus {
  /// Whether any reference has a word left when it is normalized.
  fileprivate var hasReferenceWords: Bool {
    utterances.contains { !TextNormalizer.standard.words(in: $0.reference).isEmpty }
  }
}

extension CorpusExamination {
  /// The corpus's part of the record.
  fileprivate func record(
    _ findings: [ModelFindings], errors: ListErrors, ownErrors: [ListErrors?],
    models: [ModelRecord], requirements: [Requirement], threads: Int
  ) -> CorpusRecord {
    let utterances = prepared.utterances
    let results = results(
      findings, errors: errors, ownErrors: ownErrors, models: models, requirements: requirements,
      threads: threads)
    let deepest = utterances.lazy.map(\.nBest.count).max() ?? 1
    let notices = prepared.corpus.survey.notices + [prepared.notice].compactMap(\.self)
    return CorpusRecord(
      name: prepared.corpus.name, digest: prepared.corpus.digest,
      notices: notices.isEmpty ? nil : notices, utterances: utterances.count,
      hypotheses: utterances.reduce(0) { $0 + $1.nBest.count },
      referenceWords: utterances.indices.reduce(0) { $0 + prepared.referenceWords(of: $1) },
      resampling: ResamplingRecord(resampling, cluster: cluster),
      oracle: [1, 5, 10, 20].filter { $0 == 1 || $0 <= max(deepest, 5) }
        .map { prepared.oracle(limit: $0) },
      cleanBaselines: results.cleanBaselines, perturbedBaselines: results.perturbedBaselines,
      contrasts: results.contrasts, requiredContrasts: results.requiredContrasts,
      leads: results.leads, groups: results.groups, groupContrasts: results.groupContrasts,
      coverage: coverage(
        with: findings.compactMap { $0.own?.examination }, threads: threads),
      models: results.models,
      breakdowns: results.breakdowns.isEmpty ? nil : results.breakdowns)
  }
}
