import ArgumentParser
import Lexicons
import Perturbations
import RobustnessReports
import Transcripts

/// `mondegreen lexicon junctures`.
struct JuncturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "junctures",
    abstract: "List phrases that sound like a phrase with other word boundaries: mondegreens.",
    discussion: """
      Prints one phrase per line, most plausible first: the words, their distance from what was said, and how \
      unlikely the phrase is by the language model, in nats. Phrases are ranked by the distance and the mean of \
      the nats over the words, and what is much less plausible than the phrase itself is left out. With a lexicon \
      of another language and no --first-pass-lm, only the frequencies of the words say how unlikely it is.

      EXAMPLE
        mondegreen lexicon junctures ice cream
        mondegreen lexicon junctures "recognize speech" --within 1.9 --limit 50
      """)

  @Argument(help: ArgumentHelp("The words.", valueName: "word …"))
  var words: [String]

  @OptionGroup(title: OptionTitle.everyday) var main: Main
  @OptionGroup(title: OptionTitle.everyday) var pronunciation: PronunciationOptions
  @OptionGroup(title: OptionTitle.lexicon) var lexicon: LexiconOptions
  @OptionGroup(title: OptionTitle.lexicon) var language: LanguageOptions

  /// What is listed.
  struct Main: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "Largest phone distance from what was said.", valueName: "distance"))
    var within = 0.0

    @Option(
      help: ArgumentHelp(
        "Leave out words with a lower count in the frequency table.", valueName: "count"))
    var minimumCount = 20

    @Option(help: ArgumentHelp("Largest number of phrases to list.", valueName: "count"))
    var limit = 20

    @Option(
      help: ArgumentHelp(
        "Whether single letters, possessives, abbreviations and archaic English words may be heard.",
        valueName: "treatment"))
    var unusualWords = UnusualWordTreatment.excluded

    @Option(
      name: .customLong("first-pass-lm"),
      help: ArgumentHelp(
        "Language model in the ARPA format, plain or gzipped. (default: a general English trigram)",
        valueName: "file"),
      completion: .file())
    var firstPassLM: String?

    func validate() throws {
      try CountBounds.check("--limit", limit)
      try CountBounds.check("--minimum-count", minimumCount, atLeast: 0)
      if !(within >= 0 && within <= 10) {
        throw ValidationError("--within: expected a distance from 0 to 10, found \(within)")
      }
    }
  }

  @OptionGroup var form: OutputOptions

  func validate() throws { try lexicon.expectNoModel() }

  func run() throws {
    let lexicon = try lexicon.read()
    let normalizer = TextNormalizer(language: language.choice.language)
    let phrase = try normalizer.words(in: words.joined(separator: " ")).map {
      try self.lexicon.known($0, in: lexicon, language.choice)
    }
    let frequencies = try self.lexicon.readFrequencies(language.choice)
    let search = PronunciationSearch(
      lexicon, frequencies: frequencies,
      minimumCount: frequencies.wordCount == 0 ? 0 : main.minimumCount,
      stress: pronunciation.stress,
      variants: pronunciation.variants)
    let isEnglish = try self.lexicon.languageWords(language.choice).isEnglish
    let found: [Juncture]
    if main.firstPassLM != nil || isEnglish {
      let model = JunctureModel(
        try FirstPass.languageModel(main.firstPassLM), frequencies: frequencies, place: .alone)
      let leavesOut = main.unusualWords == .excluded && isEnglish
      found = RankedJunctures(search, model: model) { leavesOut && UnusualWords.isUnusual($0) }
        .best(of: phrase, within: main.within, limit: main.limit)
    } else {
      found = Array(Junctures(of: phrase, in: search, within: main.within).prefix(main.limit))
    }
    var table = TextTable()
    struct Heard: Encodable {
      let text: String
      let distance: Double
      let implausibility: Double
    }
    for juncture in found {
      if form.json {
        Results.write(
          Heard(
            text: juncture.text, distance: juncture.distance,
            implausibility: juncture.implausibility))
      }
      table.append([
        juncture.text, FigureFormat.decimal(juncture.distance, digits: 2),
        FigureFormat.decimal(juncture.implausibility, digits: 1),
      ])
    }
    if table.isEmpty {
      Terminal.complain("\"\(phrase.joined(separator: " "))\" can't be segmented into other words")
    } else if !form.json {
      print(table.text)
    }
  }
}
