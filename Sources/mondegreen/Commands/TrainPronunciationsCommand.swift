import ArgumentParser
import Lexicons
import RobustnessReports
import Transcripts

/// `mondegreen lexicon train-g2p`.
struct TrainPronunciationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train-g2p",
    abstract: "Learn from a lexicon how words sound that it lacks.",
    discussion: """
      Learns a joint-sequence model: letters and phones are aligned by expectation maximization, and an n-gram \
      with Kneser-Ney smoothing says which pair follows which. A tenth of the words, always the same ones, is \
      held out, and the share of their phones and words that the model says wrong is printed; stress is ignored, \
      and each pronunciation of the lexicon counts as right. --all learns from every word instead.

      EXAMPLE
        mondegreen lexicon train-g2p --output cmudict.g2p.gz
        mondegreen lexicon train-g2p --lexicon de.txt --lexicon-format ipa-dict --output de.g2p.gz
        mondegreen perturb --lexicon de.txt --lexicon-format ipa-dict --g2p de.g2p.gz --language de \
      --corpus lists.jsonl
      """)

  @OptionGroup var lexicon: LexiconOptions

  @Option(help: ArgumentHelp("Write the model here; .gz compresses it.", valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp("Longest n-gram, 1 to 12.", valueName: "count"))
  var order = PronunciationTraining().order

  @Option(help: ArgumentHelp("Letters that stand for phones together, 1 to 4.", valueName: "count"))
  var letters = PronunciationTraining().letters

  @Option(
    help: ArgumentHelp(
      "Phones that a letter stands for, 1 to 7: 5 or so where a letter is a syllable.",
      valueName: "count"))
  var phones = PronunciationTraining().phones

  @Option(
    help: ArgumentHelp(
      "Leave out n-grams whose loss changes the model less, in nats a letter; 0 keeps all.",
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

  func run() throws {
    var outputs = OutputGuard(reading: lexicon.inputs)
    try outputs.check("--output", output)
    let interruption = Interruption(message: "interrupted; nothing was kept")
    defer { withExtendedLifetime(interruption) {} }
    let lexicon = try lexicon.read()
    Restarting.say(of: "lexicon train-g2p")
    var training = PronunciationTraining()
    training.order = order
    training.letters = letters
    training.phones = phones
    training.pruning = pruning
    let all = all
    let model = try training.learn(from: lexicon) { all || !HeldOutWords.contains($0) }
    try model.write(to: output)
    print("\(output): \(FigureFormat.count(model.ngramCount)) n-grams, SHA-256 \(model.digest)")
    guard !all else { return }
    let errors = PronunciationErrors(of: model, on: lexicon, where: HeldOutWords.contains)
    guard errors.words > 0 else {
      print("the lexicon is too small for a held-out tenth")
      return
    }
    print(
      "held-out tenth, \(FigureFormat.count(errors.words)) words: "
        + "\(Percent.text(errors.phoneErrorRate)) phone errors, "
        + "\(Percent.text(errors.wordErrorRate)) word errors")
  }
}
