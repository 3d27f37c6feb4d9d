import ArgumentParser
import Artifacts
import BundledCorpora
import Foundation
import Lexicons
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessReports
import RobustnessRuns
import Transcripts

/// `mondegreen report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Examine models on N-best lists and write a report as HTML, JSON, Markdown and CSV.",
    discussion: """
      For each model the report has WER, skill (1 is the best possible choice, 0 is chance) and NPRR (N-best \
      perturbation-based rescoring robustness), on clean lists and with words replaced by homophones in the top \
      hypothesis, in all hypotheses, or in the one that the model selects. It shows which choices \
      change under perturbation and whether for the worse, how well the model tells homophones apart, which \
      robustness properties fail, and the smallest lists that break them. All figures have 95% intervals and \
      paired differences from the baseline. The first corpus is the main one; the others show what adaptation forgets.

      Without options it examines the bundled models on the bundled test sets. The same inputs and seed give \
      the same files, byte for byte, on any number of threads. Finished work is kept in a journal: after an \
      interruption, run the same command again to resume.

      With --require it is a gate. A requirement is met if the whole interval meets the bound, missed if \
      none of it does, and undecided otherwise. It may name a corpus, a perturbation with scope and \
      strength, and, before a colon, the only model it applies to; by default it applies to the clean \
      lists of the main corpus and to every model but the first pass.

      \(ModelOptions.discussion)

      \(CorpusOptions.discussion)

      EXAMPLE
        mondegreen report --model mine=process:./score.py --corpus my.jsonl \\
          --tune-on my-dev.jsonl
        mondegreen report --perturbation spelling-variants \\
          --perturbation junctures --output Reports/kinds
        mondegreen report --require "wer <= 22%" \\
          --require "skill-kept(homophones, 1-best, 2) >= 0.7"
      """)

  @OptionGroup(title: OptionTitle.everyday) var models: ModelOptions
  @OptionGroup(title: OptionTitle.everyday) var main: ReportOptions
  @OptionGroup(title: OptionTitle.everyday) var budgets: RequirementOptions
  @OptionGroup(title: OptionTitle.lists) var scores: ScoreOptions
  @OptionGroup(title: OptionTitle.perturbation) var kinds: PerturbationKindOptions
  @OptionGroup(title: OptionTitle.perturbation) var targets: TargetOptions
  @OptionGroup(title: OptionTitle.perturbation) var parts: PerturbationParts
  @OptionGroup(title: OptionTitle.perturbation) var homophones: HomophoneOptions
  @OptionGroup(title: OptionTitle.lexicon) var lexicon: LexiconOptions
  @OptionGroup(title: OptionTitle.properties) var properties: PropertyOptions
  @OptionGroup(title: OptionTitle.statistics) var settings: RunOptions
  @OptionGroup(title: OptionTitle.statistics) var statistics: StatisticsOptions
  @OptionGroup(title: OptionTitle.output) var sharing: SharingOptions
  @OptionGroup(title: OptionTitle.output) var forms: ReportFormOptions
  @OptionGroup(title: OptionTitle.running) var threads: ThreadOptions
  @OptionGroup(title: OptionTitle.running) var numbers: PrecisionOptions
  @OptionGroup(title: OptionTitle.running) var processes: ProcessOptions
  @OptionGroup(title: OptionTitle.running) var keeping: JournalOptions

  @OptionGroup var form: OutputOptions

  func validate() throws {
    if kinds.perturbations.contains(.confusions), parts.confusionModel == nil {
      throw ValidationError("--perturbation confusions: expected --confusion-model, found none")
    }
  }

  /// The properties named, or those that every report has.
  private func examined(_ kit: PerturbationKit) throws -> [any RobustnessProperty] {
    let homophones = try kit.perturbation(.homophones)
    return properties.ids.isEmpty
      ? RobustnessProperties.standard(under: homophones)
      : try properties.properties(kit, under: homophones)
  }

  func run() throws {
    let arguments = CommandLineRecord.current
    guard let shard = keeping.shard else { return try report(arguments: arguments) }
    let path = try keeping.journal ?? main.folder + "/" + ShardFile.name(of: shard)
    if keeping.restart { try RunJournal.remove(at: path) }
    try JournaledRun(journal: path, threads: threads.threads).examine(
      shard, of: prepared().run, journal: path)
    Results.files([path])
  }

  /// The run as the options say.
  private func prepared() throws -> (run: RobustnessRun, requirements: [Requirement]) {
    try checkOutputs()
    let corpora = try readCorpora()
    let secondPasses = try models.secondPasses(
      from: models.catalog(
        scores, TestedCorpora(corpora, names: main.corpusNames), numbers, processes))
    let language = scores.normalization.choice
    let (index, frequencies) = try homophones.read(lexicon, language)
    let words = try lexicon.languageWords(language)
    var recipe = parts.settings(homophones, frequencies)
    recipe.targets = targets.targets(in: corpora, words)
    recipe.language = scores.normalization.language
    let firstPass = try parts.firstPass(
      recipe, of: corpora[0], index.lexicon, hasFrequencies: frequencies.wordCount > 0)
    var kit = PerturbationKit(
      index, frequencies: frequencies, confusions: try parts.readConfusionModel(),
      languageModel: firstPass.languageModel,
      pronounced: try lexicon.pronounced(corpora, in: index.lexicon), language: words,
      settings: firstPass.settings)
    if parts.errorRate != nil {
      kit = try parts.graded(
        kit, kinds.perturbations.isEmpty ? [.homophones] : kinds.perturbations, for: corpora[0],
        listLimit: settings.listLimit)
    }
    let perturbations = try perturbations(of: kit)
    lexicon.sayWhoseSounds(
      language, perturbations.compactMap { PerturbationKind(rawValue: $0.condition.perturbation) })
    if perturbations.contains(where: { $0.recipe.sources.lexicon != nil }) {
      let coverage = PronunciationCoverage(
        of: corpora[0].utterances, in: index.lexicon, pronounced: kit.pronounced)
      if let message = coverage.message { Terminal.complain("\(corpora[0].name): \(message)") }
    }
    try targets.check(
      corpora, changedBy: perturbations + [try kit.perturbation(.homophones)], words,
      listLimit: settings.listLimit)
    let run = try RobustnessRun(
      configuration: try configuration(secondPasses), models: secondPasses, corpora: corpora,
      perturbations: perturbations,
      properties: try examined(kit), kit: kit
    )
    let requirements = try run.requirements(try budgets.texts)
    CutNotices.show(
      secondPasses,
      in: corpora.map { PreparedCorpus($0, listLimit: run.configuration.listLimit) })
    return (run, requirements)
  }

  /// Does the run and writes its report.
  ///
  /// - Parameters:
  ///   - shards: what other processes found.
  ///   - arguments: those of the command line that decide the run, for the record.
  func report(merging shards: MergedShards? = nil, arguments: [String]) throws {
    let output = try main.folder
    let command = CommandLineRecord.text(arguments)
    let earlier = try main.replace ? nil : ReportFolder.earlier(in: output, than: command)
    let (run, requirements) = try prepared()
    if let earlier, !run.makes(earlier, programVersion: Program.version, command: command) {
      throw ReportFolder.refusal(
        of: output,
        "made by the same command from other inputs: a corpus, model or setting has changed")
    }
    let journal = keeping.journal ?? output + "/journal.partial"
    let lock = try FolderLock(output, for: .thisCommand)
    defer { withExtendedLifetime(lock) {} }
    if keeping.restart { try RunJournal.remove(at: journal) }
    let result = try JournaledRun(journal: journal, threads: threads.threads).result(
      run, requirements: requirements, arguments: arguments, shards: shards)
    let (record, selections) = sharing.shown(result.record, result.selections)
    var paths = try RobustnessReport(record, selections: selections).write(to: output)
    if let exportTRN = forms.exportTRN, let selections {
      try TRNExport(selections).write(to: exportTRN)
      paths.append(exportTRN)
    }
    try RunJournal.remove(at: journal)
    let verdicts = VerdictTable(record)
    if Terminal.isJSON {
      Results.write(ReportSummary(record, files: paths))
    } else {
      for answer in Headline(record).answers {
        print("\(Paint.bold(answer.title)) \(answer.text)\n")
      }
      verdicts.show()
      print(paths.joined(separator: "\n"))
    }
    try sharing.write(JUnitReport(record))
    try verdicts.conclude()
  }

  private func checkOutputs() throws {
    var outputs = OutputGuard(
      reading: models.inputs + main.corpora + scores.inputs + lexicon.inputs + parts.inputs)
    try outputs.check("--output", main.folder, files: RobustnessReport.fileNames)
    try outputs.check("--junit", sharing.junit)
    try outputs.check("--journal", keeping.journal)
  }

  private static let quickUtterances = 60

  private func readCorpora() throws -> [Corpus] {
    try main.corpusNames.map { name in
      let corpus = try scores.locator.read(name, limit: main.limit ?? .max)
      return main.quick
        ? corpus.sample(of: Self.quickUtterances, seed: Seed(settings.seed)) : corpus
    }
  }

  /// Words are changed in the top hypothesis, in all, and in what each model selects.
  private func perturbations(of kit: PerturbationKit) throws -> [any Perturbation] {
    let strengths = parts.errorRate.map { [.share($0 / 100)] } ?? kinds.strength.strengths
    let scopes = PerturbationScope.allCases
    guard kinds.perturbations.isEmpty, parts.errorRate == nil else {
      return try kit.perturbations(
        kinds.perturbations.isEmpty ? [.homophones] : kinds.perturbations, scopes: scopes,
        strengths: strengths)
    }
    // What the words around a homophone change is seen beside homophones drawn evenly.
    let even: [any Perturbation] =
      kit.settings.plausibility == .uniform
      ? []
      : try kit.perturbations(
        [.uniformHomophones], scopes: [.oneBest], strengths: [strengths[strengths.count / 2]])
    return try kit.perturbations([.homophones], scopes: scopes, strengths: strengths) + even
      + kit.perturbations([.copyAbove], strengths: [strengths[0]])
  }

  private func configuration(_ models: [SecondPass]) throws -> RunConfiguration {
    let normalizer = try scores.normalization.normalizer
    return RunConfiguration(
      seed: settings.seed, listLimit: settings.listLimit,
      draws: main.quick ? 1 : settings.draws,
      nBestDraws: main.quick ? 1 : settings.nBestDraws,
      resamples: main.quick ? 500 : settings.resamples,
      baseline: statistics.baseline
        ?? models.map(\.name).first { $0 == ModelCatalog.bundledBaseline },
      propertyCases: main.quick ? 20 : settings.cases,
      counterexamples: settings.counterexamples, otherCorpora: settings.otherCorpora,
      breakdownFields: statistics.fields.isEmpty ? nil : statistics.fields,
      cluster: statistics.cluster,
      groups: statistics.groups.isEmpty ? nil : statistics.groups,
      plannedContrasts: statistics.contrasts.isEmpty ? nil : try statistics.plannedContrasts,
      normalizer: normalizer == .standard ? nil : normalizer.name)
  }
}
