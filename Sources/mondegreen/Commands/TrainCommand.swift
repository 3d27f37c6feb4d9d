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
    abstract: "Train a rescorer: whole, its head alone, or an adapter of many kinds.",
    discussion: """
      Starts from FROM (a base model, or a rescorer's folder), trains on lists of a corpus \
      (--corpus) or on lists simulated from text (--text), and writes the model that does best on \
      the --dev corpus to --output, with the interpolation weights tuned there. Run the same \
      command again to go on after an interruption: the weights come out the same, byte for byte.

      EXAMPLE
        mondegreen train base --text books.txt --imitate messaging-train --variant full \\
          --work Work/general --output Work/general/model --name general
        mondegreen train Work/general/model --corpus messaging-train --dev messaging-dev \\
          --variant lora --work Work/lora --output Work/lora/model --name lora
        (and with --rank 1 --frozen-head less than 0.08 % of the bundled base trains)

      HARDENING
        What check found, and what report measures, can be trained on:
          mondegreen check --model lora --corpus messaging-train --counterexamples 20 \\
            --fixtures Work/found
          mondegreen train … --corpus messaging-train --harden 1 --fixtures Work/found
        Examine the outcome with another seed, and with kinds that --harden-with left out.
      """)

  @Argument(help: "The folder of the model to start from.")
  var from: String

  @Option(help: "The folder for checkpoint, log and best weights.")
  var work: String

  @Option(help: "The folder for the trained model.")
  var output: String

  @Option(help: "The model's name in reports.")
  var name: String

  @Option(help: "How it was made, in a few words.")
  var summary: String?

  @Option(
    help: ArgumentHelp(
      "Corpus of lists to train on, repeatable: a bundled name or a file.", valueName: "name|file"))
  var corpus: [String] = []

  @Option(
    help: ArgumentHelp("Text to simulate lists from, one paragraph a line.", valueName: "file"))
  var text: String?

  @Option(
    help: ArgumentHelp(
      "Corpus whose recognition errors the simulation imitates, repeatable.",
      valueName: "name|file"))
  var imitate: [String] = []

  @Option(
    help: "Lists simulated from each reference of --corpus in an epoch, beside the real ones.")
  var simulations = 0

  @Option(help: "Hypotheses per simulated list.")
  var listLength = 8

  @OptionGroup(title: "Hardening") var hardening: HardeningOptions

  @Option(
    help: ArgumentHelp(
      "Development corpus for early stopping and weights.", valueName: "name|file"))
  var dev: String?

  @OptionGroup(title: "Variant") var variantOptions: VariantOptions

  @Option(
    help: ArgumentHelp(
      """
      Folder of the model below an adapter, as the output folder will see it; the way from there to \
      FROM if missing.
      """,
      valueName: "folder"))
  var baseReference: String?

  @Option(help: "Weight of the MWER loss.")
  var mwer = 1.0

  @Option(help: "Weight of the cross-entropy towards the least wrong hypotheses.")
  var oracle = 0.0

  @Option(help: "Weight of the MWED loss (minimum word error distribution).")
  var mwed = 0.0

  @Option(help: "Weight of the margin ranking loss.")
  var ranking = 0.0

  @Option(help: "Weight of the distillation of FROM's pseudo-log-likelihoods.")
  var distill = 0.0

  @Option(help: "Passes for an approximate pseudo-log-likelihood.")
  var passes = 4

  @Option(help: "Weight of the acoustic cost while training.")
  var acoustic = 0.0

  @Option(
    name: .customLong("language-weight"), help: "Weight of the language cost while training.")
  var language = 0.0

  @Option(help: "Weight of the model's cost while training.")
  var beta = 1.0

  @Option(help: "Hypotheses looked at per list.")
  var depth = 20

  @Option(help: "Optimiser steps at most.")
  var steps = 2000

  @Option(help: "Steps of learning-rate warm-up.")
  var warmUp = 100

  @Option(
    help: "Steps over which the learning rate falls at the end; by default all after warm-up.")
  var decay: Int?

  @Option(help: "Highest learning rate.")
  var learningRate = 3e-4

  @Option(help: "Weight decay.")
  var weightDecay: Float = 0.01

  @Option(help: "Lists per step.")
  var lists = 16

  @Option(help: "Dropout while training.")
  var dropout: Float = 0

  @Option(
    help: ArgumentHelp(
      "Precision of the products with the encoder's weights, and of the gradients that go back through "
        + "them. bf16 trains faster where the processor has instructions for it, int8 faster still, and "
        + "both end in other weights, the same on every machine. Everything else is in fp32.",
      valueName: "precision"))
  var precision = ProductPrecision.single

  @Option(help: "Steps between measurements on the development corpus.")
  var evaluateEvery = 100

  @Option(help: "Measurements without improvement after which training ends.")
  var patience: Int?

  @Option(
    help: ArgumentHelp(
      "Memory for the activations of layers below all that trains (--target 'layer.3.*'), computed "
        + "once for each text; only speed depends on it.", valueName: "megabytes"))
  var cache = 1_000

  @Option(help: "Seed of everything random.")
  var seed: UInt64 = 1

  @OptionGroup var scores: ScoreOptions
  @OptionGroup var threadOptions: ThreadOptions

  @OptionGroup var form: OutputOptions

  func validate() throws {
    guard (text == nil) != corpus.isEmpty else {
      throw ValidationError("expected lists from either --text or --corpus")
    }
    for (option, count) in [
      ("--steps", steps), ("--lists", lists), ("--passes", passes), ("--depth", depth),
      ("--evaluate-every", evaluateEvery),
    ] where count < 1 {
      throw ValidationError("\(option): expected at least 1, found \(count)")
    }
    if text != nil, hardening.copies > 0 {
      throw ValidationError("--harden: expected lists from --corpus, found --text")
    }
    if listLength < 2 {
      throw ValidationError("--list-length: expected at least 2, found \(listLength)")
    }
    if !(0..<1).contains(dropout) {
      throw ValidationError("--dropout: expected 0 up to 1, found \(dropout)")
    }
  }

  func run() throws {
    try checkOutputs()
    let locks = try [work, output].map { try FolderLock($0, for: .thisCommand) }
    defer { withExtendedLifetime(locks) {} }
    if !precision.isNative {
      Terminal.complain(
        "this processor has no instructions for \(precision.rawValue): fp32 trains faster here")
    }
    let start = TrainingStart(folder: from)
    let rescorer = try start.rescorer(threads: threadOptions.threads)
    let textForm = rescorer.textForm
    let source = try listSource()
    let devCorpus = try dev.map { try scores.development.read($0) }
    let devLists = devCorpus.map { corpus in
      corpus.utterances.map { TrainingList($0, normalizer: corpus.normalizer) }
    }
    let teacher = distill == 0 ? nil : try start.teacher(passes: passes)
    let outcome = try self.outcome(
      of: RescorerTraining(try options()), from: consume rescorer, on: source, dev: devLists,
      teacher: teacher)
    switch outcome {
    case .interrupted(let step):
      throw CommandFailure(
        .interrupted, "interrupted after step \(step): the same command goes on from there")
    case .finished(let model, let result):
      let variant = try variantOptions.trained(steps: steps)
      let isAdapter = variant.isStoredAsAdapter
      let recipe = RescoringRecipe(
        name: name, summary: summary ?? "\(variant)", kind: isAdapter ? .adapter : .full,
        base: isAdapter ? baseReference ?? BaseReference.path(to: from, from: output) : nil,
        textForm: textForm,
        interpolation: result?.interpolation ?? objective.interpolation,
        tunedOn: devCorpus.map { TuningSource($0) })
      try RescorerDirectory.write(model, recipe: recipe, precision: .float16, to: output)
      if let result {
        Terminal.complain(
          "dev WER \(Percent.text(result.wordErrorRate)) with \(result.interpolation)")
      }
      if form.json {
        Results.write(TrainRecord(file: output, recipe: recipe, dev: result))
      } else {
        Terminal.complain("the model is in \(output)")
      }
    }
  }

  private struct TrainRecord: Encodable {
    let file: String
    let recipe: RescoringRecipe
    /// What tuning found on the development corpus; nil without one.
    let dev: InterpolationTuning.Result?
  }

  private static let workFiles = ["checkpoint.safetensors", "log.jsonl", "best.safetensors"]
  private static let modelFiles = [
    "config.json", "tokenizer_config.json", "vocab.txt", "model.safetensors", "adapter_config.json",
    "adapter_model.safetensors", "rescoring.json",
  ]

  private func checkOutputs() throws {
    var outputs = OutputGuard(
      reading: [from, text, dev] + corpus + imitate + hardening.inputs)
    try outputs.check("--work", work)
    try outputs.check("--work", work, files: Self.workFiles)
    try outputs.check("--output", output)
    try outputs.check("--output", output, files: Self.modelFiles)
  }

  private func outcome(
    of training: RescorerTraining, from rescorer: consuming RescoreBERT,
    on source: any TrainingListSource, dev: [TrainingList]?, teacher: PseudoLogLikelihood?
  ) throws -> RescorerTraining.Outcome {
    let flag = CancellationFlag()
    let interrupt = InterruptSignal(flag)
    defer { interrupt.stop() }
    let progress = TrainingProgress(steps: steps)
    defer { progress.finish() }
    return try training.run(
      from: consume rescorer, lists: source, dev: dev ?? [], teacher: teacher, cancellation: flag,
      progress: progress.show)
  }

  private var objective: ListObjective {
    ListObjective(
      minimumWordErrorRate: mwer, oracleCrossEntropy: oracle,
      minimumWordErrorDistribution: mwed, marginRanking: ranking, distillation: distill,
      interpolation: Interpolation(acoustic: acoustic, language: language, secondPass: beta))
  }

  private func options() throws -> RescorerTraining.Options {
    var options = RescorerTraining.Options(
      workFolder: work, variant: try variantOptions.trained(steps: steps), objective: objective,
      schedule: LearningRateSchedule(
        peak: learningRate, warmUpSteps: warmUp, decaySteps: decay ?? max(1, steps - warmUp),
        totalSteps: steps))
    options.trainsHead = !variantOptions.frozenHead
    options.correlation = variantOptions.correlationWeight
    options.optimizer = AdamW.Configuration(weightDecay: weightDecay)
    options.listsPerStep = lists
    options.depth = depth
    options.dropout = dropout
    options.precision = precision
    options.seed = seed
    options.threads = threadOptions.threads
    options.cacheBytes = cache * 1_000_000
    options.evaluationSteps = evaluateEvery
    options.patience = patience
    return options
  }

  private func listSource() throws -> any TrainingListSource {
    let misheard = try imitate.flatMap { try scores.development.read($0).utterances }
    if let text {
      return try SimulatedListSource(
        text: text, misheard: misheard, listLength: listLength, seed: seed)
    }
    let corpora = try corpus.map { try scores.locator.read($0) }
    let normalizer = try scores.normalization.normalizer
    let utterances = corpora.flatMap(\.utterances)
    let digests = corpora.map(\.digest.short).joined(separator: " ")
    let real = FixedTrainingLists(
      utterances.map { TrainingList($0, normalizer: normalizer) },
      summary: "lists of \(digests)")
    var sources: [any TrainingListSource] = [real]
    if simulations > 0 {
      sources.append(
        try SimulatedListSource(
          references: utterances.map(\.reference), of: digests, rounds: simulations,
          misheard: misheard.isEmpty ? utterances : misheard, listLength: listLength, seed: seed))
    }
    sources += try hardening.sources(of: corpora, listLimit: depth, seed: seed)
    return sources.count == 1 ? real : JoinedTrainingLists(sources)
  }
}
