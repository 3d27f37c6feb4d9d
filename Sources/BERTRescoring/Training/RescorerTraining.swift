public import AdapterEngine
import ArtifactFiles
import Foundation
public import Rescoring
import Transcripts

/// Trains a rescorer on lists: the general rescorer's stages and the adaptation to a domain, which
/// differ in lists, objective and variant alone.
///
/// Resuming from the work folder's checkpoint gives the same weights, byte for byte, as training
/// without a break; so does any number of threads.
public struct RescorerTraining: Sendable {
  /// Which parameters train.
  public enum Variant: Hashable, Sendable, Codable {
    /// All of them.
    case full
    /// The scoring head alone.
    case head
    /// The scoring head and low-rank updates of the layers so named (arXiv 2106.09685).
    case lora(rank: Int, alpha: Float, targets: [String])
  }

  /// What decides the outcome.
  public struct Options: Sendable {
    /// Where checkpoint, log and best weights go.
    public var workFolder: String
    public var variant: Variant
    public var objective: ListObjective
    public var schedule: LearningRateSchedule
    public var optimizer = AdamW.Configuration()
    public var listsPerStep = 16
    /// Hypotheses looked at per list.
    public var depth = 20
    public var dropout: Float = 0
    public var seed: UInt64 = 1
    /// Only speed depends on it.
    public var threads = 1
    /// Steps between measurements on the development lists.
    public var evaluationSteps = 100
    /// Measurements without improvement after which training ends; nil never ends it.
    public var patience: Int?
    public var checkpointSteps = 500
    public var checkpointMinutes = 5.0
    public var logSteps = 20

    public init(
      workFolder: String, variant: Variant, objective: ListObjective, schedule: LearningRateSchedule
    ) {
      self.workFolder = workFolder
      self.variant = variant
      self.objective = objective
      self.schedule = schedule
    }
  }

  /// An entry of `log.jsonl`.
  public struct Entry: Codable, Hashable, Sendable {
    public let step: Int
    /// Mean loss per list since the last entry.
    public let loss: Double
    /// What the development lists gave, where they were measured.
    public let dev: InterpolationTuning.Result?
    public let learningRate: Double
    public let tokensPerSecond: Double
    public let epochs: Double
  }

  /// What is said on the way.
  public enum Progress: Sendable {
    case resuming(step: Int)
    case step(Entry)
    case checkpoint(step: Int)
  }

  /// How a run ended.
  public enum Outcome: Sendable {
    /// The model with the lowest WER on the development lists, and that WER; without development
    /// lists, the model of the last step.
    case finished(RescoreBERT, dev: InterpolationTuning.Result?)
    /// A checkpoint lies in the work folder.
    case interrupted(step: Int)
  }

  /// The best measurement so far, kept in the checkpoint.
  struct Best: Codable, Hashable {
    var result: InterpolationTuning.Result?
    var stale = 0
  }

  public let options: Options

  public init(_ options: Options) {
    self.options = options
  }

  /// Trains `start`.
  ///
  /// - Parameters:
  ///   - dev: development lists; may be empty.
  ///   - teacher: whose costs are distilled, where the objective asks for that.
  public func run(
    from start: RescoreBERT, lists: any TrainingListSource, dev: [TrainingList] = [],
    teacher: PseudoLogLikelihood? = nil, cancellation: CancellationFlag = CancellationFlag(),
    progress: (Progress) -> Void = { _ in }
  ) throws(RescorerTrainingError) -> Outcome {
    precondition(
      teacher != nil || options.objective.distillation == 0, "distillation needs a teacher")
    guard lists.count > 0 else { throw .noLists }
    var run = try RescorerRun(
      options: options, model: prepared(start), lists: lists,
      dev: dev.map { $0.prefix(options.depth) }, teacher: teacher)
    if try run.restore() { progress(.resuming(step: run.completed)) }
    try run.openLog()
    if run.completed == 0 { try run.evaluate() }
    while run.completed < options.schedule.totalSteps, !run.hasStalled {
      try run.step()
      let completed = run.completed
      let isLast = completed == options.schedule.totalSteps
      let evaluates = completed % options.evaluationSteps == 0 || isLast
      let result = evaluates ? try run.evaluate() : nil
      if evaluates || completed % options.logSteps == 0 {
        progress(.step(try run.log(dev: result)))
      }
      if run.checkpointIsDue || cancellation.isRaised || isLast || run.hasStalled {
        try run.save()
        progress(.checkpoint(step: completed))
        if cancellation.isRaised, !isLast { return .interrupted(step: completed) }
      }
    }
    return .finished(try run.bestModel(), dev: run.best.result)
  }

  /// The model with the variant's parameters thawed and its adapter attached.
  private func prepared(_ start: RescoreBERT) -> RescoreBERT {
    var store = start.store
    switch options.variant {
    case .full: store.setTrainable(true, where: { _ in true })
    case .head: store.setTrainable(false, where: { !$0.hasPrefix("scorer.") })
    case .lora(let rank, let alpha, let targets):
      store.setTrainable(false, where: { !$0.hasPrefix("scorer.") })
      var generator = CounterGenerator(seed: options.seed).derived(3)
      store.attach(
        LoRA(rank: rank, alpha: alpha), to: store.weights(targeting: targets),
        generator: &generator)
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
  /// There is nothing to train on.
  case noLists
  /// A file of the run is damaged or can't be written.
  case file(ModelFileError)
  /// A list lacks a cost that the objective weighs, or a model gave a cost that is not finite.
  case costs(RescoringError)
  /// The gradient became infinite or NaN.
  case diverged(step: Int)

  public var description: String {
    switch self {
    case .noLists: "expected lists to train on, found none"
    case .file(let error): error.description
    case .costs(let error): error.description
    case .diverged(let step):
      "step \(step): expected finite gradients, found others; a lower learning rate may help"
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
