public import AdapterEngine
import Algorithms
import Artifacts
import Foundation
import Transcripts

/// Pre-training: masked-language-model training on a text file, of a fresh BERT or of one that goes on learning
/// (continued pre-training, as in arXiv 2004.10964).
///
/// Resuming from the work folder's checkpoint gives the same weights, byte for byte, as training
/// without a break; so does any number of threads.
public struct MaskedLanguageModelTraining: Sendable {
  /// The settings that decide the outcome.
  public struct Options: Sendable {
    /// Plain or gzip text, one paragraph a line.
    public var textPath: String
    /// The folder for the checkpoint, the log and the finished model.
    public var workFolder: String
    /// Layers, widths and positions; the vocabulary's size is what its training gives. With ``start``, only
    /// the dropout counts.
    public var shape: BERTConfiguration
    /// The model that goes on learning, with its own shape and vocabulary; nil for a fresh one.
    public var start: BERTDirectory?
    /// The forms in which each paragraph is seen; with both of them twice in an epoch.
    public var textForms: [TextForm] = [.spoken]
    /// Longest sequence in training, special tokens included.
    public var longest = 64
    /// The number of sequences per optimizer step.
    public var sequencesPerStep = 96
    public var schedule: LearningRateSchedule
    public var optimizer = AdamW.Configuration(beta2: 0.98, weightDecay: 0.01)
    public var seed: UInt64 = 1
    /// The number of threads, on which only speed depends.
    public var threads = 1
    /// Steps between checkpoints, and minutes after which one is due anyway.
    public var checkpointSteps = 500
    public var checkpointMinutes = 5.0
    /// Steps between entries of the log.
    public var logSteps = 20
    /// Steps between measurements on the held-out slice.
    public var evaluationSteps = 500
    /// Every so many-th paragraph is held out.
    public var heldOutEvery = 400

    public init(
      textPath: String, workFolder: String, shape: BERTConfiguration, schedule: LearningRateSchedule
    ) {
      self.textPath = textPath
      self.workFolder = workFolder
      self.shape = shape
      self.schedule = schedule
    }
  }

  /// What is said on the way.
  public enum Progress: Sendable {
    case preparing(String)
    case resuming(step: Int)
    case step(Entry)
    case checkpoint(step: Int)
  }

  /// An entry of `log.jsonl`.
  public struct Entry: Codable, Hashable, Sendable {
    public let step: Int
    /// Mean negative log-likelihood of the hidden tokens since the last entry, in nats.
    public let loss: Double
    /// The same on the held-out slice, where it was measured.
    public let heldOutLoss: Double?
    public let learningRate: Double
    public let tokensPerSecond: Double
    /// The share of an epoch that is done.
    public let epochs: Double
  }

  /// The way in which a run ended.
  public enum Outcome: Hashable, Sendable {
    /// The finished model lies in the folder, its weights rounded to 16 bits; and its
    /// pseudo-perplexity on the held-out slice (before rounding), every token hidden alone.
    case finished(folder: String, pseudoPerplexity: Double)
    /// A checkpoint lies in the work folder.
    case interrupted(step: Int)
  }

  public let options: Options

  public init(_ options: Options) {
    self.options = options
  }

  /// Trains to the end of the schedule or until `cancellation` is raised.
  ///
  /// - Throws: ``ModelFileError`` for a text or a model that can't be read, a model to go on from without a
  ///   language-model head or with fewer positions than the longest sequence, and a checkpoint of another run.
  public func run(
    cancellation: CancellationFlag = CancellationFlag(),
    progress: (Progress) -> Void = { _ in }
  ) throws(ModelFileError) -> Outcome {
    let folder = options.workFolder
    let lines = try TextLines.paragraphs(ofFileAt: options.textPath)
    var model = try firstModel(lines, progress: progress)
    let (configuration, tokenizer) = (model.configuration, model.tokenizer)
    progress(.preparing("cutting the text into sequences"))
    let corpora = corpora(of: lines, tokenizer: tokenizer)
    var optimizer = AdamW(options.optimizer, for: model.store)
    let checkpoint = RunCheckpoint(
      path: folder + "/checkpoint.safetensors", settings: settings(lines, start: model.store))
    if let resumed = try checkpoint.restore(into: &model.store, extra: [String: String].self) {
      optimizer = resumed.optimizer
      progress(.resuming(step: optimizer.steps))
    }
    let log = try ModelFileError.wrap { () throws(ArtifactError) in
      try TrainingLog(path: folder + "/log.jsonl", keepingUpTo: optimizer.steps)
    }

    var pace = TrainingPace()
    while optimizer.steps < options.schedule.totalSteps {
      let loss = step(&model, &optimizer, corpus: corpora.training, pace: &pace)
      pace.losses.append(loss)
      let completed = optimizer.steps
      let evaluates =
        completed % options.evaluationSteps == 0
        || completed == options.schedule.totalSteps
      if evaluates || completed % options.logSteps == 0 {
        let entry = Entry(
          step: completed, loss: pace.meanLoss,
          heldOutLoss: evaluates ? heldOutLoss(of: model, on: corpora.heldOut) : nil,
          learningRate: options.schedule.rate(completed: completed - 1),
          tokensPerSecond: pace.tokensPerSecond,
          epochs: Double(completed * options.sequencesPerStep) / Double(corpora.training.count))
        pace.restart()
        try ModelFileError.wrap { () throws(ArtifactError) in try log.append(entry) }
        progress(.step(entry))
      }
      let due =
        completed % options.checkpointSteps == 0
        || pace.minutesSinceCheckpoint > options.checkpointMinutes
      if due || cancellation.isRaised {
        try checkpoint.save(model.store, optimizer: optimizer, extra: [String: String]())
        pace.checkpointed()
        progress(.checkpoint(step: completed))
        if cancellation.isRaised { return .interrupted(step: completed) }
      }
    }
    try checkpoint.save(model.store, optimizer: optimizer, extra: [String: String]())
    let finished = folder + "/model"
    try BERTDirectory.write(
      store: model.store, configuration: configuration, tokenizer: tokenizer,
      precision: .float16, to: finished)
    progress(.preparing("measuring the pseudo-perplexity of the held-out paragraphs"))
    let heldOut = corpora.heldOut
    let judge = PseudoLogLikelihood(model, textForm: .spoken, threads: options.threads)
    return .finished(
      folder: finished,
      pseudoPerplexity: judge.perplexity(
        of: (0..<heldOut.count).map { heldOut.sequence(at: $0) }))
  }

  /// What a resumed run must share with the interrupted one; the schedule may change.
  private func settings(_ lines: TextLines, start: ParameterStore) -> String {
    "text \(lines.digest.short), seed \(options.seed), \(options.sequencesPerStep) sequences of at"
      + " most \(options.longest), every \(options.heldOutEvery)th paragraph held out"
      + (options.textForms == [.spoken]
        ? "" : ", \(options.textForms.map(\.rawValue).joined(separator: " and "))")
      + (options.start == nil ? "" : ", from \(start.digest.short)")
  }

  /// What the first step changes: the model to go on from, or a fresh one.
  private func firstModel(
    _ lines: TextLines, progress: (Progress) -> Void
  ) throws(ModelFileError) -> MaskedLanguageModel {
    guard let start = options.start else {
      let tokenizer = WordPieceTokenizer(
        vocabulary: try vocabulary(of: lines, progress: progress))
      return MaskedLanguageModel(
        configuration: options.shape.with(vocabularySize: tokenizer.vocabulary.count),
        tokenizer: tokenizer, seed: options.seed)
    }
    guard start.configuration.maximumPositions >= options.longest else {
      throw .wrongValue(
        path: start.path + "/config.json", key: "max_position_embeddings",
        expected: "at least the longest sequence's \(options.longest)",
        found: "\(start.configuration.maximumPositions)")
    }
    return try MaskedLanguageModel(directory: start, dropout: options.shape.dropout)
  }

  /// The vocabulary: read from the work folder if an earlier run learned it, else learned and kept
  /// there.
  private func vocabulary(
    of lines: TextLines, progress: (Progress) -> Void
  ) throws(ModelFileError) -> WordPieceVocabulary {
    let path = options.workFolder + "/vocab.txt"
    if FileManager.default.fileExists(atPath: path) { return try WordPieceVocabulary(path: path) }
    progress(.preparing("learning the vocabulary"))
    var counts: [String: Int] = [:]
    let basic = BasicTokenizer()
    for paragraph in Paragraphs(lines) {
      for form in options.textForms {
        for sentence in SentenceSplitter.sentences(of: paragraph, as: form) {
          for word in sentence.split(separator: " ") { counts[String(word), default: 0] += 1 }
        }
      }
    }
    var words: [String: Int] = [:]
    for (chunk, count) in counts {
      for word in basic.words(of: chunk) { words[word, default: 0] += count }
    }
    let vocabulary = try WordPieceTrainer(size: options.shape.vocabularySize).train(on: words)
    try ModelFileError.wrap { () throws(ArtifactError) in
      try ArtifactFile.write(Data(vocabulary.fileContents.utf8), to: path)
    }
    return vocabulary
  }

  private func corpora(
    of lines: TextLines, tokenizer: WordPieceTokenizer
  ) -> (training: TokenCorpus, heldOut: TokenCorpus) {
    func corpus(heldOut: Bool) -> TokenCorpus {
      let paragraphs = Paragraphs(lines).lazy.enumerated()
        .filter { ($0.offset % options.heldOutEvery == 0) == heldOut }.map(\.element)
      return TokenCorpus(
        paragraphs: paragraphs, forms: options.textForms, tokenizer: tokenizer,
        longest: options.longest, seed: options.seed)
    }
    return (corpus(heldOut: false), corpus(heldOut: true))
  }

  private func step(
    _ model: inout MaskedLanguageModel, _ optimizer: inout AdamW, corpus: TokenCorpus,
    pace: inout TrainingPace
  ) -> Double {
    let first = optimizer.steps * options.sequencesPerStep
    let random = CounterGenerator(seed: options.seed)
    let vocabulary = model.tokenizer.vocabulary
    let places = pace.places(
      first: first, count: options.sequencesPerStep, of: corpus.count, seed: options.seed)
    let chunks = places.chunks(ofCount: Self.sequencesPerChunk).map { part in
      MaskedSequences(
        part.map { corpus.sequence(at: $0) }, vocabulary: vocabulary,
        generator: { random.derived(1, first + part.startIndex + $0) })
    }
    let hidden = chunks.reduce(0) { $0 + $1.targets.count }
    let weight = 1 / Float(hidden)
    let dropout = random.derived(2, optimizer.steps)
    let shared = model
    let parallel = DataParallel(threads: options.threads)
    let (gradients, losses) = parallel.gradients(
      over: Array(chunks.enumerated()), store: model.store
    ) { chunk, buffer in
      shared.loss(
        chunk.element, weight: weight, dropout: dropout.derived(chunk.offset), into: &buffer)
    }
    let rate = options.schedule.rate(completed: optimizer.steps)
    optimizer.step(
      &model.store, gradients: gradients, learningRate: rate, parallel: parallel)
    pace.tokens += chunks.reduce(0) { $0 + $1.batch.tokens.count }
    return losses.reduce(0, +) / Double(hidden)
  }

  /// Few enough that a chunk's hidden states stay in the cache; a step of 64 has as many chunks as
  /// there are shards of gradients.
  private static let sequencesPerChunk = 16

  private func heldOutLoss(of model: MaskedLanguageModel, on corpus: TokenCorpus) -> Double {
    let random = CounterGenerator(seed: 0x6865_6c64)
    let vocabulary = model.tokenizer.vocabulary
    let count = min(corpus.count, 1024)
    let starts = Array(stride(from: 0, to: count, by: Self.sequencesPerChunk))
    let parts = DataParallel(threads: options.threads).map(starts) { start in
      let masked = MaskedSequences(
        (start..<min(start + Self.sequencesPerChunk, count)).map { corpus.sequence(at: $0) },
        vocabulary: vocabulary, generator: { random.derived(start + $0) })
      let losses = model.losses(masked)
      return (losses.reduce(0.0) { $0 + Double($1) }, losses.count)
    }
    let total = parts.reduce(0.0) { $0 + $1.0 }
    return total / Double(max(1, parts.reduce(0) { $0 + $1.1 }))
  }
}
