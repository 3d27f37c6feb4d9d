import AdapterEngine
import Artifacts
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
  /// Development lists by recognizer, each ready to tune weights on.
  private let dev: [InterpolationTuning]
  private let teacher: PseudoLogLikelihood?
  private let checkpoint: RunCheckpoint
  private var lower: LowerLayerCache?
  private var log: TrainingLog?
  private var pace = TrainingPace()
  private let parallel: DataParallel

  init(
    options: RescorerTraining.Options, model: RescoreBERT, lists: any TrainingListSource,
    dev: [[TrainingList]], teacher: PseudoLogLikelihood?
  ) throws(RescorerTrainingError) {
    self.options = options
    self.model = model
    self.lists = lists
    self.dev = dev.filter { !$0.isEmpty }.map { InterpolationTuning($0) }
    self.teacher = teacher
    optimizer = AdamW(options.optimizer, for: model.store)
    parallel = DataParallel(threads: options.threads)
    lower = LowerLayerCache(
      of: model, precision: options.precision, bytes: options.cacheBytes)
    checkpoint = RunCheckpoint(
      path: options.workFolder + "/checkpoint.safetensors",
      settings:
        "\(options.subject) from \(model.identity.digest.short) on \(model.textForm.rawValue) texts;"
        + " \(lists.summary); seed"
        + " \(options.seed), \(options.listsPerStep) lists of \(options.depth); \(options.objective)"
    )
  }

  /// The number of steps made.
  var completed: Int { optimizer.steps }

  /// Lowest layers whose states are kept for each text.
  var reusedLayers: Int { lower?.layers ?? 0 }

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
    dev: [InterpolationTuning.Result]
  ) throws(RescorerTrainingError) -> RescorerTraining.Entry {
    let entry = RescorerTraining.Entry(
      step: completed, loss: pace.meanLoss, dev: dev.isEmpty ? nil : dev,
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
    if !best.results.isEmpty {
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
  mutating func evaluate() throws(RescorerTrainingError) -> [InterpolationTuning.Result] {
    guard !dev.isEmpty else { return [] }
    var found = RescorerTraining.Best()
    do {
      for tuning in dev {
        found.results.append(tuning.tune(try model.costs(for: tuning.lists)))
      }
    } catch {
      throw .costs(error)
    }
    if !best.results.isEmpty, best.errors <= found.errors {
      best.stale += 1
    } else {
      do {
        try model.store.write(to: bestPath)
      } catch {
        throw .file(.tensors(error))
      }
      best = found
    }
    return found.results
  }

  /// Makes one optimizer step.
  mutating func step() throws(RescorerTrainingError) {
    let places = pace.places(
      first: completed * options.listsPerStep, count: options.listsPerStep, of: lists.count,
      seed: options.seed)
    var sum = gradients(of: try prepare(places))
    let penalty = model.store.addRegularization(into: &sum.gradients)
    let norm = optimizer.step(
      &model.store, gradients: sum.gradients,
      learningRate: options.schedule.rate(completed: completed), parallel: parallel)
    guard norm.isFinite else { throw .diverged(step: completed + 1) }
    pace.tokens += sum.tokens
    pace.losses.append(sum.loss + penalty)
  }

  /// Computes the gradients in a function of its own, so that no copy of the weights is left when
  /// they are changed.
  private mutating func gradients(of prepared: [PreparedList]) -> ListGradients.Sum {
    let (model, parallel) = (model, parallel)
    lower?.add(prepared.flatMap(\.sequences), model, parallel)
    return ListGradients(
      model: model, objective: options.objective, correlation: options.correlation,
      precision: options.precision, lower: lower
    ).sum(
      of: prepared, dropout: CounterGenerator(seed: options.seed).derived(2, completed), parallel)
  }

  private func prepare(_ places: [Int]) throws(RescorerTrainingError) -> [PreparedList] {
    let (lists, teacher, options, model) = (lists, teacher, options, model)
    let results = parallel.map(places) { place -> Result<PreparedList, RescoringError> in
      let list = lists.list(at: place).prefix(options.depth)
      let texts = list.hypotheses.texts.map(model.textForm.of)
      do throws(RescoringError) {
        var firstPass: [Double] = []
        for hypothesis in list.hypotheses.hypotheses {
          firstPass.append(try options.objective.firstPassCost(of: hypothesis))
        }
        let wanted = options.objective.distillation != 0
        return .success(
          PreparedList(
            sequences: model.sequences(of: texts), firstPass: firstPass, errors: list.errors,
            teacher: wanted ? teacher?.costs(ofPreparedTexts: texts) ?? [] : []))
      } catch {
        return .failure(error)
      }
    }
    do throws(RescoringError) {
      var prepared: [PreparedList] = []
      for result in results { prepared.append(try result.get()) }
      return prepared
    } catch {
      throw .costs(error)
    }
  }
}
