import ArgumentParser
import Lexicons
import RobustnessReports
import Transcripts

/// `mondegreen lexicon junctures`.
struct JuncturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "junctures",
    abstract: "List phrases that sound like a phrase with other word boundaries: mondegreens.",
    discussion: """
      Prints one phrase per line, most plausible first: the words, their distance from what was said, and how \
      unlikely they are by their frequencies alone, in nats.

      EXAMPLE
        mondegreen lexicon junctures ice cream
        mondegreen lexicon junctures "recognize speech" --within 1.9 --limit 100
      """)

  @Argument(help: ArgumentHelp("The words.", valueName: "word …"))
  var words: [String]

  @OptionGroup(title: OptionTitle.everyday) var main: Main
  @OptionGroup(title: OptionTitle.lexicon) var lexicon: LexiconOptions

  /// What is listed.
  struct Main: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "Largest distance between the sounds and those that were said.", valueName: "distance"))
    var within = 0.0

    @Option(
      help: ArgumentHelp(
        "Leave out words with a lower count in the frequency table.", valueName: "count"))
    var minimumCount = 20

    @Option(help: ArgumentHelp("Largest number of phrases to list.", valueName: "count"))
    var limit = 20

    func validate() throws {
      if limit < 1 { throw ValidationError("--limit: expected at least 1, found \(limit)") }
      if !(within >= 0 && within <= 10) {
        throw ValidationError("--within: expected a distance from 0 to 10, found \(within)")
      }
    }
  }

  func run() throws {
    let lexicon = try lexicon.read()
    let phrase = try TextNormalizer.standard.words(in: words.joined(separator: " ")).map {
      try self.lexicon.known($0, in: lexicon)
    }
    let search = PronunciationSearch(
      lexicon, frequencies: try self.lexicon.readFrequencies(), minimumCount: main.minimumCount)
    var table = TextTable()
    for juncture in Junctures(of: phrase, in: search, within: main.within).prefix(main.limit) {
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
