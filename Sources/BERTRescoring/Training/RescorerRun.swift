import AdapterEngine
import ArtifactFiles
import Foundation
import Rescoring
import Transcripts

/// The state of a ``RescorerTraining`` under way.
struct RescorerRun {
  let options: RescorerTraining.Options
  private(set) var model: RescoreBERT
  private var optimizer: AdamW
  private(set) var best = RescorerTraining.Best()
  private let lists: any TrainingListSource
  private let dev: [TrainingList]
  private let tuning: InterpolationTuning?
  private let teacher: PseudoLogLikelihood?
  private let checkpoint: RunCheckpoint
  private var log: TrainingLog?
  private var pace = TrainingPace()
  private let parallel: DataParallel

  init(
    options: RescorerTraining.Options, model: RescoreBERT, lists: any TrainingListSource,
    dev: [TrainingList], teacher: PseudoLogLikelihood?
  ) throws(RescorerTrainingError) {
    self.options = options
    self.model = model
    self.lists = lists
    self.dev = dev
    self.teacher = teacher
    optimizer = AdamW(options.optimizer, for: model.store)
    tuning = dev.isEmpty ? nil : InterpolationTuning(dev)
    parallel = DataParallel(threads: options.threads)
    let variant =
      switch options.variant {
      case .full: "full"
      case .head: "head"
      case .lora(let rank, let alpha, let targets):
        "LoRA rank \(rank), alpha \(alpha), \(targets.joined(separator: " "))"
      }
    checkpoint = RunCheckpoint(
      path: options.workFolder + "/checkpoint.safetensors",
      settings: "\(variant) from \(model.identity.digest.short); \(lists.summary); seed"
        + " \(options.seed), \(options.listsPerStep) lists of \(options.depth); \(options.objective)"
    )
  }

  /// Steps made.
  var completed: Int { optimizer.steps }

  var hasStalled: Bool { options.patience.map { best.stale >= $0 } ?? false }

  var checkpointIsDue: Bool {
    completed % options.checkpointSteps == 0
      || pace.minutesSinceCheckpoint > options.checkpointMinutes
  }

  private var bestPath: String { options.workFolder + "/best.safetensors" }

  // MARK: Files

  /// Whether there was a checkpoint to go on from.
  mutating func restore() throws(RescorerTrainingError) -> Bool {
    do {
      guard
        let (optimizer, best) = try checkpoint.restore(
          into: &model.store, extra: RescorerTraining.Best.self)
      else { return false }
      self.optimizer = optimizer
      self.best = best
      return true
    } catch {
      throw .file(error)
    }
  }

  mutating func save() throws(RescorerTrainingError) {
    do {
      try checkpoint.save(model.store, optimizer: optimizer, extra: best)
    } catch {
      throw .file(error)
    }
    pace.checkpointed()
  }

  mutating func openLog() throws(RescorerTrainingError) {
    do {
      log = try TrainingLog(path: options.workFolder + "/log.jsonl", keepingUpTo: completed)
    } catch {
      throw .file(.file(error))
    }
  }

  mutating func log(
    dev: InterpolationTuning.Result?
  ) throws(RescorerTrainingError) -> RescorerTraining.Entry {
    let entry = RescorerTraining.Entry(
      step: completed, loss: pace.meanLoss, dev: dev,
      learningRate: options.schedule.rate(completed: completed - 1),
      tokensPerSecond: pace.tokensPerSecond,
      epochs: Double(completed * options.listsPerStep) / Double(lists.count))
    pace.restart()
    do {
      try log?.append(entry)
    } catch {
      throw .file(.file(error))
    }
    return entry
  }

  /// The best model so far, or the current one if nothing was measured.
  func bestModel() throws(RescorerTrainingError) -> RescoreBERT {
    var store = model.store
    if best.result != nil {
      do {
        try store.read(try SafetensorsFile(path: bestPath))
      } catch {
        throw .file(.tensors(error))
      }
    }
    return RescoreBERT(
      name: model.identity.name, summary: model.identity.summary,
      configuration: model.configuration, tokenizer: model.tokenizer, textForm: model.textForm,
      store: store, threads: options.threads)
  }

  // MARK: Work

  /// Measures the model on the development lists, and keeps its weights if it is the best so far.
  @discardableResult
  mutating func evaluate() throws(RescorerTrainingError) -> InterpolationTuning.Result? {
    guard let tuning else { return nil }
    let costs: [[Double]]
    do {
      costs = try model.costs(for: dev.map(\.hypotheses))
    } catch {
      throw .costs(error)
    }
    let result = tuning.tune(costs)
    if let known = best.result, known.errors <= result.errors {
      best.stale += 1
    } else {
      do {
        try model.store.write(to: bestPath)
      } catch {
        throw .file(.tensors(error))
      }
      best = RescorerTraining.Best(result: result)
    }
    return result
  }

  /// A list with everything that the loss needs but the model's costs.
  private struct Prepared: Sendable {
    let texts: [String]
    let firstPass: [Double]
    let errors: [Int]
    let teacher: [Double]
  }

  /// One optimiser step.
  mutating func step() throws(RescorerTrainingError) {
    let places = pace.places(
      first: completed * options.listsPerStep, count: options.listsPerStep, of: lists.count,
      seed: options.seed)
    let prepared = try prepare(places)
    let chunks = stride(from: 0, to: prepared.count, by: Self.listsPerChunk).map {
      Array(prepared[$0..<min($0 + Self.listsPerChunk, prepared.count)])
    }
    let dropout = CounterGenerator(seed: options.seed).derived(2, completed)
    let model = model
    let objective = options.objective
    let share = 1 / Double(prepared.count)
    let (gradients, results) = parallel.gradients(
      over: Array(chunks.enumerated()), store: model.store
    ) { chunk, buffer in
      Self.gradients(
        of: chunk.element, model: model, objective: objective, share: share,
        dropout: dropout.derived(chunk.offset), into: &buffer)
    }
    let norm = optimizer.step(
      &self.model.store, gradients: gradients,
      learningRate: options.schedule.rate(completed: completed))
    guard norm.isFinite else { throw .diverged(step: completed + 1) }
    pace.tokens += results.reduce(0) { $0 + $1.tokens }
    pace.losses.append(results.reduce(0) { $0 + $1.loss } * share)
  }

  /// Enough for the products to run at full speed, few enough for the cache.
  private static let listsPerChunk = 3

  private func prepare(_ places: [Int]) throws(RescorerTrainingError) -> [Prepared] {
    let (lists, teacher, options, form) = (lists, teacher, options, model.textForm)
    let results = parallel.map(places) { place -> Result<Prepared, RescoringError> in
      let list = lists.list(at: place).prefix(options.depth)
      let texts = list.hypotheses.texts.map(form.of)
      do throws(RescoringError) {
        var firstPass: [Double] = []
        for hypothesis in list.hypotheses.hypotheses {
          firstPass.append(try options.objective.interpolation.firstPassCost(of: hypothesis))
        }
        let wanted = options.objective.distillation != 0
        return .success(
          Prepared(
            texts: texts, firstPass: firstPass, errors: list.errors,
            teacher: wanted ? teacher?.costs(ofPreparedTexts: texts) ?? [] : []))
      } catch {
        return .failure(error)
      }
    }
    do throws(RescoringError) {
      var prepared: [Prepared] = []
      for result in results { prepared.append(try result.get()) }
      return prepared
    } catch {
      throw .costs(error)
    }
  }

  private static func gradients(
    of lists: [Prepared], model: RescoreBERT, objective: ListObjective, share: Double,
    dropout: CounterGenerator, into gradients: inout GradientBuffer
  ) -> (loss: Double, tokens: Int) {
    let batch = model.sequences(of: lists.flatMap(\.texts))
    var tape = Tape(model.store, mode: .training)
    let node = model.costs(of: batch, on: &tape, dropout: dropout)
    let costs = node.value.values.map { Double($0) }
    var loss = 0.0
    var seed: [Float] = []
    for list in lists {
      let own = Array(costs[seed.count..<seed.count + list.texts.count])
      let value = objective.loss(
        firstPass: list.firstPass, secondPass: own, errors: list.errors, teacher: list.teacher)
      loss += value.value
      seed += value.gradient.map { Float($0 * share) }
    }
    tape.backward(
      from: [(node, Tensor(rows: seed.count, columns: 1, values: seed))], into: &gradients)
    return (loss, batch.tokens.count)
  }
}
