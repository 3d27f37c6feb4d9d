import ArgumentParser
import Lexicons
import RobustnessReports
import Transcripts

/// `mondegreen lexicon junctures`.
struct JuncturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "junctures",
    abstract: "Hear a phrase with its word boundaries elsewhere: mondegreens.",
    discussion: """
      One line a way to hear it: the words, their distance from what was said, and how unlikely \
      they are by their frequencies alone, in nats; the most plausible first.

      EXAMPLE
        mondegreen lexicon junctures ice cream
        mondegreen lexicon junctures "recognize speech" --within 1.9 --limit 100
      """)

  @Argument(help: ArgumentHelp("The words.", valueName: "word …"))
  var words: [String]

  @OptionGroup var lexicon: LexiconOptions
  @OptionGroup var language: LanguageOptions

  @Option(
    help: ArgumentHelp("How far the sounds may be from those said.", valueName: "distance"))
  var within = 0.0

  @Option(help: ArgumentHelp("Leave out words that are counted less often.", valueName: "count"))
  var minimumCount = 20

  @Option(help: ArgumentHelp("At most so many.", valueName: "count"))
  var limit = 20

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
      minimumCount: frequencies.wordCount == 0 ? 0 : minimumCount)
    var table = TextTable()
    for juncture in Junctures(of: phrase, in: search, within: within).prefix(limit) {
      table.append([
        juncture.text, FigureFormat.decimal(juncture.distance, digits: 2),
        FigureFormat.decimal(juncture.implausibility, digits: 1),
      ])
    }
    if table.isEmpty {
      Terminal.complain("\"\(phrase.joined(separator: " "))\" parts into no other words")
    } else {
      print(table.text)
    }
  }
}
