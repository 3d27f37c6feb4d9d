public import AdapterEngine
import Artifacts
import Foundation
public import Rescoring
import Transcripts

/// Trains a rescorer on lists: the general rescorer's stages and the adaptation to a domain, which
/// differ in lists, objective and variant alone.
///
/// Resuming from the work folder's checkpoint gives the same weights, byte for byte, as training
/// without a break; so does any number of threads.
public struct RescorerTraining: Sendable {
  /// The settings that decide the outcome.
  public struct Options: Sendable {
    /// The folder for the checkpoint, the log and the best weights.
    public var workFolder: String
    public var variant: TrainingVariant
    /// Whether the scoring head trains beside an adapter or biases.
    public var trainsHead = true
    public var objective: ListObjective
    /// λ of LoRB's ``CorrelationRegularization`` over all \[CLS] representations of a step, which
    /// keeps all of a step's activations in memory at once; 0 for none.
    public var correlation = 0.0
    public var schedule: LearningRateSchedule
    public var optimizer = AdamW.Configuration()
    public var listsPerStep = 16
    /// The number of hypotheses used per list.
    public var depth = 20
    public var dropout: Float = 0
    /// The precision of the products with the encoder's weights and of the gradients that go back through them; weights,
    /// their gradients and the optimizer's moments are in single precision, and so are measurements on the
    /// development lists.
    public var precision = ProductPrecision.single
    public var seed: UInt64 = 1
    /// The number of threads, on which only speed depends.
    public var threads = 1
    /// Steps between measurements on the development lists.
    public var evaluationSteps = 100
    /// Measurements without improvement after which training ends; nil never ends it.
    public var patience: Int?
    /// Memory for what frozen lower layers give each text, where all that trains lies above them and
    /// nothing drops; only speed depends on it.
    public var cacheBytes = 1_000_000_000
    public var checkpointSteps = 500
    public var checkpointMinutes = 5.0
    public var logSteps = 20

    public init(
      workFolder: String, variant: TrainingVariant, objective: ListObjective,
      schedule: LearningRateSchedule
    ) {
      self.workFolder = workFolder
      self.variant = variant
      self.objective = objective
      self.schedule = schedule
    }

    /// What trains, and the penalty, as the checkpoint notes it.
    var subject: String {
      var subject = "\(variant)"
      if !trainsHead { subject += ", frozen head" }
      if correlation != 0 { subject += ", correlation \(correlation)" }
      if precision != .single { subject += ", in \(precision.rawValue)" }
      return subject
    }
  }

  /// An entry of `log.jsonl`.
  public struct Entry: Codable, Hashable, Sendable {
    public let step: Int
    /// Mean loss per list since the last entry.
    public let loss: Double
    /// What each corpus of development lists gave; nil where they were not measured.
    public let dev: [InterpolationTuning.Result]?
    public let learningRate: Double
    public let tokensPerSecond: Double
    public let epochs: Double
  }

  /// What is said on the way.
  public enum Progress: Sendable {
    /// The first message, before training begins.
    case beginning(TrainableShare)
    /// The lowest layers are frozen and computed once for each text.
    case reusing(layers: Int)
    case resuming(step: Int)
    case step(Entry)
    case checkpoint(step: Int)
  }

  /// The way in which a run ended.
  public enum Outcome: Sendable {
    /// The model with the fewest errors on all development lists, and what each corpus of them gave; without
    /// development lists, the model of the last step.
    case finished(RescoreBERT, dev: [InterpolationTuning.Result])
    /// A checkpoint lies in the work folder.
    case interrupted(step: Int)
  }

  /// The best measurement so far, kept in the checkpoint.
  struct Best: Codable, Hashable {
    /// One for each corpus of development lists.
    var results: [InterpolationTuning.Result] = []
    var stale = 0

    /// The errors on all of them.
    var errors: Int { results.reduce(0) { $0 + $1.errors } }
  }

  public let options: Options

  public init(_ options: Options) {
    self.options = options
  }

  /// Trains `start`, whose memory is given back where nobody else holds it.
  ///
  /// - Parameters:
  ///   - start: the rescorer to start from.
  ///   - lists: the lists to train on.
  ///   - dev: development lists, one array for each recognizer, since weights are tuned for each by itself; may be
  ///     empty.
  ///   - teacher: whose costs are distilled, where the objective asks for that.
  ///   - cancellation: ends the training after the current step when it is set.
  ///   - progress: called with each event of the training.
  public func run(
    from start: consuming RescoreBERT, lists: any TrainingListSource, dev: [[TrainingList]] = [],
    teacher: PseudoLogLikelihood? = nil, cancellation: CancellationFlag = CancellationFlag(),
    progress: (Progress) -> Void = { _ in }
  ) throws(RescorerTrainingError) -> Outcome {
    precondition(
      teacher != nil || options.objective.distillation == 0, "distillation needs a teacher")
    guard lists.count > 0 else { throw .noLists }
    let model = try prepared(start)
    _ = consume start
    progress(.beginning(TrainableShare(of: model.store)))
    var run = try RescorerRun(
      options: options, model: consume model, lists: lists,
      dev: dev.map { $0.map { $0.prefix(options.depth) } }, teacher: teacher)
    if run.reusedLayers > 0 { progress(.reusing(layers: run.reusedLayers)) }
    if try run.restore() { progress(.resuming(step: run.completed)) }
    try run.openLog()
    if run.completed == 0 { try run.evaluate() }
    while run.completed < options.schedule.totalSteps, !run.hasStalled {
      try run.step()
      let completed = run.completed
      let isLast = completed == options.schedule.totalSteps
      let evaluates = completed % options.evaluationSteps == 0 || isLast
      let results = evaluates ? try run.evaluate() : []
      if evaluates || completed % options.logSteps == 0 {
        progress(.step(try run.log(dev: results)))
      }
      if run.checkpointIsDue || cancellation.isRaised || isLast || run.hasStalled {
        try run.save()
        progress(.checkpoint(step: completed))
        if cancellation.isRaised, !isLast { return .interrupted(step: completed) }
      }
    }
    return .finished(try run.bestModel(), dev: run.best.results)
  }

  /// The model with the variant's parameters thawed and its adapter attached.
  private func prepared(_ start: borrowing RescoreBERT) throws(RescorerTrainingError) -> RescoreBERT
  {
    guard start.store.adapter == nil else { throw .startsWithAdapter }
    var store = start.store
    var generator = CounterGenerator(seed: options.seed).derived(3)
    try options.variant.prepare(
      &store, trainsHead: options.trainsHead, generator: &generator)
    guard store.trainableCount > 0 else { throw .nothingTrains }
    guard start.configuration.maximumPositions >= store.prefixLength + 3 else {
      throw .prefixTooLong(store.prefixLength)
    }
    return RescoreBERT(
      name: start.identity.name, summary: start.identity.summary,
      configuration: start.configuration.with(dropout: options.dropout),
      tokenizer: start.tokenizer, textForm: start.textForm, store: store,
      threads: options.threads)
  }
}

/// Why a rescorer's training could not go on.
public enum RescorerTrainingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The lists to train on are empty.
  case noLists
  /// No layer has a name that the patterns pick.
  case noTargets([String])
  /// The patterns pick an embedding table, and this adapter is for linear layers alone.
  case noTableAdapter(String)
  /// The model to start from has an adapter already.
  case startsWithAdapter
  /// A prefix leaves no positions for texts.
  case prefixTooLong(Int)
  /// All parameters are frozen.
  case nothingTrains
  /// A file of the run is damaged or can't be written.
  case file(ModelFileError)
  /// A list lacks a cost that the objective weighs, or a model gave a cost that is not finite.
  case costs(RescoringError)
  /// The gradient became infinite or NaN.
  case diverged(step: Int)

  public var description: String {
    switch self {
    case .noLists: "expected lists to train on, found none"
    case .noTargets(let patterns):
      "expected names of the model's linear layers (query, key, value, attention.output.dense,"
        + " intermediate.dense, output.dense, layer.0.*, all-linear) or word_embeddings, found"
        + " \(patterns.joined(separator: ", "))"
    case .noTableAdapter(let adapter):
      "expected linear layers as targets of \(adapter), found word_embeddings (lora and lorb adapt"
        + " them)"
    case .startsWithAdapter: "expected a whole model to start from, found one with an adapter"
    case .prefixTooLong(let length):
      "expected a prefix shorter than the model's positions, found one of \(length)"
    case .nothingTrains: "expected parameters to train, found all frozen"
    case .file(let error): error.description
    case .costs(let error): error.description
    case .diverged(let step):
      "step \(step): found NaN or infinity in the gradients; a lower learning rate may help"
    }
  }
}

extension TrainingList {
  /// The first `depth` hypotheses.
  func prefix(_ depth: Int) -> TrainingList {
    TrainingList(
      hypotheses: hypotheses.prefix(depth), errors: Array(errors.prefix(depth)),
      referenceWords: referenceWords)
  }
}
