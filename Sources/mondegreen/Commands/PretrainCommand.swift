import AdapterEngine
import ArgumentParser
import Artifacts
import BERTRescoring
import Foundation

/// `mondegreen pretrain`: masked-language-model training of a fresh base model.
struct PretrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pretrain",
    abstract: "Train a small BERT base model on text, by masked-language modeling.",
    discussion: """
      Learns a WordPiece vocabulary from TEXT, then trains a masked language model on it. With --from, a \
      model that is there already goes on learning, with its own shape and vocabulary: in this way it gets to \
      know another domain, or, with --text-form, texts with punctuation. Vocabularies that are learned here are in \
      lower case.

      The work folder holds the vocabulary, a checkpoint, a log (log.jsonl) and in the end the model in \
      model/, in Hugging Face's layout. After an interruption, run the same command again to resume: the \
      weights come out the same, byte for byte. To end a run sooner or later than planned, resume it with \
      another --steps.

      EXAMPLE
        mondegreen pretrain books.txt.gz --work Work/base --steps 6000
        mondegreen pretrain letters.txt --from Work/base/model --work Work/letters \\
          --text-form both --steps 2000 --learning-rate 3e-4
      """)

  @Argument(
    help: ArgumentHelp("Text, plain or gzipped, one paragraph per line.", valueName: "text"),
    completion: .file())
  var text: String

  @OptionGroup(title: OptionTitle.everyday) var main: Main
  @OptionGroup(title: "Shape of a fresh model") var shape: Shape
  @OptionGroup(title: OptionTitle.running) var threadOptions: ThreadOptions

  /// Where the model goes, and how it trains.
  struct Main: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "Folder for vocabulary, checkpoint, log and finished model.", valueName: "folder"),
      completion: .directory)
    var work: String

    @Option(
      help: ArgumentHelp(
        "Folder of a model to go on from. (default: a fresh model)", valueName: "folder"),
      completion: .directory)
    var from: String?

    @Option(
      help: ArgumentHelp(
        "What the model sees of the text: spoken (sentences in lower case without punctuation), written "
          + "(sentences as they stand) or both (each paragraph in both forms).", valueName: "form"))
    var textForm = PretrainingForm.spoken

    @Option(help: ArgumentHelp("Number of optimizer steps.", valueName: "count"))
    var steps = 6000

    @Option(help: ArgumentHelp("Steps of learning-rate warm-up.", valueName: "count"))
    var warmUp = 200

    @Option(
      help: ArgumentHelp(
        "Steps over which the learning rate falls to zero at the end.", valueName: "count"))
    var decay = 1500

    @Option(help: ArgumentHelp("Highest learning rate.", valueName: "rate"))
    var learningRate = 1e-3

    @Option(help: ArgumentHelp("Number of sequences per step.", valueName: "count"))
    var sequences = 96

    @Option(help: ArgumentHelp("Longest sequence in tokens.", valueName: "count"))
    var longest = 64

    @Option(help: ArgumentHelp("Dropout while training.", valueName: "share"))
    var dropout: Float = 0

    @Option(help: ArgumentHelp("Seed of parameters, masks and data order.", valueName: "number"))
    var seed: UInt64 = 1
  }

  /// The text forms by their names on the command line.
  enum PretrainingForm: String, CaseIterable, ExpressibleByArgument {
    case spoken, written, both

    var forms: [TextForm] {
      switch self {
      case .spoken: [.spoken]
      case .written: [.written]
      case .both: [.spoken, .written]
      }
    }
  }

  /// How large the model is.
  struct Shape: ParsableArguments {
    /// Training takes 16 bytes for each.
    static let largest = 1 << 30

    /// That of a fresh model, unless options say otherwise.
    private static let usual = (
      vocabulary: 8192, layers: 4, hidden: 256, heads: 4, intermediate: 1024
    )

    /// What differs from it.
    var changed: [String] {
      [
        ("--vocabulary", vocabulary, Self.usual.vocabulary),
        ("--layers", layers, Self.usual.layers),
        ("--hidden", hidden, Self.usual.hidden), ("--heads", heads, Self.usual.heads),
        ("--intermediate", intermediate, Self.usual.intermediate),
      ].compactMap { option, value, usual in value == usual ? nil : "\(option) \(value)" }
    }

    /// About how many: those of tables and linear layers.
    var parameters: Int {
      layers * hidden * (4 * hidden + 2 * intermediate) + vocabulary * hidden
    }

    @Option(help: ArgumentHelp("Number of pieces in the vocabulary.", valueName: "count"))
    var vocabulary = usual.vocabulary

    @Option(help: ArgumentHelp("Number of encoder layers.", valueName: "count"))
    var layers = usual.layers

    @Option(help: ArgumentHelp("Width of the hidden states.", valueName: "width"))
    var hidden = usual.hidden

    @Option(help: ArgumentHelp("Number of attention heads.", valueName: "count"))
    var heads = usual.heads

    @Option(help: ArgumentHelp("Width of the feed-forward part.", valueName: "width"))
    var intermediate = usual.intermediate
  }

  @OptionGroup var form: OutputOptions

  func validate() throws {
    // Those of a model's folder have the same bounds.
    let counts = [
      ("--steps", main.steps, 1...1_000_000_000), ("--warm-up", main.warmUp, 0...1_000_000_000),
      ("--decay", main.decay, 0...1_000_000_000), ("--sequences", main.sequences, 1...65_536),
      ("--longest", main.longest, 8...128), ("--vocabulary", shape.vocabulary, 256...65_536),
      ("--layers", shape.layers, 1...1_000), ("--hidden", shape.hidden, 1...65_536),
      ("--heads", shape.heads, 1...65_536), ("--intermediate", shape.intermediate, 1...1 << 20),
    ]
    for (option, count, expected) in counts where !expected.contains(count) {
      throw ValidationError(
        "\(option): expected \(expected.lowerBound) to \(expected.upperBound), found \(count)")
    }
    guard shape.hidden % shape.heads == 0 else {
      throw ValidationError(
        "--hidden: expected a multiple of --heads \(shape.heads), found \(shape.hidden)")
    }
    guard shape.parameters <= Shape.largest else {
      throw ValidationError(
        "--layers, --hidden, --intermediate: expected a model of at most \(Shape.largest) parameters, found about "
          + "\(shape.parameters)")
    }
    if main.from != nil, let changed = shape.changed.first {
      throw ValidationError(
        "--from: expected no shape, since the model keeps its own, found \(changed)")
    }
    guard main.dropout >= 0, main.dropout < 1 else {
      throw ValidationError("--dropout: expected 0 up to 1, found \(main.dropout)")
    }
    guard main.learningRate > 0, main.learningRate.isFinite else {
      throw ValidationError("--learning-rate: expected more than 0, found \(main.learningRate)")
    }
  }

  func run() throws {
    var outputs = OutputGuard(reading: [text, main.from])
    try outputs.check(
      "--work", main.work,
      files: ["vocab.txt", "checkpoint.safetensors", "log.jsonl", "model"])
    let start = try main.from.map { try BERTDirectory(contentsOf: $0) }
    let lock = try FolderLock(main.work, for: .thisCommand)
    defer { withExtendedLifetime(lock) {} }
    let configuration = BERTConfiguration(
      vocabularySize: shape.vocabulary, hiddenSize: shape.hidden, layers: shape.layers,
      heads: shape.heads,
      intermediateSize: shape.intermediate, dropout: main.dropout)
    var options = MaskedLanguageModelTraining.Options(
      textPath: text, workFolder: main.work, shape: configuration,
      schedule: LearningRateSchedule(
        peak: main.learningRate, warmUpSteps: main.warmUp, decaySteps: main.decay,
        totalSteps: main.steps))
    options.start = start
    options.textForms = main.textForm.forms
    options.longest = main.longest
    options.sequencesPerStep = main.sequences
    options.seed = main.seed
    options.threads = threadOptions.threads
    let flag = CancellationFlag()
    let interrupt = InterruptSignal(flag)
    let line = ProgressLine()
    let note = { (text: String) in
      line.finish()
      Terminal.note(text)
    }
    defer { interrupt.stop() }
    let outcome = try MaskedLanguageModelTraining(options).run(cancellation: flag) { progress in
      switch progress {
      case .preparing(let what): note(what)
      case .resuming(let step): note("resuming at the checkpoint of step \(step)")
      case .step(let entry):
        line.update(
          "pre-training", done: entry.step, of: main.steps,
          detail: String(
            format: "loss %.3f, %.0f tokens/s", entry.loss, entry.tokensPerSecond))
        if let heldOut = entry.heldOutLoss {
          note(String(format: "step %d: held-out loss %.3f", entry.step, heldOut))
        }
      case .checkpoint(let step): note("step \(step): checkpoint saved")
      }
    }
    switch outcome {
    case .finished(let folder, let pseudoPerplexity):
      note(String(format: "pseudo-perplexity on held-out text: %.2f", pseudoPerplexity))
      if form.json { Results.files([folder]) } else { note("the model was written to \(folder)") }
    case .interrupted(let step):
      throw CommandFailure(
        .interrupted, "interrupted after step \(step): run the same command again to resume")
    }
  }
}
