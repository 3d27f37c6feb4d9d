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
    abstract:
      "Examine models and write report.html, report.json, report.md, report.csv and what was selected.",
    discussion: """
      For each model: WER, skill (1 is the best possible choice, 0 is chance) and NPRR on clean lists \
      and when words are replaced by homophones in the top hypothesis, in all of them, or in the one \
      that the model selected, or changed by another --perturbation; what became of choices that moved; \
      homophone discrimination with other spellings told apart; robustness properties and the smallest \
      lists that break them. All with 95% intervals, and with paired differences from the baseline. \
      The first corpus is the main one, the others show what adaptation forgets.

      Without options it examines the bundled models on the bundled test sets. The same inputs and \
      seed give the same files, byte for byte, on any number of threads. Work is kept in a journal \
      as it is done: after an interruption the same command goes on from there.

      With --require it is a gate. A requirement is met if the whole interval meets the bound, missed if \
      none of it does, and undecided otherwise. It may name a corpus, a perturbation with scope and \
      strength, and before a colon the only model that it is for; without them it is about clean \
      lists of the main corpus and every model but the first pass.

      EXAMPLE
        mondegreen report --output Reports/bundled
        mondegreen report --perturbation homophones --perturbation spelling-variants \
      --perturbation junctures --output Reports/kinds
        mondegreen report --require "wer <= 22%" --require "skill-kept(homophones, 1-best, 2) >= 0.7"
        mondegreen report --model Work/my-model --model mine=process:./score.py --corpus my.jsonl \
      --output Reports/mine
      """)

  @Option(help: ArgumentHelp("Folder for the report's files.", valueName: "folder"))
  var output = "Reports/bundled"

  @OptionGroup var models: ModelOptions

  @Option(
    name: .customLong("corpus"),
    help: ArgumentHelp(
      "Corpus, repeatable: a bundled name, a file or format:file (as for wer). (default: messaging-test, "
        + "narrative-test)", valueName: "name|file"))
  var corpora: [String] = []

  @OptionGroup var scores: ScoreOptions

  @Option(
    help: ArgumentHelp(
      "Use only the first <count> utterances of each corpus.", valueName: "count"))
  var limit: Int?

  @Option(
    help: ArgumentHelp(
      "Model that the others are compared with, besides the first pass. (default: frozen, if it "
        + "takes part)", valueName: "model"))
  var baseline: String?

  @Option(
    name: .customLong("perturbation"),
    help: ArgumentHelp(
      "Perturbation to apply, repeatable: \(PerturbationKind.list). (default: homophones, "
        + "uniform-homophones at the middle strength, and copy-above at the first)",
      valueName: "kind"))
  var perturbations: [PerturbationKind] = []

  @OptionGroup var targets: TargetOptions
  @OptionGroup var properties: PropertyOptions
  @Option(
    name: .customLong("by"),
    help: ArgumentHelp(
      "Field of the corpus to break figures down by, repeatable: voice, snr, …", valueName: "field")
  )
  var fields: [String] = []

  @OptionGroup var parts: PerturbationParts
  @OptionGroup var homophones: HomophoneOptions
  @OptionGroup var lexicon: LexiconOptions
  @OptionGroup var settings: RunOptions
  @OptionGroup var statistics: StatisticsOptions
  @OptionGroup var budgets: RequirementOptions
  @OptionGroup var sharing: SharingOptions

  @Option(
    name: .customLong("export-trn"),
    help: ArgumentHelp(
      "Write references and selections in the trn form that NIST's SCTK reads into this folder, too.",
      valueName: "folder"))
  var exportTRN: String?

  @OptionGroup var threads: ThreadOptions

  @Flag(
    help:
      "A fast look: 60 utterances of each corpus, drawn by the seed, one draw, 500 resamples, 20 cases."
  )
  var quick = false

  @Option(
    help: ArgumentHelp(
      "Journal of finished work. (default: journal.partial in the output folder)",
      valueName: "file"))
  var journal: String?

  @Flag(help: "Forget the journal of an earlier, interrupted run.")
  var restart = false

  @Option(
    help: ArgumentHelp(
      "Do only part K of N, every N-th utterance, for mondegreen merge: writes shard-K-of-N.journal into "
        + "the output folder.", valueName: "k/n"))
  var shard: RunShard?

  @OptionGroup var form: OutputOptions

  func validate() throws {
    if let limit, limit < 1 {
      throw ValidationError("--limit: expected at least 1, found \(limit)")
    }
    if Set(fields).count < fields.count {
      throw ValidationError("--by: expected each field once, found one twice")
    }
    if Set(perturbations).count < perturbations.count {
      throw ValidationError("--perturbation: expected each kind once, found one twice")
    }
    if perturbations.contains(.confusions), parts.confusionModel == nil {
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
    guard let shard else { return try report(arguments: arguments) }
    let path = journal ?? output + "/" + ShardFile.name(of: shard)
    if restart { try RunJournal.remove(at: path) }
    try JournaledRun(journal: path, threads: threads.threads).examine(
      shard, of: prepared().run, journal: path)
    Results.files([path])
  }

  /// The run as the options say.
  private func prepared() throws -> (run: RobustnessRun, requirements: [Requirement]) {
    try checkOutputs()
    let corpora = try readCorpora()
    let secondPasses = try models.secondPasses(
      from: models.catalog(scores, TestedCorpora(corpora, names: corpusNames)))
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
        kit, perturbations.isEmpty ? [.homophones] : perturbations, for: corpora[0],
        listLimit: settings.listLimit)
    }
    let perturbations = try perturbations(of: kit)
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
    let (run, requirements) = try prepared()
    let journal = journal ?? output + "/journal.partial"
    let lock = try FolderLock(output, for: .thisCommand)
    defer { withExtendedLifetime(lock) {} }
    if restart { try RunJournal.remove(at: journal) }
    let result = try JournaledRun(journal: journal, threads: threads.threads).result(
      run, requirements: requirements, arguments: arguments, shards: shards)
    let (record, selections) = sharing.shown(result.record, result.selections)
    var paths = try RobustnessReport(record, selections: selections).write(to: output)
    if let exportTRN, let selections {
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
      reading: models.inputs + corpora + lexicon.inputs
        + [parts.confusionModel, parts.firstPassLM])
    try outputs.check("--output", output, files: RobustnessReport.fileNames)
    try outputs.check("--junit", sharing.junit)
    try outputs.check("--journal", journal)
  }

  private var corpusNames: [String] {
    corpora.isEmpty ? [BundledCorpus.messagingTest, .narrativeTest].map(\.rawValue) : corpora
  }

  private static let quickUtterances = 60

  private func readCorpora() throws -> [Corpus] {
    try corpusNames.map { name in
      let corpus = try scores.locator.read(name, limit: limit ?? .max)
      return quick ? corpus.sample(of: Self.quickUtterances, seed: Seed(settings.seed)) : corpus
    }
  }

  /// Words are changed in the top hypothesis, in all, and in what each model selects.
  private func perturbations(of kit: PerturbationKit) throws -> [any Perturbation] {
    let strengths = parts.errorRate.map { [.share($0 / 100)] } ?? settings.strength.strengths
    let scopes = PerturbationScope.allCases
    guard perturbations.isEmpty, parts.errorRate == nil else {
      return try kit.perturbations(
        perturbations.isEmpty ? [.homophones] : perturbations, scopes: scopes, strengths: strengths)
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
      draws: quick ? 1 : settings.draws,
      nBestDraws: quick ? 1 : settings.nBestDraws,
      resamples: quick ? 500 : settings.resamples,
      baseline: baseline ?? models.map(\.name).first { $0 == ModelCatalog.bundledBaseline },
      propertyCases: quick ? 20 : settings.cases,
      counterexamples: settings.counterexamples, otherCorpora: settings.otherCorpora,
      breakdownFields: fields.isEmpty ? nil : fields, cluster: statistics.cluster,
      groups: statistics.groups.isEmpty ? nil : statistics.groups,
      plannedContrasts: statistics.contrasts.isEmpty ? nil : try statistics.plannedContrasts,
      normalizer: normalizer == .standard ? nil : normalizer.name)
  }
}
