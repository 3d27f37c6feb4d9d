import AdapterEngine
import ArgumentParser
import Artifacts
import BERTRescoring
import Foundation

/// `mondegreen pretrain`: masked-language-model training of a fresh base model.
struct PretrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pretrain",
    abstract: "Train a small BERT base model on text, by masked-language modelling.",
    discussion: """
      Learns a WordPiece vocabulary from TEXT, then trains a masked language model on it. The work \
      folder holds the vocabulary, a checkpoint, a log (log.jsonl) and in the end the model in \
      model/, in Hugging Face's layout. Run the same command again to go on after an interruption: \
      the weights come out the same, byte for byte. To end a run sooner or later than planned, \
      resume it with another --steps.

      EXAMPLE
        mondegreen pretrain books.txt.gz --work Work/base --steps 6000
      """)

  @Argument(help: ArgumentHelp("Text, plain or gzipped, one paragraph a line.", valueName: "text"))
  var text: String

  @Option(help: "The folder for vocabulary, checkpoint, log and finished model.")
  var work: String

  @Option(help: "Optimiser steps.")
  var steps = 6000

  @Option(help: "Steps of learning-rate warm-up.")
  var warmUp = 200

  @Option(help: "Steps over which the learning rate falls to zero at the end.")
  var decay = 1500

  @Option(help: "Highest learning rate.")
  var learningRate = 1e-3

  @Option(help: "Sequences per step.")
  var sequences = 96

  @Option(help: "Longest sequence in tokens.")
  var longest = 64

  @Option(help: "Pieces in the vocabulary.")
  var vocabulary = 8192

  @Option(help: "Encoder layers.")
  var layers = 4

  @Option(help: "Width of the hidden states.")
  var hidden = 256

  @Option(help: "Attention heads.")
  var heads = 4

  @Option(help: "Width of the feed-forward part.")
  var intermediate = 1024

  @Option(help: "Dropout while training.")
  var dropout: Float = 0

  @Option(help: "Seed of parameters, masks and data order.")
  var seed: UInt64 = 1

  @OptionGroup var threadOptions: ThreadOptions

  @OptionGroup var form: OutputOptions

  func validate() throws {
    guard hidden % heads == 0 else {
      throw ValidationError("--hidden: expected a multiple of --heads \(heads), found \(hidden)")
    }
    guard [steps, sequences, layers, hidden, heads, intermediate].allSatisfy({ $0 > 0 })
    else { throw ValidationError("expected counts of at least 1") }
    guard (8...128).contains(longest) else {
      throw ValidationError("--longest: expected 8 to 128, found \(longest)")
    }
    guard (256...65_536).contains(vocabulary) else {
      throw ValidationError("--vocabulary: expected 256 to 65536, found \(vocabulary)")
    }
  }

  func run() throws {
    var outputs = OutputGuard(reading: [text])
    try outputs.check(
      "--work", work, files: ["vocab.txt", "checkpoint.safetensors", "log.jsonl"])
    let lock = try FolderLock(work, for: .thisCommand)
    defer { withExtendedLifetime(lock) {} }
    let shape = BERTConfiguration(
      vocabularySize: vocabulary, hiddenSize: hidden, layers: layers, heads: heads,
      intermediateSize: intermediate, dropout: dropout)
    var options = MaskedLanguageModelTraining.Options(
      textPath: text, workFolder: work, shape: shape,
      schedule: LearningRateSchedule(
        peak: learningRate, warmUpSteps: warmUp, decaySteps: decay, totalSteps: steps))
    options.longest = longest
    options.sequencesPerStep = sequences
    options.seed = seed
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
      case .resuming(let step): note("resuming after step \(step)")
      case .step(let entry):
        line.update(
          "pre-training", done: entry.step, of: steps,
          detail: String(
            format: "loss %.3f, %.0f tokens/s", entry.loss, entry.tokensPerSecond))
        if let heldOut = entry.heldOutLoss {
          note(String(format: "step %d: held-out loss %.3f", entry.step, heldOut))
        }
      case .checkpoint(let step): note("checkpoint at step \(step)")
      }
    }
    switch outcome {
    case .finished(let folder, let pseudoPerplexity):
      note(String(format: "pseudo-perplexity on held-out text: %.2f", pseudoPerplexity))
      if form.json { Results.files([folder]) } else { note("the model is in \(folder)") }
    case .interrupted(let step):
      throw CommandFailure(
        .interrupted, "interrupted after step \(step): the same command goes on from there")
    }
  }
}
