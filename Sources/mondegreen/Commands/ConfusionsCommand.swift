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
    abstract: "Learn from N-best lists with references what a recogniser mishears.",
    discussion: """
      Aligns hypotheses with references and with each other, counts which phrases and phones are \
      heard for which, and shows the most frequent; --output keeps the model for perturb. With \
      --held-out it says how close errors sampled from the model come to those of lists that it has \
      not seen: Jensen-Shannon divergence, 0 bits for the same errors, 1 bit for none in common, \
      beside that of the training lists' own errors and of homophones at random.

      EXAMPLE
        mondegreen confusions --corpus messaging-train --output confusions.json
        mondegreen confusions --corpus messaging-train --held-out messaging-test
      """)

  @OptionGroup var corpus: CorpusOptions
  @OptionGroup var homophones: HomophoneOptions
  @OptionGroup var lexicon: LexiconOptions
  @OptionGroup var pronunciation: PronunciationOptions

  @Option(help: ArgumentHelp("Write the model here; .gz compresses it.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp("Corpus to hold sampled errors against.", valueName: "name|file"))
  var heldOut: String?

  @Option(
    help: ArgumentHelp("Use only the first <count> hypotheses of each list.", valueName: "count"))
  var listLimit = 5

  @Option(help: ArgumentHelp("Show so many confusions of each kind.", valueName: "count"))
  var top = 15

  @Option(help: ArgumentHelp("Seed for all random choices.", valueName: "number"))
  var seed: UInt64 = 1

  @OptionGroup var form: OutputOptions

  func validate() throws {
    if listLimit < 1 {
      throw ValidationError("--list-limit: expected at least 1, found \(listLimit)")
    }
    if top < 0 { throw ValidationError("--top: expected at least 0, found \(top)") }
  }

  func run() throws {
    var outputs = OutputGuard(reading: corpus.inputs + lexicon.inputs + [heldOut])
    try outputs.check("--output", output)
    let interruption = Interruption(message: "interrupted; nothing was kept")
    defer { withExtendedLifetime(interruption) {} }
    let training = try corpus.read()
    let index = try pronunciation.openIndex(lexicon, corpus.scores.normalization.choice)
    let frequencies = try lexicon.readFrequencies(corpus.scores.normalization.choice)
    Restarting.say(of: "confusions")
    let model = ConfusionModel(
      learnedFrom: training, lexicon: index.lexicon, hypothesesPerList: listLimit)
    if let output { try model.write(to: output) }
    if form.json {
      Results.write(ConfusionRecord(model, top: top))
      if let output { Results.files([output]) }
    } else {
      print(ConfusionTable.text(model, top: top))
    }
    guard let heldOut else { return }
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
      heldOut: try corpus.scores.development.read(heldOut).utterances, seed: seed)
    if form.json {
      Results.write(ClosenessRecord(closeness))
    } else {
      print("\n" + ConfusionTable.text(closeness))
    }
  }
}
