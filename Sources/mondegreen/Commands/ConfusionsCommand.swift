import ArgumentParser
import BundledCorpora
import Lexicons
import Perturbations
import RobustnessReports
import Transcripts

/// `mondegreen confusions`.
struct ConfusionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confusions",
    abstract: "Learn from N-best lists with references what a recognizer mishears.",
    discussion: """
      Aligns hypotheses with references and with each other, counts which phrases and phones are heard as \
      which, and shows the most frequent; --output keeps the model for --perturbation confusions. --held-out \
      shows how closely errors sampled from the model match those of unseen lists: Jensen-Shannon divergence, \
      from 0 bits for the same errors to 1 bit for none in common, beside that of the training lists' own \
      errors and of random homophones.

      \(CorpusOptions.discussion)

      EXAMPLE
        mondegreen confusions --corpus messaging-train --output confusions.json
        mondegreen confusions --corpus messaging-train --held-out messaging-test
      """)

  @OptionGroup(title: OptionTitle.everyday) var corpus: CorpusOptions
  @OptionGroup(title: OptionTitle.everyday) var main: Main
  @OptionGroup(title: OptionTitle.lists) var scores: ScoreOptions
  @OptionGroup(title: "Homophones") var homophones: HomophoneOptions
  @OptionGroup(title: "Homophones") var pronunciation: PronunciationOptions
  @OptionGroup(title: OptionTitle.lexicon) var lexicon: LexiconOptions

  /// What is learned, and where it goes.
  struct Main: ParsableArguments {
    @Option(
      help: ArgumentHelp("Write the model here; .gz compresses it.", valueName: "file"),
      completion: .file())
    var output: String?

    @Option(
      help: ArgumentHelp("Unseen lists to compare sampled errors with.", valueName: "name|file"),
      completion: Completions.corpora)
    var heldOut: String?

    @Option(
      help: ArgumentHelp("Use only the first <count> hypotheses of each list.", valueName: "count"))
    var listLimit = 5

    @Option(help: ArgumentHelp("Number of confusions of each kind to show.", valueName: "count"))
    var top = 15

    @Option(help: ArgumentHelp("Seed for all random choices.", valueName: "number"))
    var seed: UInt64 = 1

    func validate() throws {
      try CountBounds.check("--list-limit", listLimit, atMost: CountBounds.mostHeld)
      try CountBounds.check("--top", top, atLeast: 0)
    }
  }

  @OptionGroup var form: OutputOptions

  func validate() throws { try lexicon.expectNoModel() }

  func run() throws {
    var outputs = OutputGuard(
      reading: corpus.inputs + scores.inputs + lexicon.inputs + [main.heldOut])
    try outputs.check("--output", main.output)
    let interruption = Interruption(message: "interrupted; nothing was saved")
    defer { withExtendedLifetime(interruption) {} }
    let training = try corpus.read(scores)
    let (index, frequencies) = try pronunciation.read(lexicon, scores.normalization.choice)
    Restarting.say(of: "confusions")
    let model = ConfusionModel(
      learnedFrom: training, lexicon: index.lexicon, hypothesesPerList: main.listLimit)
    if let output = main.output { try model.write(to: output) }
    if form.json {
      Results.write(ConfusionRecord(model, top: main.top))
      if let output = main.output { Results.files([output]) }
    } else {
      print(ConfusionTable.text(model, top: main.top))
    }
    guard let heldOut = main.heldOut else { return }
    let least = frequencies.wordCount > 0 ? homophones.minimumFrequency : 0
    let near = NearHomophones(
      index.lexicon, frequencies: frequencies, stress: pronunciation.stress,
      variants: pronunciation.variants)
    let sounds = homophones.candidates(index)
    let nearby = HomophoneCandidates(near: near, minimumFrequency: min(least, 50))
    let closeness = ConfusionCloseness(
      of: LearnedConfusions(
        model, homophones: index, near: near,
        search: PronunciationSearch(
          index.lexicon, frequencies: frequencies, minimumCount: least,
          stress: pronunciation.stress, variants: pronunciation.variants),
        minimumFrequency: least),
      unlearned: ConfusionFunction { word in
        let others = sounds.candidates(for: word) + nearby.candidates(for: word)
        return others.isEmpty ? nil : PhraseAlternatives(others.map { .init($0) })
      },
      lexicon: index.lexicon, training: training.utterances,
      heldOut: try scores.development.read(heldOut).utterances, seed: main.seed,
      normalizer: training.normalizer)
    if form.json {
      Results.write(ClosenessRecord(closeness))
    } else {
      print("\n" + ConfusionTable.text(closeness))
    }
  }
}
