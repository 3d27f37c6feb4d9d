import ArgumentParser
import Lexicons
import RobustnessReports
import Transcripts

/// `mondegreen lexicon train-g2p`.
struct TrainPronunciationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train-g2p",
    abstract: "Learn from a lexicon to pronounce words that it lacks.",
    discussion: """
      Learns a joint-sequence model: letters and phones are aligned by expectation maximization, and an n-gram \
      with Kneser-Ney smoothing predicts which pair follows which. A tenth of the words, always the same ones, is \
      held out, and the share of their phones and words that the model gets wrong is printed. Stress is ignored, \
      and any pronunciation in the lexicon counts as right. --all learns from every word instead.

      EXAMPLE
        mondegreen lexicon train-g2p --output cmudict.g2p.gz
        mondegreen lexicon train-g2p --lexicon de.txt --lexicon-format ipa-dict \\
          --output de.g2p.gz
        mondegreen perturb --lexicon de.txt --lexicon-format ipa-dict \\
          --g2p de.g2p.gz --language de --corpus lists.jsonl
      """)

  @OptionGroup(title: OptionTitle.everyday) var main: Main
  @OptionGroup(title: OptionTitle.lexicon) var lexicon: LexiconOptions

  /// Where the model goes, and how large it is.
  struct Main: ParsableArguments {
    @Option(
      help: ArgumentHelp("Write the model here; .gz compresses it.", valueName: "file"),
      completion: .file())
    var output: String

    @Option(help: ArgumentHelp("Longest n-gram, 1 to 12.", valueName: "count"))
    var order = PronunciationTraining().order

    @Option(
      help: ArgumentHelp(
        "Largest number of letters that stand for phones together, 1 to 4.", valueName: "count"))
    var letters = PronunciationTraining().letters

    @Option(
      help: ArgumentHelp(
        "Largest number of phones that a letter stands for, 1 to 7: about 5 where a letter is a syllable.",
        valueName: "count"))
    var phones = PronunciationTraining().phones

    @Option(
      help: ArgumentHelp(
        "Leave out n-grams whose loss changes the model less, in nats per letter; 0 keeps all.",
        valueName: "nats"))
    var pruning = PronunciationTraining().pruning

    @Flag(help: "Learn from all words, and measure nothing.")
    var all = false

    func validate() throws {
      for (name, value, range) in [
        ("order", order, 1...12), ("letters", letters, 1...4), ("phones", phones, 1...7),
      ] where !range.contains(value) {
        throw ValidationError(
          "--\(name): expected \(range.lowerBound) to \(range.upperBound), found \(value)")
      }
      if !(pruning >= 0 && pruning <= 1) {
        throw ValidationError("--pruning: expected 0 to 1, found \(pruning)")
      }
    }
  }

  @OptionGroup var form: OutputOptions

  func validate() throws { try lexicon.expectNoModel() }

  func run() throws {
    var outputs = OutputGuard(reading: lexicon.inputs)
    try outputs.check("--output", main.output)
    let interruption = Interruption(message: "interrupted; nothing was saved")
    defer { withExtendedLifetime(interruption) {} }
    let lexicon = try lexicon.read()
    Restarting.say(of: "lexicon train-g2p")
    var training = PronunciationTraining()
    training.order = main.order
    training.letters = main.letters
    training.phones = main.phones
    training.pruning = main.pruning
    let all = main.all
    let model = try training.learn(from: lexicon) { all || !HeldOutWords.contains($0) }
    try model.write(to: main.output)
    let errors =
      all
      ? nil : PronunciationErrors(of: model, on: lexicon, where: HeldOutWords.contains)
    if form.json {
      return Results.write(Outcome(file: main.output, model: model, errors: errors))
    }
    print(
      "\(main.output): \(FigureFormat.count(model.ngramCount)) n-grams, SHA-256 \(model.digest)")
    guard let errors else { return }
    guard errors.words > 0 else {
      print("the lexicon is too small for a held-out tenth")
      return
    }
    print(
      "held-out tenth, \(FigureFormat.count(errors.words)) words: "
        + "\(Percent.text(errors.phoneErrorRate)) phone errors, "
        + "\(Percent.text(errors.wordErrorRate)) word errors")
  }

  /// What was learned, as `--json` has it.
  private struct Outcome: Encodable {
    struct HeldOut: Encodable {
      let words: Int
      let phoneErrorRate: Double
      let wordErrorRate: Double
    }

    let file: String
    let ngrams: Int
    let digest: String
    let heldOut: HeldOut?

    init(file: String, model: PronunciationModel, errors: PronunciationErrors?) {
      self.file = file
      ngrams = model.ngramCount
      digest = "\(model.digest)"
      heldOut = errors.flatMap { errors in
        errors.words == 0
          ? nil
          : HeldOut(
            words: errors.words, phoneErrorRate: errors.phoneErrorRate,
            wordErrorRate: errors.wordErrorRate)
      }
    }
  }
}
