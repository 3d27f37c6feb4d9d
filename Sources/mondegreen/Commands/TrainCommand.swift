import AdapterEngine
import ArgumentParser
import Artifacts
import BERTRescoring
import Foundation
import Rescoring
import Transcripts

/// `mondegreen train`: trains a rescorer on N-best lists, real or simulated.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a rescorer: the whole model, its head alone, or an adapter.",
    discussion: """
      Starts from FROM (a base model, or a rescorer's folder), trains on lists of a corpus (--corpus) or on \
      lists simulated from text (--text), and writes the model that does best on the --dev corpus to --output, \
      with the interpolation weights tuned there. Lists of several recognizers can train one model (--corpus and \
      --dev more than once): the model with the fewest errors on all development lists is kept, and its weights are \
      those for the first. After an interruption, run the same command again to \
      resume: the weights come out the same, byte for byte.

      EXAMPLE
        mondegreen train Work/base/model --text books.txt --imitate messaging-train \\
          --variant full --work Work/general --output Work/general/model \\
          --name general
        mondegreen train Work/general/model --corpus messaging-train \\
          --dev messaging-dev --variant lora --work Work/lora \\
          --output Work/lora/model --name lora
        (with --rank 1 --frozen-head, less than 0.08 % of the bundled base's
        parameters train)

      HARDENING
        A model can be trained on what check found, and on perturbed lists like those that report makes (but with the \
      language costs of the clean texts, which report computes anew):
          mondegreen check --model lora --corpus messaging-train \\
            --counterexamples 20 --fixtures Work/found
          mondegreen train … --corpus messaging-train --harden 1 \\
            --fixtures Work/found
        Evaluate the result with another seed, and with perturbations that --harden-with left out.
      """)

  @Argument(
    help: ArgumentHelp(
      "Folder of the model to start from: a base model's or a rescorer's. (those that come with the package lie in "
        + "Sources/BundledModels/Models)", valueName: "from"),
    completion: .directory)
  var from: String

  @OptionGroup(title: OptionTitle.everyday) var main: Main
  @OptionGroup(title: OptionTitle.lists) var scores: ScoreOptions
  @OptionGroup(title: "Variant") var variantOptions: VariantOptions
  @OptionGroup(title: "Hardening") var hardening: HardeningOptions
  @OptionGroup(title: "Simulated lists") var simulation: SimulationOptions
  @OptionGroup(title: "Loss") var loss: LossOptions
  @OptionGroup(title: "Optimization") var optimization: OptimizationOptions
  @OptionGroup(title: OptionTitle.running) var running: TrainingRunOptions
  @OptionGroup(title: OptionTitle.running) var threadOptions: ThreadOptions

  /// What is trained on what, and where it goes.
  struct Main: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "Lists to train on, repeatable: a bundled name or a file.", valueName: "name|file"),
      completion: Completions.corpora)
    var corpus: [String] = []

    @Option(
      help: ArgumentHelp(
        "Text to simulate lists from instead, one paragraph per line.", valueName: "file"),
      completion: .file())
    var text: String?

    @Option(
      help: ArgumentHelp(
        "Development lists for early stopping and weights, repeatable.", valueName: "name|file"),
      completion: Completions.corpora)
    var dev: [String] = []

    @Option(
      help: ArgumentHelp("Folder for checkpoint, log and best weights.", valueName: "folder"),
      completion: .directory)
    var work: String

    @Option(
      help: ArgumentHelp("Folder for the trained model.", valueName: "folder"),
      completion: .directory)
    var output: String

    @Option(help: ArgumentHelp("The model's name in reports.", valueName: "name"))
    var name: String

    @Option(
      help: ArgumentHelp("How the model was made, in a few words.", valueName: "text"))
    var summary: String?

    @Option(
      help: ArgumentHelp(
        "Form of the texts that the model is shown: as they are written, or as spoken, in lower case "
          + "without punctuation, as simulated lists are in any case. (default: FROM's; spoken for a base model)",
        valueName: "form"))
    var textForm: TextForm?

    @Option(
      help: ArgumentHelp(
        "Folder of an adapter's base model, as seen from the output folder. (default: the path from there "
          + "to FROM)", valueName: "folder"))
    var baseReference: String?
  }

  @OptionGroup var form: OutputOptions

  func validate() throws {
    guard (main.text == nil) != main.corpus.isEmpty else {
      throw ValidationError("expected lists from either --text or --corpus")
    }
    // Without what an option works on it would do nothing.
    let needingCorpus = [
      ("--harden", hardening.copies > 0), ("--fixtures", !hardening.fixtures.isEmpty),
      ("--simulations", simulation.simulations > 0),
    ]
    if main.text != nil, let option = needingCorpus.first(where: \.1)?.0 {
      throw ValidationError("\(option): expected lists from --corpus, found --text")
    }
    if main.text == nil, !simulation.imitate.isEmpty, simulation.simulations == 0 {
      throw ValidationError("--imitate: expected --text or --simulations, found neither")
    }
  }

  func run() throws {
    try checkOutputs()
    let locks = try [main.work, main.output].map { try FolderLock($0, for: .thisCommand) }
    defer { withExtendedLifetime(locks) {} }
    if !running.precision.isNative {
      Terminal.complain(
        "this processor has no instructions for \(running.precision.rawValue): fp32 trains faster here"
      )
    }
    let start = TrainingStart(folder: from, textForm: main.textForm)
    let rescorer = try start.rescorer(threads: threadOptions.threads)
    let textForm = rescorer.textForm
    let source = try listSource()
    let devCorpora = try main.dev.map { try scores.development.read($0) }
    let devLists = devCorpora.map { corpus in
      corpus.utterances.map { TrainingList($0, normalizer: corpus.normalizer) }
    }
    let teacher = loss.distill == 0 ? nil : try start.teacher(passes: loss.passes)
    let outcome = try self.outcome(
      of: RescorerTraining(try options()), from: consume rescorer, on: source, dev: devLists,
      teacher: teacher)
    switch outcome {
    case .interrupted(let step):
      throw CommandFailure(
        .interrupted, "interrupted after step \(step): run the same command again to resume")
    case .finished(let model, let results):
      let variant = try variantOptions.trained(steps: optimization.steps)
      let isAdapter = variant.isStoredAsAdapter
      let recipe = RescoringRecipe(
        name: main.name, summary: main.summary ?? "\(variant)", kind: isAdapter ? .adapter : .full,
        base: isAdapter
          ? main.baseReference ?? BaseReference.path(to: from, from: main.output) : nil,
        textForm: textForm,
        interpolation: results.first?.interpolation ?? objective.interpolation,
        tunedOn: devCorpora.first.map { TuningSource($0) })
      try RescorerDirectory.write(model, recipe: recipe, precision: .float16, to: main.output)
      for (corpus, result) in zip(devCorpora, results) {
        Terminal.complain(
          "WER \(Percent.text(result.wordErrorRate)) on \(corpus.name), with weights that were tuned there: "
            + WeightChoice.text(result.interpolation))
      }
      if form.json {
        Results.write(TrainRecord(file: main.output, recipe: recipe, dev: results))
      } else {
        Terminal.complain("the model was written to \(main.output)")
      }
    }
  }

  private struct TrainRecord: Encodable {
    let file: String
    let recipe: RescoringRecipe
    /// What tuning found on each development corpus.
    let dev: [InterpolationTuning.Result]
  }

  private static let workFiles = ["checkpoint.safetensors", "log.jsonl", "best.safetensors"]
  private static let modelFiles = [
    "config.json", "tokenizer_config.json", "vocab.txt", "model.safetensors", "adapter_config.json",
    "adapter_model.safetensors", "rescoring.json",
  ]

  private func checkOutputs() throws {
    var outputs = OutputGuard(
      reading: [from, main.text] + main.dev + main.corpus + simulation.imitate + hardening.inputs
        + scores.inputs)
    try outputs.check("--work", main.work)
    try outputs.check("--work", main.work, files: Self.workFiles)
    try outputs.check("--output", main.output)
    try outputs.check("--output", main.output, files: Self.modelFiles)
  }

  private func outcome(
    of training: RescorerTraining, from rescorer: consuming RescoreBERT,
    on source: any TrainingListSource, dev: [[TrainingList]], teacher: PseudoLogLikelihood?
  ) throws -> RescorerTraining.Outcome {
    let flag = CancellationFlag()
    let interrupt = InterruptSignal(flag)
    defer { interrupt.stop() }
    let progress = TrainingProgress(steps: optimization.steps)
    defer { progress.finish() }
    return try training.run(
      from: consume rescorer, lists: source, dev: dev, teacher: teacher, cancellation: flag,
      progress: progress.show)
  }

  private var objective: ListObjective {
    ListObjective(
      minimumWordErrorRate: loss.mwer, oracleCrossEntropy: loss.oracle,
      minimumWordErrorDistribution: loss.mwed, marginRanking: loss.ranking,
      distillation: loss.distill,
      interpolation: Interpolation(
        acoustic: loss.acoustic, language: loss.language, secondPass: loss.beta),
      totalWithoutParts: loss.total)
  }

  private func options() throws -> RescorerTraining.Options {
    var options = RescorerTraining.Options(
      workFolder: main.work, variant: try variantOptions.trained(steps: optimization.steps),
      objective: objective,
      schedule: LearningRateSchedule(
        peak: optimization.learningRate, warmUpSteps: optimization.warmUp,
        decaySteps: optimization.decay ?? max(1, optimization.steps - optimization.warmUp),
        totalSteps: optimization.steps))
    options.trainsHead = !variantOptions.frozenHead
    options.correlation = variantOptions.correlationWeight
    options.optimizer = AdamW.Configuration(weightDecay: optimization.weightDecay)
    options.listsPerStep = optimization.lists
    options.depth = loss.depth
    options.dropout = optimization.dropout
    options.precision = running.precision
    options.seed = optimization.seed
    options.threads = threadOptions.threads
    options.cacheBytes = running.cache * 1_000_000
    options.evaluationSteps = optimization.evaluateEvery
    options.patience = optimization.patience
    return options
  }

  private func listSource() throws -> any TrainingListSource {
    let misheard = try simulation.imitate.flatMap { try scores.development.read($0).utterances }
    if let text = main.text {
      return try SimulatedListSource(
        text: text, misheard: misheard, listLength: simulation.listLength, seed: optimization.seed)
    }
    let corpora = try main.corpus.map { try scores.locator.read($0) }
    let normalizer = try scores.normalization.normalizer
    let utterances = corpora.flatMap(\.utterances)
    let digests = corpora.map(\.digest.short).joined(separator: " ")
    let real = FixedTrainingLists(
      utterances.map { TrainingList($0, normalizer: normalizer) },
      summary: "lists of \(digests)")
    var sources: [any TrainingListSource] = [real]
    if simulation.simulations > 0 {
      sources.append(
        try SimulatedListSource(
          references: utterances.map(\.reference), of: digests, rounds: simulation.simulations,
          misheard: misheard.isEmpty ? utterances : misheard, listLength: simulation.listLength,
          seed: optimization.seed))
    }
    sources += try hardening.sources(of: corpora, listLimit: loss.depth, seed: optimization.seed)
    return sources.count == 1 ? real : JoinedTrainingLists(sources)
  }
}
