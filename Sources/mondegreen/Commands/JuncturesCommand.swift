import ArgumentParser
import Lexicons
import Perturbations
import RobustnessReports
import Transcripts

/// `mondegreen lexicon junctures`.
struct JuncturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "junctures",
    abstract: "Hear a phrase with its word boundaries elsewhere: mondegreens.",
    discussion: """
      One line a way to hear it: the words, their distance from what was said, and how unlikely the \
      phrase is by the language model, in nats; the most plausible first, by the distance and the mean \
      of the nats over the words. What is much less plausible than the phrase itself is left out. With a \
      lexicon of another language and no --first-pass-lm, the frequencies of the words alone say how \
      unlikely it is.

      EXAMPLE
        mondegreen lexicon junctures ice cream
        mondegreen lexicon junctures "recognize speech" --within 1.9 --limit 50
      """)

  @Argument(help: ArgumentHelp("The words.", valueName: "word …"))
  var words: [String]

  @OptionGroup var lexicon: LexiconOptions
  @OptionGroup var pronunciation: PronunciationOptions

  @Option(
    name: .customLong("first-pass-lm"),
    help: ArgumentHelp(
      "Language model in the ARPA format, plain or gzipped. (default: a general English trigram)",
      valueName: "file"))
  var firstPassLM: String?
  @OptionGroup var language: LanguageOptions

  @Option(
    help: ArgumentHelp("How far the sounds may be from those said.", valueName: "distance"))
  var within = 0.0

  @Option(help: ArgumentHelp("Leave out words that are counted less often.", valueName: "count"))
  var minimumCount = 20

  @Option(
    help: ArgumentHelp(
      "Whether letters, possessives, abbreviations and archaic English words are heard: included or "
        + "excluded.", valueName: "included|excluded"))
  var unusualWords = UnusualWordTreatment.excluded

  @Option(help: ArgumentHelp("At most so many.", valueName: "count"))
  var limit = 20

  @OptionGroup var form: OutputOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit: expected at least 1, found \(limit)") }
    if !(within >= 0 && within <= 10) {
      throw ValidationError("--within: expected a distance from 0 to 10, found \(within)")
    }
  }

  func run() throws {
    let lexicon = try lexicon.read()
    let phrase = try TextNormalizer.standard.words(in: words.joined(separator: " ")).map {
      try self.lexicon.known($0, in: lexicon, language.choice)
    }
    let frequencies = try self.lexicon.readFrequencies(language.choice)
    let search = PronunciationSearch(
      lexicon, frequencies: frequencies,
      minimumCount: frequencies.wordCount == 0 ? 0 : minimumCount, stress: pronunciation.stress,
      variants: pronunciation.variants)
    let isEnglish = try self.lexicon.languageWords(language.choice).isEnglish
    let found: [Juncture]
    if firstPassLM != nil || isEnglish {
      let model = JunctureModel(
        try FirstPass.languageModel(firstPassLM), frequencies: frequencies, place: .alone)
      let leavesOut = unusualWords == .excluded && isEnglish
      found = RankedJunctures(search, model: model) { leavesOut && UnusualWords.isUnusual($0) }
        .best(of: phrase, within: within, limit: limit)
    } else {
      found = Array(Junctures(of: phrase, in: search, within: within).prefix(limit))
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
      Terminal.complain("\"\(phrase.joined(separator: " "))\" parts into no other words")
    } else if !form.json {
      print(table.text)
    }
  }
}
